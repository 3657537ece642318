package masattention.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.IntSummaryStatistics;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** Which keys and sub-tiles are seen under windows, against the definition, one by one. */
class WindowGridTest {

  private static AttentionShape shape(int group, int m, int n, boolean causal, int window) {
    return new AttentionShape(1, group, 1, m, n, 4, 3, causal, window, 2, 2, 2);
  }

  /** The definition: with p = i + N − M, p − window &lt; j ≤ p, or |j − p| ≤ (window − 1) / 2. */
  private static boolean sees(AttentionShape shape, int window, int i, int j) {
    int p = i + shape.seqKv() - shape.seqQ();
    return shape.causal() ? p - window < j && j <= p : 2 * Math.abs(j - p) <= window - 1;
  }

  @Test
  void keysAndSubTilesAreThoseOfTheDefinition() {
    int shapes = 0;
    for (int m = 1; m <= 6; m++) {
      for (int n = 1; n <= 9; n++) {
        for (int window = 1; window <= 13; window++) {
          if (m <= n) {
            check(shape(1 + window % 2, m, n, true, window), window);
            shapes++;
          }
          if (window % 2 == 1 && m - n <= window / 2) {
            check(shape(1 + m % 3, m, n, false, window), window);
            shapes++;
          }
        }
      }
    }
    assertTrue(shapes > 700, shapes + " shapes");
  }

  private static void check(AttentionShape shape, int window) {
    int positions = 0;
    boolean masks = false;
    for (int i = 0; i < shape.seqQ(); i++) {
      int position = i;
      int[] seen =
          IntStream.range(0, shape.seqKv()).filter(j -> sees(shape, window, position, j)).toArray();
      assertEquals(seen[0], shape.firstKey(i), shape::toString);
      assertEquals(seen[seen.length - 1] + 1, shape.keyEnd(i), shape::toString);
      assertEquals(seen.length, shape.visibleKeys(i));
      positions += seen.length;
      masks |= seen[0] > 0 || (!shape.causal() && seen.length < shape.seqKv());
    }
    assertEquals(masks, shape.hasWindow(), shape::toString);
    assertEquals((long) positions * shape.queryHeads(), shape.visiblePositions());
    for (int rows = 1; rows <= shape.groupRows(); rows++) {
      for (int cols = 1; cols <= shape.seqKv(); cols++) {
        check(new BlockGrid(shape, Tiling.resident(shape, rows, cols)), window, cols);
      }
    }
  }

  private static void check(BlockGrid grid, int window, int cols) {
    AttentionShape shape = grid.shape();
    int most = 0;
    for (int tile = 0; tile < grid.keyTiles(); tile++) {
      int sub = tile;
      int[] blocks =
          IntStream.range(0, grid.rowBlocks())
              .filter(block -> keeps(grid, window, cols, block, sub))
              .toArray();
      for (int block = 0; block < grid.rowBlocks(); block++) {
        assertEquals(
            keeps(grid, window, cols, block, tile),
            grid.kept(block).firstKey() <= tile && tile < grid.kept(block).keyEnd());
        most = Math.max(most, grid.kept(block).keys());
      }
      if (blocks.length > 0) {
        assertEquals(blocks[0], grid.firstBlockKeepingKeys(tile));
        assertEquals(blocks[blocks.length - 1], grid.lastBlockKeepingKeys(tile));
      } else {
        assertTrue(tile < grid.kept(0).firstKey(), shape::toString);
      }
    }
    assertEquals(most, grid.mostKeptKeyTiles());
    assertEquals(most, grid.mostKeyTilesOf(1, 1));
  }

  private static boolean keeps(BlockGrid grid, int window, int cols, int block, int tile) {
    AttentionShape shape = grid.shape();
    for (int row = 0; row < grid.rows(block); row++) {
      int position = shape.rowPosition(grid.firstRow(block) + row);
      for (int j = tile * cols; j < Math.min(shape.seqKv(), tile * cols + cols); j++) {
        if (sees(shape, window, position, j)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The most and the fewest, of which few row blocks are looked at, against all of them. */
  @Test
  void theMostThatRowBlocksSeeIsThatOfAll() {
    Random random = new Random(5);
    int repeated = 0;
    for (int i = 0; i < 3000; i++) {
      boolean causal = random.nextBoolean();
      int n = 30 + random.nextInt(300);
      int m = 1 + random.nextInt(n);
      int window = 1 + 2 * random.nextInt(n / 4);
      AttentionShape shape = shape(1 + random.nextInt(4), m, n, causal, window);
      int rows = 1 + random.nextInt(Math.min(shape.groupRows(), 24));
      Tiling tiling = Tiling.resident(shape, rows, 1 + random.nextInt(24));
      if (random.nextBoolean()) {
        tiling = tiling.withResident(0, 0).withDepthAndValueTiles(4, 1 + random.nextInt(24));
      }
      BlockGrid grid = new BlockGrid(shape, tiling);
      int blocks = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(3);
      assertEquals(
          mostTiles(grid, blocks, stride, Kept::firstKey, Kept::keyEnd),
          grid.mostKeyTilesOf(blocks, stride),
          tiling::toString);
      assertEquals(
          mostTiles(grid, blocks, stride, Kept::firstValue, Kept::valueEnd),
          grid.mostValueTilesOf(blocks, stride),
          tiling::toString);
      assertEquals(all(grid, b -> grid.kept(b).cols()).getMax(), grid.mostKeptCols());
      if (shape.hasWindow()) {
        IntSummaryStatistics keys = all(grid, grid::visibleKeys);
        int[] few = grid.windowBlocks();
        repeated += few.length < grid.rowBlocks() ? 1 : 0;
        assertEquals(keys.getMax(), IntStream.of(few).map(grid::visibleKeys).max().orElseThrow());
        IntStream least = IntStream.concat(IntStream.of(0), IntStream.of(few));
        assertEquals(keys.getMin(), least.map(grid::visibleKeys).min().orElseThrow());
      }
    }
    assertTrue(repeated > 500, repeated + " with row blocks left out");
  }

  private static IntSummaryStatistics all(BlockGrid grid, IntUnaryOperator value) {
    return IntStream.range(0, grid.rowBlocks()).map(value).summaryStatistics();
  }

  private static int mostTiles(
      BlockGrid grid, int blocks, int stride, ToIntFunction<Kept> first, ToIntFunction<Kept> end) {
    int most = 0;
    for (int block = 0; block < grid.rowBlocks(); block++) {
      int last = block;
      for (int other = 1; other < blocks && last + stride < grid.rowBlocks(); other++) {
        last += stride;
      }
      most = Math.max(most, end.applyAsInt(grid.kept(last)) - first.applyAsInt(grid.kept(block)));
    }
    return most;
  }

  @Test
  void whatMasksNothingIsNoneUntilTheRowIsLongerAndWhatCannotBeIsRefused() {
    AttentionShape asWide = shape(1, 8, 8, true, 8);
    assertFalse(asWide.hasWindow());
    assertEquals(8, asWide.window());
    assertTrue(asWide.withSequence(9).hasWindow());
    assertFalse(shape(1, 8, 8, false, 15).hasWindow());
    assertTrue(shape(1, 8, 8, false, 15).withSequence(9).hasWindow());
    assertTrue(shape(1, 8, 8, false, 13).hasWindow());
    refused("must be odd", 8, 8, false, 4);
    refused("must be positive", 8, 8, true, -1);
    refused("rows that see no key", 8, 4, false, 7);
  }

  private static void refused(String why, int m, int n, boolean causal, int window) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> shape(1, m, n, causal, window));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }
}
