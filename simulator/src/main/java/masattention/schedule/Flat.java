package masattention.schedule;

import masattention.schedule.Traits.Residency;

/**
 * FLAT: the scores of a row block stay on chip, and S_i, P_i and O_i follow each other in one score
 * buffer.
 *
 * <p>Load order: the first Q, K, V; from then on Q_{i+1} before the tasks of row block i, the next
 * group's K beside S and P, its V beside O. Source: Kao et al., "FLAT: An Optimized Dataflow for
 * Mitigating Attention Bottlenecks", ASPLOS 2023, <a href="https://arxiv.org/abs/2107.06419">arXiv
 * 2107.06419</a>, as the model page restates it.
 *
 * @param residency how many K and V sub-tiles may stay in L1: none is {@code flat-stream}
 */
record Flat(Residency residency) implements Scheduler {

  @Override
  public Traits traits() {
    return Traits.fused(residency, residency != Residency.NONE, true);
  }

  @Override
  public Schedule schedule(Problem problem) {
    return FusedSchedule.of(problem, 1, true, Flat::pipeline);
  }

  private static Pipeline pipeline(RowBlocks blocks) {
    int cores = blocks.team.size();
    blocks.fetchQueries(cores - 1);
    blocks.keys.fetchFirstGroup();
    for (int n = 0; n < cores; n++) {
      blocks.announceKeys(n);
      blocks.announceValues(n);
    }
    blocks.values.fetchFirstGroup();
    return Pipeline.of(
        blocks,
        0,
        Stage.of(
            n -> {
              blocks.announceKeys(n + cores);
              blocks.announceValues(n + cores);
              blocks.fetchQueries(n + cores);
            }),
        blocks.scores(),
        Stage.of(blocks::softmax),
        blocks.outputs(0),
        Stage.of(blocks::storeOutput));
  }
}
