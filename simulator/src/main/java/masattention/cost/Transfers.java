package masattention.cost;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import masattention.interpret.timing.Durations;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;

/**
 * The cycles of the DRAM channel for Q, K, V and O of schedules whose scores stay on chip, of all
 * tilings with the same extents: they differ by what of K and V stays.
 */
public final class Transfers {
  private static final long UNKNOWN = -1;

  private final RowBlockCycles blocks;
  private final BlockGrid grid;
  private final Durations durations;
  private final Matrix keys;
  private final Matrix values;

  /** Those of tilings with the extents of {@code problem}. */
  public Transfers(Traits traits, Problem problem) {
    this(problem.grid(), RowBlockCycles.of(traits, problem, Leeway.NONE));
  }

  Transfers(BlockGrid grid, RowBlockCycles blocks) {
    this.grid = grid;
    this.blocks = blocks;
    durations = blocks.durations();
    keys =
        new Matrix(
            (long) grid.shape().headDim() * grid.shape().kElementBytes(),
            grid.keyTiles(),
            grid.keyCols(0),
            grid.keyCols(grid.keyTiles() - 1),
            block -> grid.kept(block).firstKey(),
            block -> grid.kept(block).keyEnd());
    values =
        new Matrix(
            (long) grid.shape().valueDim() * grid.shape().vElementBytes(),
            grid.valueTiles(),
            grid.valueCols(0),
            grid.valueCols(grid.valueTiles() - 1),
            block -> grid.kept(block).firstValue(),
            block -> grid.kept(block).valueEnd());
  }

  /** The cycles with the tiling of a problem, which has the same extents. */
  public long cycles(Problem problem) {
    return queriesAndOutputs() + keys(problem) + values(problem);
  }

  private long queriesAndOutputs() {
    int last = grid.rowBlocks() - 1;
    return grid.shape().groups() * (last * queryAndOutput(0) + queryAndOutput(last));
  }

  private long queryAndOutput(int block) {
    return durations.transfer(grid.queryBytes(block)) + durations.store(grid.outputBytes(block));
  }

  /** Cycles for K. */
  long keys(Problem problem) {
    return keys.cycles(problem, problem.tiling().residentKeyTiles());
  }

  /** Cycles for V. */
  long values(Problem problem) {
    return values.cycles(problem, problem.tiling().residentValueTiles());
  }

  /** Cycles for the first K sub-tile that a core fetches, or the least that it is. */
  long firstKeys() {
    return keys.firstTile();
  }

  /** Cycles for the first V sub-tile that a core fetches, or the least that it is. */
  long firstValues() {
    return values.firstTile();
  }

  /** K or V in sub-tiles, and which of them a row block sees: from one to before another. */
  private final class Matrix {
    private final long bytesPerKey;
    private final int tiles;
    private final int leastCols;
    private final long tile;
    private final long ragged;
    private final IntUnaryOperator first;
    private final IntUnaryOperator end;

    /** By the number of resident sub-tiles, of a masked layer. */
    private final long[] known;

    Matrix(
        long bytesPerKey,
        int tiles,
        int cols,
        int lastCols,
        IntUnaryOperator first,
        IntUnaryOperator end) {
      this.bytesPerKey = bytesPerKey;
      this.tiles = tiles;
      leastCols = grid.shape().hasWindow() ? lastCols : cols;
      tile = durations.transfer(cols * bytesPerKey);
      ragged = tile - durations.transfer(lastCols * bytesPerKey);
      this.first = first;
      this.end = end;
      known = new long[grid.shape().isMasked() ? tiles + 1 : 0];
      Arrays.fill(known, UNKNOWN);
    }

    long firstTile() {
      return durations.transfer((blocks.anyColumns() ? 1 : leastCols) * bytesPerKey);
    }

    long cycles(Problem problem, int resident) {
      if (blocks.anyColumns() && (resident == 0 || grid.shape().hasWindow())) {
        return grid.shape().groups() * (resident == 0 ? visible() : seen());
      }
      if (problem.tiling().spans().blocksPerPass() > 1) {
        return inPasses(problem);
      }
      if (!grid.shape().isMasked()) {
        long streamed = Math.max(0, (tiles - resident) * tile - (resident < tiles ? ragged : 0));
        return once(resident) * problem.residentFetches(0, grid.rowBlocks() - 1)
            + (long) grid.shape().groups() * grid.rowBlocks() * streamed;
      }
      if (known[resident] == UNKNOWN) {
        known[resident] = grid.shape().groups() * (once(resident) + streamed(resident));
      }
      return known[resident];
    }

    /** The keys that a row block sees, fetched for every one. */
    private long visible() {
      long sum = 0;
      for (int run = 0; run < blocks.runs(); run++) {
        int block = blocks.start(run);
        long fetch = durations.transfer(grid.visibleKeys(block) * bytesPerKey);
        sum += (blocks.start(run + 1) - block) * fetch;
      }
      return sum;
    }

    private long seen() {
      return durations.transfer(grid.shape().seenKeys() * bytesPerKey);
    }

    /** One fetch of what stays. */
    private long once(int resident) {
      long kept = resident == 0 ? 0 : (resident - first.applyAsInt(0)) * tile;
      return kept - (resident == tiles ? ragged : 0);
    }

    /** What does not stay, fetched for every row block of a masked layer that sees it. */
    private long streamed(int resident) {
      long sum = 0;
      for (int run = 0; resident < tiles && run < blocks.runs(); run++) {
        int block = blocks.start(run);
        int after = end.applyAsInt(block);
        int streamed = Math.max(0, after - Math.max(resident, first.applyAsInt(block)));
        long cycles = streamed * tile - (after == tiles ? ragged : 0);
        sum += (blocks.start(run + 1) - block) * Math.max(0, cycles);
      }
      return sum;
    }

    /**
     * The cycles where row blocks share passes: of a causal layer by ROWS of the last one at least.
     */
    private long inPasses(Problem problem) {
      if (!grid.shape().causal()) {
        return Passes.count(problem) * (tiles * tile - ragged);
      }
      int perPass = problem.tiling().spans().blocksPerPass();
      boolean heads = problem.tiling().partition() == Partition.HEADS;
      long fetched = 0;
      for (int block = grid.rowBlocks() - 1; block >= 0; block--) {
        boolean ends = block == grid.rowBlocks() - 1 || (heads && block % perPass == perPass - 1);
        int some = end.applyAsInt(block);
        fetched += ends ? some * tile - (some == tiles ? ragged : 0) : 0;
      }
      return grid.shape().groups() * fetched;
    }
  }
}
