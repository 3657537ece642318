package masattention.tiling;

import java.math.BigInteger;
import java.util.stream.IntStream;
import masattention.workload.AttentionShape;

/**
 * The row blocks of a group far enough from both ends of the rows that nothing cuts their window
 * short. Every period of row blocks they see the same sub-tiles again, only so many further on, so
 * that few of them need be looked at.
 */
final class InnerBlocks {
  private final int first;
  private final int last;
  private final long period;
  private final int rowBlocks;

  InnerBlocks(BlockGrid grid) {
    AttentionShape shape = grid.shape();
    rowBlocks = grid.rowBlocks();
    first = 1 + (int) Bisection.largest(0, rowBlocks - 1L, b -> grid.firstKey((int) b, 0) == 0);
    last = (int) Bisection.largest(0, rowBlocks - 1L, b -> isWhole(grid, (int) b));
    int rows = grid.tiling().rowsPerBlock();
    long tiles = lcm(grid.tiling().colsPerTile(), grid.tiling().valueColsPerTile());
    period = lcm(shape.headsPerGroup() * tiles, rows) / rows;
  }

  /** Whether neither the last keys nor the last rows cut a row block and its sub-tiles short. */
  private static boolean isWhole(BlockGrid grid, int block) {
    Kept kept = grid.kept(block);
    int seqKv = grid.shape().seqKv();
    return grid.rows(block) == grid.tiling().rowsPerBlock()
        && grid.keyEnd(block, grid.rows(block) - 1) < seqKv
        && (long) kept.keyEnd() * grid.tiling().colsPerTile() <= seqKv
        && (long) kept.valueEnd() * grid.tiling().valueColsPerTile() <= seqKv;
  }

  private static long lcm(long a, long b) {
    return a / BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValueExact() * b;
  }

  /** Whether a row block sees what the one a {@link #period} before it does, further on. */
  boolean repeats(int block) {
    return block >= first + period && block <= last;
  }

  /** Row blocks from one to the next that sees the same sub-tiles, further on. */
  int period() {
    return (int) period;
  }

  /**
   * Row blocks of which one sees the most, or the most together with the row blocks up to {@code
   * reach} after it: the last whose window the first key cuts short, a period of those that follow,
   * and all whose own or whose last row block's window the end cuts short.
   */
  int[] telling(int reach) {
    int from = Math.max(0, Math.min(first - 1, last + 1 - reach));
    int to = (int) Math.min(rowBlocks, first + period);
    int again = Math.min(rowBlocks, Math.max(to, last + 1 - reach));
    return IntStream.concat(IntStream.range(from, to), IntStream.range(again, rowBlocks)).toArray();
  }
}
