/**
 * What a schedule costs before it is simulated: its work, counted from what it emits for one row
 * block of every kind, and lower bounds of its makespan in closed form.
 *
 * <p>{@link masattention.cost.ScheduleWork} serves every scheduler. {@link
 * masattention.cost.FusedBound} with its {@link masattention.cost.Chain}s, and {@link
 * masattention.cost.PassBound}, are what schedulers make bounds of their own from.
 */
package masattention.cost;
