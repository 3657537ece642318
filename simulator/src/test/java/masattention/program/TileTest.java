package masattention.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
}
