package masattention.program;

import java.util.Arrays;
import masattention.tiling.BlockGrid;

/** Which task stored each score and probability tile to DRAM; the inputs were always there. */
final class StoredTiles {
  private static final int NEVER = -1;

  private final BlockGrid grid;
  private final int[][] producers = new int[Tensor.values().length][];

  StoredTiles(BlockGrid grid) {
    this.grid = grid;
  }

  void store(long tile, int task) {
    Tensor tensor = Tile.tensor(tile);
    if (tensor != Tensor.S && tensor != Tensor.P) {
      return;
    }
    int[] tasks = producers[tensor.ordinal()];
    if (tasks == null) {
      long tiles = (long) grid.shape().groups() * grid.rowBlocks() * grid.keyTiles();
      if (tiles > ProgramColumns.MOST_TASKS) {
        throw new IllegalArgumentException(
            "The scores have %s tiles, above the limit of %s; choose larger tiles."
                .formatted(tiles, ProgramColumns.MOST_TASKS));
      }
      tasks = new int[(int) tiles];
      Arrays.fill(tasks, NEVER);
      producers[tensor.ordinal()] = tasks;
    }
    tasks[index(tile)] = task;
  }

  /** The task that stored {@code tile}, −1 when none did. */
  int producer(long tile) {
    int[] tasks = producers[Tile.tensor(tile).ordinal()];
    return tasks == null ? NEVER : tasks[index(tile)];
  }

  private int index(long tile) {
    return (Tile.head(tile) * grid.rowBlocks() + Tile.rowBlock(tile)) * grid.keyTiles()
        + Tile.subTile(tile);
  }
}
