package masattention.search;

import masattention.interpret.timing.Durations;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;

/** The cycles of every row block of a head; those that are alike are computed once. */
final class RowBlockCycles {
  private final Traits traits;
  private final BlockGrid grid;
  private final Durations durations;
  private final BlockCycles[] known;

  RowBlockCycles(Traits traits, Problem problem) {
    this.traits = traits;
    grid = problem.grid();
    durations = new Durations(problem.machine());
    known = new BlockCycles[alike() ? 2 : grid.rowBlocks()];
  }

  /** Whether all row blocks but the last are alike. */
  boolean alike() {
    return !grid.shape().causal();
  }

  int rowBlocks() {
    return grid.rowBlocks();
  }

  Durations durations() {
    return durations;
  }

  BlockCycles of(int rowBlock) {
    int last = grid.rowBlocks() - 1;
    int at = !alike() ? rowBlock : rowBlock < last ? 0 : 1;
    if (known[at] == null) {
      known[at] = BlockCycles.of(traits, grid, durations, rowBlock);
    }
    return known[at];
  }
}
