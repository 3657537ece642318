package masattention.search.bounds;

import masattention.tiling.Bisection;
import masattention.tiling.BlockGrid;

/** The keys that the row blocks of a group of a causal layer see: later ones see no fewer. */
final class VisibleKeys {
  /** From each row block to the last; 0 after that. */
  private final long[] sums;

  VisibleKeys(BlockGrid grid) {
    sums = new long[grid.rowBlocks() + 1];
    for (int block = grid.rowBlocks() - 1; block >= 0; block--) {
      sums[block] = sums[block + 1] + grid.visibleKeys(block);
    }
  }

  /**
   * The bytes of what row blocks see beyond {@code resident} bytes, a key having {@code perKey}.
   */
  long beyond(long resident, long perKey) {
    int last = sums.length - 2;
    int from =
        1 + (int) Bisection.largest(0, last, block -> keys((int) block) * perKey <= resident);
    return sums[from] * perKey - (last + 1 - from) * resident;
  }

  private long keys(int block) {
    return sums[block] - sums[block + 1];
  }
}
