/**
 * The schedulers of the literature: each turns a layer, a machine and a tiling into a program, or
 * into the reason why there is none.
 *
 * <p>{@link masattention.schedule.Schedulers} lists them in the order of the tables, each with its
 * source. A scheduler contains no timing and no energy formula, and states no dependency between
 * data.
 */
package masattention.schedule;
