package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.program.EngineKind;
import masattention.schedule.FusedSchedule;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks;
import masattention.schedule.Schedule;
import masattention.schedule.Stage;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;

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
  public OptionalLong lowerBound(Problem problem) {
    FusedBound bound = new FusedBound(traits(), problem);
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
        new Products(blocks),
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
   * O_{i−2} and S_i side by side, a sub-tile of each a turn where they are not resident; O is
   * stored as soon as it is complete.
   */
  private record Products(RowBlocks blocks) implements Stage {
    /** How far ahead of its use a sub-tile is fetched, and one for the last. */
    private static final int LOOKAHEAD = 3;

    private int done(int n) {
      return n - 2 * blocks.team().size();
    }

    private int valueTiles(int n) {
      int done = done(n);
      return blocks.has(done) ? blocks.grid().keptValueTiles(blocks.team().rowBlock(done)) : 0;
    }

    private int keyTiles(int n) {
      return blocks.has(n) ? blocks.grid().keptKeyTiles(blocks.team().rowBlock(n)) : 0;
    }

    private int outputsInOneRun(int n) {
      return valueTiles(n) > 0 ? blocks.runOfOutputs(done(n)) : 0;
    }

    private int scoresInOneRun(int n) {
      return keyTiles(n) > 0 ? blocks.runOfScores(n) : 0;
    }

    /**
     * The sub-tile of the turn after the first. Both products go on alone as long as one of them
     * finds its sub-tiles in L1, so all of that is one turn.
     */
    private int firstTile(int n) {
      int alone = Math.max(blocks.keys().count(), blocks.values().count());
      return Math.min(alone, Math.max(valueTiles(n), keyTiles(n)));
    }

    @Override
    public int turns(int n) {
      return 1 + Math.max(valueTiles(n), keyTiles(n)) - firstTile(n);
    }

    @Override
    public void emit(int n, int turn) {
      if (turn > 0) {
        pair(n, firstTile(n) + turn - 1);
        return;
      }
      if (outputsInOneRun(n) > 0) {
        storeAfter(n, blocks.residentOutputs(done(n), EngineKind.MAC_HALF_B));
      }
      if (scoresInOneRun(n) > 0) {
        blocks.residentScores(n, EngineKind.MAC_HALF_A);
      }
      int first = Math.min(outputsInOneRun(n), scoresInOneRun(n));
      for (int tile = first; tile < firstTile(n); tile++) {
        pair(n, tile);
      }
    }

    private void pair(int n, int tile) {
      if (outputsInOneRun(n) <= tile && tile < valueTiles(n)) {
        blocks.outputTile(done(n), tile, EngineKind.MAC_HALF_B);
        storeAfter(n, tile + 1);
      }
      if (scoresInOneRun(n) <= tile && tile < keyTiles(n)) {
        blocks.scoreTile(n, tile, EngineKind.MAC_HALF_A);
      }
    }

    private void storeAfter(int n, int tiles) {
      if (tiles == valueTiles(n)) {
        blocks.storeOutput(done(n));
      }
    }

    @Override
    public int alikeFrom(int n) {
      return 2;
    }

    @Override
    public int alikeTo(int n) {
      return Math.min(valueTiles(n), keyTiles(n)) - LOOKAHEAD - firstTile(n) + 1;
    }
  }
}
