package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.program.EngineKind;
import masattention.schedule.FusedSchedule;
import masattention.schedule.Leeway;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks;
import masattention.schedule.Schedule;
import masattention.schedule.Stage;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;
import masattention.tiling.BlockGrid;

/**
 * TileFlow's pipeline: the matrix unit is split into two halves of R / 2 rows; in each round S_i,
 * P_{i−1} and O_{i−2} run side by side on half array, VEC and half array, in three score buffers,
 * with a barrier at the end of the round.
 *
 * <p>Load order: as {@link Mas}; staged sub-tiles of V and K alternate, since both halves use them
 * at the same time. Source: Zheng et al., "TileFlow", MICRO 2023, as the model page restates it.
 */
final class TileFlow extends BuiltIn {

  TileFlow() {
    super(
        "tileflow",
        "S, P and O of three row blocks in rounds on a split array",
        "TileFlow, MICRO 2023");
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.PARTIAL).onHalves();
  }

  @Override
  public Schedule prepare(Problem problem) {
    return FusedSchedule.of(problem, 3, true, TileFlow::pipeline);
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    FusedBound bound = new FusedBound(traits(), problem, leeway);
    return OptionalLong.of(bound.cycles(core -> Chain.rounds(core, bound.blocks())));
  }

  private static Pipeline pipeline(RowBlocks blocks) {
    int cores = blocks.team().size();
    blocks.fetchFirstQueries(1);
    blocks.keys().fetchFirstGroup();
    for (int n = 0; n < cores; n++) {
      announce(blocks, n);
    }
    blocks.fetchFirstQueries(2);
    blocks.values().fetchFirstGroup();
    return Pipeline.of(
        blocks,
        2,
        Stage.of(
            n -> {
              announce(blocks, n + cores);
              blocks.fetchQueries(n + cores);
              blocks.softmax(n - cores);
            }),
        Stage.of(n -> products(blocks, n)),
        Stage.of(
            n ->
                blocks
                    .sink()
                    .barrier(
                        blocks.team().core(n),
                        EngineKind.MAC_HALF_A,
                        EngineKind.MAC_HALF_B,
                        EngineKind.VEC)));
  }

  private static void announce(RowBlocks blocks, int n) {
    int done = n - 2 * blocks.team().size();
    int first = Math.min(blocks.keys().count(), blocks.values().count());
    int most = Math.max(blocks.grid().keyTiles(), blocks.grid().valueTiles());
    blocks.announcePairs(done, n, 0, first, most);
  }

  /**
   * O_{i−2} and S_i side by side, sub-tile by sub-tile; O is stored as soon as it is complete. All
   * of it is one turn: either half may go on while the other waits.
   */
  private static void products(RowBlocks blocks, int n) {
    int done = n - 2 * blocks.team().size();
    BlockGrid grid = blocks.grid();
    int valueTiles = blocks.has(done) ? grid.keptValueTiles(blocks.team().rowBlock(done)) : 0;
    int keyTiles = blocks.has(n) ? grid.keptKeyTiles(blocks.team().rowBlock(n)) : 0;
    int outputs = valueTiles > 0 ? blocks.residentOutputs(done, EngineKind.MAC_HALF_B) : 0;
    if (outputs == valueTiles) {
      blocks.storeOutput(done);
    }
    int scores = keyTiles > 0 ? blocks.residentScores(n, EngineKind.MAC_HALF_A) : 0;
    for (int tile = Math.min(outputs, scores); tile < Math.max(valueTiles, keyTiles); tile++) {
      if (outputs <= tile && tile < valueTiles) {
        blocks.outputTile(done, tile, EngineKind.MAC_HALF_B);
        if (tile == valueTiles - 1) {
          blocks.storeOutput(done);
        }
      }
      if (scores <= tile && tile < keyTiles) {
        blocks.scoreTile(n, tile, EngineKind.MAC_HALF_A);
      }
    }
  }
}
