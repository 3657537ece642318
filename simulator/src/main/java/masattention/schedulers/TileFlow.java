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
    int keys = blocks.team().kept(n).keys();
    int most = Math.max(keys, blocks.team().kept(done).values());
    blocks.announcePairs(done, n, 0, first, most);
  }

  /**
   * O_{i−2} and S_i side by side, sub-tile by sub-tile; O is stored as soon as it is complete.
   * Either half may go on while the other waits, so that several sub-tiles are one turn; only where
   * both stream, and fetch in turn, is a pair of sub-tiles a turn of its own.
   */
  private static final class Products implements Stage {
    /** Pairs fetched ahead of their use, that which is about to be, and the last, fetched apart. */
    private static final int LOOKAHEAD = 4;

    private final RowBlocks blocks;
    private Round last;

    Products(RowBlocks blocks) {
      this.blocks = blocks;
      last = round(0);
    }

    /**
     * What a step multiplies.
     *
     * @param done the row block whose output it computes
     * @param values, keys sub-tiles that it goes through
     * @param outputs, scores how many of them, the first ones, in one run
     */
    private record Round(int n, int done, int values, int keys, int outputs, int scores) {
      int tiles() {
        return Math.max(values, keys);
      }

      boolean inPairs() {
        return values == keys || values == 0 || keys == 0;
      }
    }

    private Round round(int n) {
      int done = n - 2 * blocks.team().size();
      int values = blocks.has(done) ? blocks.team().kept(done).values() : 0;
      int keys = blocks.has(n) ? blocks.team().kept(n).keys() : 0;
      return new Round(
          n,
          done,
          values,
          keys,
          values > 0 ? blocks.runOfOutputs(done) : 0,
          keys > 0 ? blocks.runOfScores(n) : 0);
    }

    private Round at(int n) {
      if (last.n() != n) {
        last = round(n);
      }
      return last;
    }

    @Override
    public int turns(int n) {
      Round round = at(n);
      return 1 + Math.max(0, round.tiles() - firstOfPairs(round));
    }

    @Override
    public void emit(int n, int turn) {
      Round round = at(n);
      int first = firstOfPairs(round);
      if (turn > 0) {
        pair(round, first + turn - 1);
        return;
      }
      if (round.values() > 0) {
        blocks.residentOutputs(round.done(), EngineKind.MAC_HALF_B);
      }
      if (stores() && round.outputs() == round.values()) {
        blocks.storeOutput(round.done());
      }
      if (round.keys() > 0) {
        blocks.residentScores(n, EngineKind.MAC_HALF_A);
      }
      for (int tile = Math.min(round.outputs(), round.scores()); tile < first; tile++) {
        pair(round, tile);
      }
    }

    /** Whether O is stored as its last product leaves it, not divided in a later round. */
    private boolean stores() {
      return !blocks.dividesOutputs();
    }

    /** The sub-tiles with number {@code tile} among those that their row blocks keep. */
    private void pair(Round round, int tile) {
      int done = round.done();
      if (round.outputs() <= tile && tile < round.values()) {
        blocks.outputTile(done, blocks.firstValue(done) + tile, EngineKind.MAC_HALF_B);
        if (stores() && tile == round.values() - 1) {
          blocks.storeOutput(done);
        }
      }
      if (round.scores() <= tile && tile < round.keys()) {
        blocks.scoreTile(round.n(), blocks.firstKey(round.n()) + tile, EngineKind.MAC_HALF_A);
      }
    }

    @Override
    public boolean readsResidents(int n, int turn) {
      return turn == 0;
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
    private int firstOfPairs(Round round) {
      int resident = Math.max(blocks.keys().count(), blocks.values().count());
      return round.inPairs() ? Math.min(round.tiles(), resident) : round.tiles();
    }
  }
}
