package masattention.cost;

import java.util.Arrays;
import masattention.interpret.timing.Durations;
import masattention.program.EngineKind;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;

/** The cycles of every row block of a group; runs of those that are alike are computed once. */
public final class RowBlockCycles {
  private final Traits traits;
  private final BlockGrid grid;
  private final Durations durations;
  private final Products products;
  private final int mostColumns;
  private final boolean anySpans;

  /** The first row block of every run of those that are alike. */
  private final int[] starts;

  private final BlockCycles[] known;

  RowBlockCycles(Traits traits, Problem problem, Leeway leeway) {
    this.traits = traits;
    mostColumns = leeway.mostColumns();
    anySpans = leeway.anySpans();
    grid = problem.grid();
    durations = new Durations(problem.machine());
    products = new Products(traits, grid, durations);
    starts = starts();
    known = new BlockCycles[starts.length];
  }

  private int[] starts() {
    int[] all = new int[Math.min(grid.rowBlocks(), 64)];
    int runs = 0;
    for (int block = 0; block < grid.rowBlocks(); block += blocksLike(block)) {
      all = runs == all.length ? Arrays.copyOf(all, 2 * runs) : all;
      all[runs++] = block;
    }
    return Arrays.copyOf(all, runs);
  }

  private int blocksLike(int block) {
    return anyColumns() && !alike() ? 1 : grid.blocksLike(block);
  }

  /** Runs of row blocks that are alike. */
  int runs() {
    return starts.length;
  }

  /** The first row block of a run; of one beyond the last, that after the last row block. */
  int start(int run) {
    return run < starts.length ? starts[run] : grid.rowBlocks();
  }

  /** The cycles of each row block of a run. */
  BlockCycles ofRun(int run) {
    if (known[run] == null) {
      known[run] = cycles(starts[run]);
    }
    return known[run];
  }

  /** The run that a row block belongs to. */
  int runOf(int rowBlock) {
    int at = Arrays.binarySearch(starts, rowBlock);
    return at >= 0 ? at : -at - 2;
  }

  /** Whether all row blocks but the last are alike. */
  boolean alike() {
    return !grid.shape().isMasked();
  }

  /** The division of the outputs of the last row block by their sums. */
  long lastDivision() {
    return durations.normalize(grid.rows(grid.rowBlocks() - 1), grid.shape().valueDim());
  }

  /** Whether the matrix unit works as two halves. */
  boolean splitsMatrixUnit() {
    return traits.matrixUnit() != EngineKind.MAC;
  }

  int rowBlocks() {
    return grid.rowBlocks();
  }

  Durations durations() {
    return durations;
  }

  /** Whether they are the least that they are with any columns per tile. */
  boolean anyColumns() {
    return mostColumns > 0;
  }

  /** Whether they are the least that they are with any spans. */
  boolean anySpans() {
    return anySpans;
  }

  private BlockCycles cycles(int rowBlock) {
    if (traits.spans()) {
      SpanCycles spans = new SpanCycles(grid, durations, rowBlock);
      return anySpans ? spans.least(anyColumns()) : spans.of();
    }
    return anyColumns()
        ? BlockCycles.least(products, rowBlock, mostColumns)
        : BlockCycles.of(products, rowBlock);
  }

  BlockCycles of(int rowBlock) {
    return ofRun(runOf(rowBlock));
  }
}
