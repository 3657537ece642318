package masattention.search;

import masattention.tiling.BlockGrid;

/** The keys that the row blocks of a group see, summed from each to the last. */
final class VisibleKeys {
  private final long[] sums;

  /** The fewest that a row block from each to the last sees. */
  private final int[] fewest;

  VisibleKeys(BlockGrid grid) {
    int blocks = grid.rowBlocks();
    sums = new long[blocks + 1];
    fewest = new int[blocks];
    for (int block = blocks - 1; block >= 0; block--) {
      int visible = grid.visibleKeys(block);
      sums[block] = sums[block + 1] + visible;
      fewest[block] = block == blocks - 1 ? visible : Math.min(visible, fewest[block + 1]);
    }
  }

  /**
   * The bytes of what the row blocks see beyond {@code resident} bytes, those after the last that
   * sees no more than these, a key having {@code perKey} bytes.
   */
  long beyond(long resident, long perKey) {
    int from = 0;
    int to = fewest.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (fewest[middle] * perKey <= resident) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return sums[from] * perKey - (fewest.length - from) * resident;
  }
}
