/**
 * What a program does and costs apart from time: operations, bytes moved at every level of memory,
 * and picojoules.
 */
package masattention.interpret.energy;
