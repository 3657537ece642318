package masattention.schedule;

import masattention.program.EngineKind;
import masattention.schedule.Traits.Residency;

/**
 * FLAT without prefetch: nothing of row block i + 1 is fetched before O_i is stored.
 *
 * <p>Load order: Q_i, then the sub-tiles of K and of V that are not in L1 yet, each as early as its
 * slot allows within the row block.
 */
record FlatNoPrefetch() implements Scheduler {
  private static final EngineKind[] WHOLE_CORE = EngineKind.values();

  @Override
  public Traits traits() {
    return Traits.fused(Residency.PARTIAL, false, true);
  }

  @Override
  public Schedule schedule(Problem problem) {
    return FusedSchedule.of(problem, 1, false, FlatNoPrefetch::pipeline);
  }

  private static Pipeline pipeline(RowBlocks blocks) {
    return Pipeline.of(
        blocks,
        0,
        Stage.of(
            n -> {
              blocks.fetchQueries(n);
              blocks.announceKeys(n);
              blocks.announceValues(n);
            }),
        blocks.scores(),
        Stage.of(blocks::softmax),
        blocks.outputs(0),
        Stage.of(
            n -> {
              blocks.storeOutput(n);
              blocks.sink.barrier(blocks.team.core(n), WHOLE_CORE);
            }));
  }
}
