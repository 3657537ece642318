/**
 * What schedulers are made of. A {@link masattention.schedule.Scheduler} answers a {@link
 * masattention.schedule.Problem} with a {@link masattention.schedule.Schedule}: its buffers, and a
 * {@link masattention.schedule.Pipeline} of stages for every team of cores, mostly stages of {@link
 * masattention.schedule.RowBlocks}. Whether the buffers fit is a value, {@link
 * masattention.schedule.Scheduling}, with the reason where they do not.
 *
 * <p>A scheduler emits tasks and states no data dependency and no timing. The built-in ones are in
 * {@link masattention.schedulers}.
 */
package masattention.schedule;
