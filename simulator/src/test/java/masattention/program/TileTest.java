package masattention.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import masattention.tiling.BlockGrid;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

class TileTest {

  @Test
  void everyPartComesBack() {
    int largest = (1 << 20) - 1;
    long tile = Tile.of(Tensor.STATE, largest, largest - 1, largest - 2);
    assertEquals(Tensor.STATE, Tile.tensor(tile));
    assertEquals(largest, Tile.head(tile));
    assertEquals(largest - 1, Tile.rowBlock(tile));
    assertEquals(largest - 2, Tile.subTile(tile));
    assertNotEquals(Tile.NONE, tile);
  }

  @Test
  void consecutiveSubTilesAreConsecutive() {
    assertEquals(Tile.of(Tensor.P, 3, 2, 7) + 1, Tile.of(Tensor.P, 3, 2, 8));
  }

  @Test
  void messagesReadWell() {
    assertEquals("P[head 3, block 1, tile 0]", Tile.describe(Tile.of(Tensor.P, 3, 1, 0)));
    assertEquals("V[head 3, tile 2]", Tile.describe(Tile.of(Tensor.V, 3, 0, 2)));
    assertEquals("nothing", Tile.describe(Tile.NONE));
  }

  @Test
  void everyStoredTileHasItsOwnProducer() {
    AttentionShape shape = AttentionShape.selfAttention(3, 10, 1);
    BlockGrid grid = new BlockGrid(shape, Tiling.resident(shape, 3, 2));
    StoredTiles stored = new StoredTiles(grid);
    List<Long> tiles = new ArrayList<>();
    for (int head = 0; head < 3; head++) {
      for (int block = 0; block < grid.rowBlocks(); block++) {
        for (int tile = 0; tile < grid.keyTiles(); tile++) {
          tiles.add(Tile.of(Tensor.P, head, block, tile));
        }
      }
    }
    assertEquals(3 * 4 * 5, tiles.size());
    for (int task = 0; task < tiles.size(); task++) {
      assertEquals(-1, stored.producer(tiles.get(task)), "not stored yet");
      stored.store(tiles.get(task), task);
    }
    for (int task = 0; task < tiles.size(); task++) {
      assertEquals(task, stored.producer(tiles.get(task)));
      assertEquals(-1, stored.producer(Tile.of(Tensor.S, 0, 0, 0)), "S is another matrix");
    }
  }
}
