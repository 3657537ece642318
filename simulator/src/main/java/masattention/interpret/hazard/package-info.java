/**
 * The check that no two tasks that overlap in time touch the same bytes of L1, save two that read.
 */
package masattention.interpret.hazard;
