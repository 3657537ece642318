package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.program.EngineKind;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;

/** The cycles of every row block of a group; those that are alike are computed once. */
public final class RowBlockCycles {
  private final Traits traits;
  private final BlockGrid grid;
  private final Durations durations;
  private final boolean anyColumns;
  private final boolean anySpans;
  private final BlockCycles[] known;

  RowBlockCycles(Traits traits, Problem problem, Leeway leeway) {
    this.traits = traits;
    anyColumns = leeway.anyColumns();
    anySpans = leeway.anySpans();
    grid = problem.grid();
    durations = new Durations(problem.machine());
    known = new BlockCycles[alike() ? 2 : grid.rowBlocks()];
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
    return anyColumns;
  }

  /** Whether they are the least that they are with any spans. */
  boolean anySpans() {
    return anySpans;
  }

  private BlockCycles cycles(int rowBlock) {
    if (traits.spans()) {
      SpanCycles spans = new SpanCycles(grid, durations, rowBlock);
      return anySpans ? spans.least(anyColumns) : spans.of();
    }
    return anyColumns
        ? BlockCycles.least(traits, grid, durations, rowBlock)
        : BlockCycles.of(traits, grid, durations, rowBlock);
  }

  BlockCycles of(int rowBlock) {
    int last = grid.rowBlocks() - 1;
    int at = !alike() ? rowBlock : rowBlock < last ? 0 : 1;
    if (known[at] == null) {
      boolean asBefore =
          !anyColumns && !alike() && at > 0 && known[at - 1] != null && grid.isAlike(at, at - 1);
      known[at] = asBefore ? known[at - 1] : cycles(rowBlock);
    }
    return known[at];
  }
}
