package masattention.schedule;

import java.util.function.Function;
import masattention.program.L1Plan;
import masattention.program.ProgramSink;
import masattention.schedule.RowBlocks.BlockBuffers;

/**
 * A schedule of one pass in which a row block's scores never leave L1.
 *
 * @param plan its buffers
 * @param buffers those of a row block's stages
 * @param pipeline makes the order of the stages
 */
public record FusedSchedule(
    Problem problem,
    L1Plan plan,
    BlockBuffers buffers,
    boolean prefetches,
    Function<RowBlocks, Pipeline> pipeline)
    implements Schedule {

  /** The same for one that divides the scores. */
  public static FusedSchedule of(
      Problem problem,
      int scoreBuffers,
      boolean prefetches,
      Function<RowBlocks, Pipeline> pipeline) {
    return of(problem, scoreBuffers, Normalize.SCORES, prefetches, pipeline);
  }

  /**
   * Lays out the buffers of a fused schedule with {@code scoreBuffers} row blocks of scores.
   *
   * @param normalize where it divides by the sums of the rows
   * @param prefetches whether it fetches K and V ahead
   */
  public static FusedSchedule of(
      Problem problem,
      int scoreBuffers,
      Normalize normalize,
      boolean prefetches,
      Function<RowBlocks, Pipeline> pipeline) {
    L1Plan plan = new L1Plan(problem.machine());
    FusedBuffers layout = new FusedBuffers(problem, plan);
    BlockBuffers buffers =
        new BlockBuffers(
            layout.queries(),
            layout.scores(scoreBuffers, true),
            layout.outputs(normalize),
            layout.keys(),
            layout.values(),
            layout.staging(true, true),
            layout.rowSums(normalize, scoreBuffers));
    return new FusedSchedule(problem, plan, buffers, prefetches, pipeline);
  }

  @Override
  public Pipeline pipeline(int pass, Team team, ProgramSink sink) {
    return pipeline.apply(new RowBlocks(problem, team, sink, buffers, prefetches));
  }
}
