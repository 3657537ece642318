package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.cost.SharedChannel;
import masattention.schedule.FusedSchedule;
import masattention.schedule.Leeway;
import masattention.schedule.Normalize;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlockFloor;
import masattention.schedule.RowBlocks;
import masattention.schedule.Schedule;
import masattention.schedule.Stage;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;

/**
 * FLAT: the scores of a row block stay on chip, and S_i, P_i and O_i follow each other in one score
 * buffer.
 *
 * <p>Load order: the first Q, K, V; from then on Q_{i+1} before the tasks of row block i, the next
 * group's K beside S and P, its V beside O. Source: Kao et al., "FLAT: An Optimized Dataflow for
 * Mitigating Attention Bottlenecks", ASPLOS 2023, <a href="https://arxiv.org/abs/2107.06419">arXiv
 * 2107.06419</a>, as the model page restates it.
 */
final class Flat extends Dividing {
  private final Residency residency;

  /** FLAT; where no K and V may stay in L1, {@code flat-stream}. */
  Flat(String id, Residency residency, String summary, String source, Normalize normalize) {
    super(id, summary, source, normalize);
    this.residency = residency;
  }

  @Override
  Flat variant(Normalize where) {
    return new Flat(id(), residency, summary(), source(), where);
  }

  @Override
  public Traits traits() {
    Traits traits = Traits.of(residency).normalizing(normalize());
    Traits buffered = residency == Residency.NONE ? traits.withOneKvBuffer() : traits;
    return normalize() == Normalize.SCORES ? buffered.inSeries() : buffered;
  }

  @Override
  public Schedule prepare(Problem problem) {
    return FusedSchedule.of(problem, 1, normalize(), true, Flat::pipeline);
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    return OptionalLong.of(new FusedBound(traits(), problem, leeway).cycles(Chain::serial));
  }

  @Override
  public RowBlockFloor floorPerRowBlock(Problem problem) {
    return SharedChannel.left(traits(), problem, 0);
  }

  private static Pipeline pipeline(RowBlocks blocks) {
    int cores = blocks.team().size();
    blocks.fetchFirstQueries(1);
    blocks.keys().fetchFirstGroup();
    for (int n = 0; n < cores; n++) {
      blocks.announceKeys(n);
      blocks.announceValues(n);
    }
    blocks.values().fetchFirstGroup();
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
        Stage.of(
            n -> {
              blocks.divideOutput(n);
              blocks.storeOutput(n);
            }));
  }
}
