package masattention.search.bounds;

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
    int from = 0;
    int to = sums.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if ((sums[middle] - sums[middle + 1]) * perKey <= resident) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return sums[from] * perKey - (sums.length - 1 - from) * resident;
  }
}
