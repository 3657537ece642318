package masattention.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

class BlockGridTest {

  private static AttentionShape shape(int seqQ, int seqKv, boolean causal) {
    return new AttentionShape(1, 1, 1, seqQ, seqKv, 6, 5, causal, 2);
  }

  private static BlockGrid grid(int seqQ, int seqKv, boolean causal, int rows, int cols) {
    AttentionShape shape = shape(seqQ, seqKv, causal);
    return new BlockGrid(shape, Tiling.resident(shape, rows, cols));
  }

  private static void refused(String message, AttentionShape shape, Tiling tiling) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> new BlockGrid(shape, tiling))
            .getMessage());
  }

  @Test
  void theLastBlockAndTileAreRagged() {
    BlockGrid grid = grid(10, 7, false, 4, 3);
    assertEquals(3, grid.rowBlocks());
    assertEquals(4, grid.rows(1));
    assertEquals(2, grid.rows(2));
    assertEquals(8, grid.firstRow(2));
    assertEquals(3, grid.keyTiles());
    assertEquals(1, grid.keyCols(2));
    assertEquals(2 * 6 * 2, grid.queryBytes(2));
    assertEquals(2 * 5 * 2, grid.outputBytes(2));
    assertEquals(1 * 6 * 2, grid.keyTileBytes(2));
    assertEquals(1 * 5 * 2, grid.valueTileBytes(2));
    assertEquals(2 * 1 * 2, grid.scoreTileBytes(2, 2));
    assertEquals(7, grid.kept(0).cols());
  }

  @Test
  void depthAndValueTilesAreTheirOwn() {
    AttentionShape shape = shape(10, 7, false);
    Tiling tiling = new Tiling(4, 3, 1, 3, 2, Partition.HEADS, 4, 5);
    BlockGrid grid = new BlockGrid(shape, tiling);
    assertEquals(2, grid.depthSlices());
    assertEquals(4, grid.depth(0));
    assertEquals(2, grid.depth(1));
    assertEquals(2, grid.valueTiles());
    assertEquals(5, grid.valueCols(0));
    assertEquals(2, grid.valueCols(1));
  }

  @Test
  void whollyMaskedSubTilesAreDropped() {
    // M = 6, N = 8: row i sees keys up to i + 2. Blocks of rows 0–1, 2–3, 4–5 see up to keys 3, 5,
    // 7.
    BlockGrid grid = grid(6, 8, true, 2, 3);
    assertEquals(2, grid.kept(0).keys()); // keys 0–3: tiles 0–2, 3–5
    assertEquals(2, grid.kept(1).keys()); // keys 0–5
    assertEquals(3, grid.kept(2).keys());
    assertEquals(6, grid.kept(0).cols());
    assertEquals(6, grid.kept(1).cols());
    assertEquals(8, grid.kept(2).cols()); // the last tile has two keys
    assertEquals(0, grid.firstBlockKeepingKeys(0));
    assertEquals(0, grid.firstBlockKeepingKeys(1)); // key 3 is seen by row 1
    assertEquals(2, grid.firstBlockKeepingKeys(2)); // key 6 is seen by row 4
  }

  @Test
  void firstBlockAgreesWithTheKeptPrefix() {
    for (int cols = 1; cols <= 9; cols++) {
      for (int rows = 1; rows <= 7; rows++) {
        BlockGrid grid = grid(7, 9, true, rows, cols);
        for (int tile = 0; tile < grid.keyTiles(); tile++) {
          int first = 0;
          while (grid.kept(first).keys() <= tile) {
            first++;
          }
          assertEquals(first, grid.firstBlockKeepingKeys(tile), rows + " x " + cols);
          assertEquals(first, grid.firstBlockKeepingValues(tile), rows + " x " + cols);
        }
      }
    }
  }

  /** Every mask of every row block against the positions of its rows, one by one. */
  @Test
  void theMaskOfAGroupsRowBlockFollowsItsPositions() {
    for (int headsPerGroup = 1; headsPerGroup <= 5; headsPerGroup++) {
      AttentionShape shape = new AttentionShape(1, 2 * headsPerGroup, 2, 5, 8, 6, 5, true, 2);
      for (int rows = 1; rows <= 5 * headsPerGroup; rows++) {
        for (int cols = 1; cols <= 8; cols++) {
          masksFollowPositions(
              new BlockGrid(shape, Tiling.resident(shape, rows, cols)), rows, cols);
        }
      }
    }
  }

  private static void masksFollowPositions(BlockGrid grid, int rowsPerBlock, int cols) {
    int[] firstBlock = new int[grid.keyTiles()];
    Arrays.fill(firstBlock, -1);
    int block = 0;
    int row = 0;
    int seen = 0;
    for (int position = 0; position < 5; position++) {
      for (int head = 0; head < grid.shape().headsPerGroup(); head++) {
        assertEquals(position, grid.shape().rowPosition(block * rowsPerBlock + row));
        assertEquals(position + 4, grid.keyEnd(block, row)); // keys up to i + 8 − 5
        seen = (position + 3) / cols + 1;
        for (int tile = 0; tile < seen; tile++) {
          firstBlock[tile] = firstBlock[tile] < 0 ? block : firstBlock[tile];
        }
        if (++row == rowsPerBlock) {
          assertEquals(seen, grid.kept(block).keys());
          assertEquals(Math.min(8, seen * cols), grid.kept(block).cols());
          row = 0;
          block++;
        }
      }
    }
    assertEquals(row == 0 ? block : block + 1, grid.rowBlocks());
    assertEquals(seen, grid.kept(grid.rowBlocks() - 1).keys());
    for (int tile = 0; tile < grid.keyTiles(); tile++) {
      assertEquals(firstBlock[tile], grid.firstBlockKeepingKeys(tile));
    }
  }

  /** Runs of row blocks are alike throughout, and end only where something differs. */
  @Test
  void runsOfRowBlocksThatAreAlikeAreWhole() {
    Random random = new Random(20261127);
    for (int i = 0; i < 2000; i++) {
      int keys = 1 + random.nextInt(40);
      int queries = 1 + random.nextInt(keys);
      int perGroup = 1 + random.nextInt(4);
      boolean causal = random.nextInt(3) > 0;
      AttentionShape shape = new AttentionShape(1, perGroup, 1, queries, keys, 6, 5, causal, 2);
      shape = random.nextBoolean() ? shape : shape.withWindow(2 * random.nextInt(8) + 1);
      Tiling tiling =
          Tiling.resident(shape, 1 + random.nextInt(shape.groupRows()), 1 + random.nextInt(keys));
      int valueCols = 1 + random.nextInt(keys);
      BlockGrid grid =
          new BlockGrid(shape, tiling.withResident(0, 0).withDepthAndValueTiles(6, valueCols));
      RowBlockRuns runs = RowBlockRuns.of(grid);
      for (int run = 0; run < runs.count(); run++) {
        List<Integer> size = size(grid, runs.start(run));
        for (int block = runs.start(run); block < runs.start(run + 1); block++) {
          assertEquals(size, size(grid, block), grid.shape() + ", " + grid.tiling());
          assertEquals(run, runs.runOf(block));
        }
        boolean last = run == runs.count() - 1;
        assertTrue(last || !size.equals(size(grid, runs.start(run + 1))));
        assertEquals(size, size(grid, runs.start(runs.kind(run))));
      }
      assertEquals(grid.rowBlocks(), runs.start(runs.count()));
      seeAsMuchAsTheirFirst(grid, RowBlockRuns.ofMore(grid, 1 + random.nextInt(8)));
    }
  }

  private static void seeAsMuchAsTheirFirst(BlockGrid grid, RowBlockRuns runs) {
    for (int run = 0; run < runs.count(); run++) {
      int first = runs.start(run);
      for (int block = first; block < runs.start(run + 1); block++) {
        assertTrue(grid.visibleKeys(first) <= grid.visibleKeys(block));
        assertTrue(grid.rows(first) <= grid.rows(block));
      }
    }
  }

  private static List<Integer> size(BlockGrid grid, int block) {
    int first = grid.kept(block).firstValue();
    int last = grid.kept(block).valueEnd() - 1;
    return List.of(
        grid.rows(block),
        grid.kept(block).keys(),
        grid.kept(block).cols(),
        grid.kept(block).values(),
        grid.shape().hasWindow() ? grid.keptValueCols(grid.kept(block), first) : 0,
        grid.shape().hasWindow() ? grid.keptValueCols(grid.kept(block), last) : 0,
        grid.shape().hasWindow() ? grid.valueCols(last) : 0);
  }

  @Test
  void aRowBlockTakesUpToAllRowsOfAGroup() {
    AttentionShape shape = new AttentionShape(2, 6, 2, 3, 7, 6, 5, false, 2);
    BlockGrid grid = new BlockGrid(shape, Tiling.resident(shape, 9, 3));
    assertEquals(1, grid.rowBlocks());
    assertEquals(9 * 6 * 2, grid.queryBytes(0));
    refused(
        "The rowsPerBlock (10) must not exceed the query rows of a key/value head (9).",
        shape,
        Tiling.resident(shape, 10, 3));
  }

  @Test
  void refusesExtentsAboveThoseOfTheShape() {
    AttentionShape shape = shape(10, 7, false);
    refused(
        "The rowsPerBlock (11) must not exceed the seqQ (10).",
        shape,
        Tiling.resident(shape, 11, 3));
    refused(
        "The colsPerTile (8) must not exceed the seqKv (7).", shape, Tiling.resident(shape, 4, 8));
    refused(
        "The depthPerTile (7) must not exceed the headDim (6).",
        shape,
        Tiling.resident(shape, 4, 3).withDepthAndValueTiles(7, 3));
    refused(
        "The valueColsPerTile (8) must not exceed the seqKv (7).",
        shape,
        Tiling.resident(shape, 4, 3).withDepthAndValueTiles(6, 8));
    refused(
        "The residentKeyTiles (4) must not exceed the number of K sub-tiles (3).",
        shape,
        Tiling.resident(shape, 4, 3).withResident(4, 3));
    refused(
        "The residentValueTiles (4) must not exceed the number of V sub-tiles (3).",
        shape,
        Tiling.resident(shape, 4, 3).withResident(3, 4));
  }

  @Test
  void refusesTwoBuffersOfNothing() {
    AttentionShape shape = shape(10, 7, false);
    refused(
        "The kvBuffers (2) must be 1 where no K or V sub-tile is resident.",
        shape,
        Tiling.resident(shape, 4, 3).withResident(0, 0).withKvBuffers(2));
  }
}
