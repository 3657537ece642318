/**
 * When the tasks of a program run, in whole cycles: every engine takes its tasks in program order,
 * and the transfers of all cores share one DRAM channel.
 *
 * <p>{@link masattention.interpret.timing.Simulation} makes a {@link
 * masattention.interpret.timing.Timeline} of a whole program; {@link
 * masattention.interpret.timing.Bound} is the floor of every exact schedule.
 */
package masattention.interpret.timing;
