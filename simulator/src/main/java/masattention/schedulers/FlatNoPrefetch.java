package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.cost.SharedChannel;
import masattention.interpret.timing.Durations;
import masattention.program.EngineKind;
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
import masattention.tiling.BlockGrid;

/**
 * FLAT without prefetch: nothing of row block i + 1 is fetched before O_i is stored.
 *
 * <p>Load order: Q_i, then the sub-tiles of K and of V that are not in L1 yet, each as early as its
 * slot allows within the row block.
 */
final class FlatNoPrefetch extends Dividing {
  private static final EngineKind[] WHOLE_CORE = EngineKind.values();

  FlatNoPrefetch(Normalize normalize) {
    super(
        "flat-no-prefetch",
        "FLAT, nothing fetched ahead",
        "FLAT, arXiv 2107.06419, read without prefetch",
        normalize);
  }

  @Override
  FlatNoPrefetch variant(Normalize where) {
    return new FlatNoPrefetch(where);
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.PARTIAL).inSeries().withOneKvBuffer().normalizing(normalize());
  }

  @Override
  public Schedule prepare(Problem problem) {
    return FusedSchedule.of(problem, 1, normalize(), false, FlatNoPrefetch::pipeline);
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    FusedBound bound = new FusedBound(traits(), problem, leeway);
    return OptionalLong.of(
        bound.cyclesInStep(core -> Chain.stopping(core, problem, bound.firstKeys())));
  }

  /** Between row blocks the store of O, then Q, which comes after its latency. */
  @Override
  public RowBlockFloor floorPerRowBlock(Problem problem) {
    Durations durations = new Durations(problem.machine());
    BlockGrid grid = problem.grid();
    int last = grid.rowBlocks() - 1;
    long idle =
        durations.store(grid.outputBytes(last))
            + durations.transfer(grid.queryBytes(last))
            + 2 * problem.machine().dramLatencyCycles();
    return SharedChannel.left(traits(), problem, idle);
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
              blocks.divideOutput(n);
              blocks.storeOutput(n);
              blocks.sink().barrier(blocks.team().core(n), WHOLE_CORE);
            }));
  }
}
