package masattention.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TilingTest {
  private static final AttentionShape SHAPE = AttentionShape.selfAttention(2, 10, 6);

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void residentKeepsEverySubTile() {
    assertEquals(new Tiling(4, 3, 1, 4, 4, Partition.HEADS, 6, 3), Tiling.resident(SHAPE, 4, 3));
  }

  @Test
  void refusesWhatIsTooSmall() {
    refused(
        "The rowsPerBlock (0) must be at least 1.",
        () -> new Tiling(0, 3, 1, 4, 4, Partition.HEADS, 6, 3));
    refused(
        "The colsPerTile (-1) must be at least 1.",
        () -> new Tiling(4, -1, 1, 4, 4, Partition.HEADS, 6, 3));
    refused(
        "The kvBuffers (0) must be at least 1.",
        () -> new Tiling(4, 3, 0, 4, 4, Partition.HEADS, 6, 3));
    refused(
        "The residentKeyTiles (-1) must be at least 0.",
        () -> new Tiling(4, 3, 1, -1, 4, Partition.HEADS, 6, 3));
    refused(
        "The residentValueTiles (-2) must be at least 0.",
        () -> new Tiling(4, 3, 1, 4, -2, Partition.HEADS, 6, 3));
    refused(
        "The depthPerTile (0) must be at least 1.",
        () -> new Tiling(4, 3, 1, 4, 4, Partition.HEADS, 0, 3));
    refused(
        "The valueColsPerTile (0) must be at least 1.",
        () -> new Tiling(4, 3, 1, 4, 4, Partition.HEADS, 6, 0));
  }

  @Test
  void refusesThreeBuffers() {
    refused(
        "The kvBuffers (3) must be 1 or 2.",
        () -> new Tiling(4, 3, 3, 4, 4, Partition.HEADS, 6, 3));
  }

  @Test
  void fewerRowsComeBeforeFewerColumns() {
    Tiling tiling = Tiling.resident(SHAPE, 4, 3);
    assertTrue(tiling.compareTo(Tiling.resident(SHAPE, 5, 1)) < 0);
    assertTrue(tiling.compareTo(tiling.withKvBuffers(2)) < 0);
    assertTrue(tiling.compareTo(tiling.withResident(3, 4)) > 0);
    assertTrue(tiling.compareTo(tiling.withPartition(Partition.ROWS)) < 0);
    assertEquals(0, tiling.compareTo(Tiling.resident(SHAPE, 4, 3)));
  }
}
