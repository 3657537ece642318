package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.program.EngineKind;
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
 * TileFlow's pipeline: the matrix unit is split into two halves of R / 2 rows; in each round S_i,
 * P_{i−1} and O_{i−2} run side by side on half array, VEC and half array, in three score buffers,
 * with a barrier at the end of the round.
 *
 * <p>Load order: as {@link Mas}; staged sub-tiles of V and K alternate, since both halves use them
 * at the same time. Source: Zheng et al., "TileFlow", MICRO 2023, as the model page restates it.
 */
final class TileFlow extends Dividing {

  TileFlow(Normalize normalize) {
    super(
        "tileflow",
        "S, P and O of three row blocks in rounds on a split array",
        "TileFlow, MICRO 2023",
        normalize);
  }

  @Override
  TileFlow variant(Normalize where) {
    return new TileFlow(where);
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.PARTIAL).onHalves().normalizing(normalize());
  }

  @Override
  public Schedule prepare(Problem problem) {
    return FusedSchedule.of(problem, 3, normalize(), true, TileFlow::pipeline);
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    FusedBound bound = new FusedBound(traits(), problem, leeway);
    return OptionalLong.of(bound.cycles(core -> Chain.rounds(core, bound.blocks())));
  }

  private static Pipeline pipeline(RowBlocks blocks) {
    int cores = blocks.team().size();
    blocks.readsKeysAndValuesBehind(2);
    blocks.fetchFirstQueries(1);
    blocks.keys().fetchFirstGroup();
    for (int n = 0; n < cores; n++) {
      announce(blocks, n);
    }
    blocks.fetchFirstQueries(2);
    blocks.values().fetchFirstGroup();
    return Pipeline.of(
        blocks,
        blocks.dividesOutputs() ? 3 : 2,
        Stage.of(
            n -> {
              announce(blocks, n + cores);
              blocks.fetchQueries(n + cores);
              if (blocks.dividesOutputs()) {
                blocks.divideOutput(n - 3 * cores);
                blocks.storeOutput(n - 3 * cores);
              }
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
    if (!blocks.has(done)) {
      blocks.announceKeys(n);
      return;
    }
    if (!blocks.has(n)) {
      blocks.announceValues(done);
      return;
    }
    int first = Math.min(blocks.keys().count(), blocks.values().count());
    int keys = blocks.grid().keptKeyTiles(blocks.team().rowBlock(n));
    int most = Math.max(keys, blocks.grid().keptValueTiles(blocks.team().rowBlock(done)));
    blocks.announcePairs(done, n, 0, first, most);
  }

  /**
   * O_{i−2} and S_i side by side, sub-tile by sub-tile; O is stored as soon as it is complete.
   * Either half may go on while the other waits, so that several sub-tiles are one turn; only where
   * both stream, and fetch in turn, is a pair of sub-tiles a turn of its own.
   */
  private record Products(RowBlocks blocks) implements Stage {
    /** Pairs fetched ahead of their use, that which is about to be, and the last, fetched apart. */
    private static final int LOOKAHEAD = 4;

    @Override
    public int turns(int n) {
      return 1 + Math.max(0, tiles(n) - firstOfPairs(n));
    }

    @Override
    public void emit(int n, int turn) {
      int first = firstOfPairs(n);
      if (turn > 0) {
        pair(n, first + turn - 1);
        return;
      }
      int outputs = valueTiles(n) > 0 ? blocks.residentOutputs(done(n), EngineKind.MAC_HALF_B) : 0;
      if (stores() && outputs == valueTiles(n)) {
        blocks.storeOutput(done(n));
      }
      int scores = keyTiles(n) > 0 ? blocks.residentScores(n, EngineKind.MAC_HALF_A) : 0;
      for (int tile = Math.min(outputs, scores); tile < first; tile++) {
        pair(n, tile);
      }
    }

    /** Whether O is stored as its last product leaves it, not divided in a later round. */
    private boolean stores() {
      return !blocks.dividesOutputs();
    }

    /** The sub-tiles with number {@code tile} among those that their row blocks keep. */
    private void pair(int n, int tile) {
      if (outputs(n) <= tile && tile < valueTiles(n)) {
        blocks.outputTile(done(n), blocks.firstValue(done(n)) + tile, EngineKind.MAC_HALF_B);
        if (stores() && tile == valueTiles(n) - 1) {
          blocks.storeOutput(done(n));
        }
      }
      if (scores(n) <= tile && tile < keyTiles(n)) {
        blocks.scoreTile(n, blocks.firstKey(n) + tile, EngineKind.MAC_HALF_A);
      }
    }

    @Override
    public int alikeFrom(int n) {
      return 2;
    }

    @Override
    public int alikeTo(int n) {
      return turns(n) - LOOKAHEAD;
    }

    /** The first pair of sub-tiles with a turn of its own. */
    private int firstOfPairs(int n) {
      int resident = Math.max(blocks.keys().count(), blocks.values().count());
      return inPairs(n) ? Math.min(tiles(n), resident) : tiles(n);
    }

    private boolean inPairs(int n) {
      return valueTiles(n) == keyTiles(n) || valueTiles(n) == 0 || keyTiles(n) == 0;
    }

    private int tiles(int n) {
      return Math.max(valueTiles(n), keyTiles(n));
    }

    private int outputs(int n) {
      return valueTiles(n) > 0 ? blocks.runOfOutputs(done(n)) : 0;
    }

    private int scores(int n) {
      return keyTiles(n) > 0 ? blocks.runOfScores(n) : 0;
    }

    private int valueTiles(int n) {
      int done = done(n);
      return blocks.has(done) ? blocks.grid().keptValueTiles(blocks.team().rowBlock(done)) : 0;
    }

    private int keyTiles(int n) {
      return blocks.has(n) ? blocks.grid().keptKeyTiles(blocks.team().rowBlock(n)) : 0;
    }

    private int done(int n) {
      return n - 2 * blocks.team().size();
    }
  }
}
