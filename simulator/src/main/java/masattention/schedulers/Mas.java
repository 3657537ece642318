package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.cost.StreamsBound;
import masattention.schedule.FusedSchedule;
import masattention.schedule.Leeway;
import masattention.schedule.Normalize;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks;
import masattention.schedule.Schedule;
import masattention.schedule.Stage;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;

/**
 * MAS-Attention: two semi-synchronous streams. MAC runs S_0, S_1, then O_{i−2}, S_i; VEC runs P_0,
 * P_1, …; so that P_{i−1} is computed beside O_{i−2} and S_i, in two score buffers.
 *
 * <p>The proactive overwrite is a tiling: when K, V and two score buffers do not fit, the second
 * score buffer takes the place of the last v = ceil(score bytes / sub-tile bytes) sub-tiles of K or
 * of V, which then are not resident and come back for every row block through the staging area,
 * last in their order.
 *
 * <p>Load order: the first Q, K, the second Q, V; from then on Q_{i+1} and the staged sub-tiles
 * before the tasks of step i, the next group's V beside O, its K beside S. Source: Shakerdargah et
 * al., <a href="https://arxiv.org/abs/2411.17720">arXiv 2411.17720</a>.
 */
final class Mas extends Dividing {

  Mas(Normalize normalize) {
    super(
        "mas",
        "two semi-synchronous streams, with the proactive overwrite",
        "MAS-Attention, arXiv 2411.17720",
        normalize);
  }

  @Override
  Mas variant(Normalize where) {
    return new Mas(where);
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.PARTIAL).withOverwrite().normalizing(normalize());
  }

  @Override
  public Schedule prepare(Problem problem) {
    return fused(problem, normalize());
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    return OptionalLong.of(bound(traits(), problem, leeway));
  }

  @Override
  public OptionalLong streamsBound(Problem problem) {
    return StreamsBound.of(traits(), problem, false);
  }

  /** The schedule, which {@link MasSpill} has too where everything fits. */
  static Schedule fused(Problem problem, Normalize normalize) {
    return FusedSchedule.of(problem, 2, normalize, true, Mas::pipeline);
  }

  /** The bound of both. */
  static long bound(Traits traits, Problem problem, Leeway leeway) {
    FusedBound bound = new FusedBound(traits, problem, leeway);
    return bound.cycles(core -> Chain.streams(core, bound.blocks()));
  }

  private static Pipeline pipeline(RowBlocks blocks) {
    int cores = blocks.team().size();
    blocks.fetchFirstQueries(1);
    blocks.keys().fetchFirstGroup();
    for (int n = 0; n < cores; n++) {
      blocks.announceKeys(n);
    }
    blocks.fetchFirstQueries(2);
    blocks.values().fetchFirstGroup();
    return Pipeline.of(
        blocks,
        2,
        Stage.of(
            n -> {
              blocks.announceValues(n - cores);
              blocks.announceKeys(n + cores);
              blocks.fetchQueries(n + cores);
            }),
        blocks.outputs(2),
        Stage.of(
            n -> {
              blocks.divideOutput(n - 2 * cores);
              blocks.storeOutput(n - 2 * cores);
            }),
        blocks.scores(),
        Stage.of(blocks::softmax));
  }
}
