package masattention.interpret.numeric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;
import masattention.workload.AttentionShape;

/** The numbers in DRAM: the inputs from the start, stored tiles from their store on. */
final class Dram {
  private final BlockGrid grid;
  private final AttentionShape shape;
  private final float[] queries;
  private final float[] keys;
  private final float[] values;
  private final float[] outputs;
  private final Map<Long, float[]> stored = new HashMap<>();
  private int outputRowsStored;

  Dram(BlockGrid grid, float[] queries, float[] keys, float[] values) {
    this.grid = grid;
    shape = grid.shape();
    this.queries = queries;
    this.keys = keys;
    this.values = values;
    outputs = new float[Math.multiplyExact(shape.heads() * shape.seqQ(), shape.valueDim())];
  }

  /** O, of which every row must have been stored. */
  float[] outputs() {
    int rows = shape.heads() * shape.seqQ();
    if (outputRowsStored != rows) {
      throw new IllegalStateException(
          "The program stores %s rows of O, not %s.".formatted(outputRowsStored, rows));
    }
    return outputs;
  }

  float[] read(long tile) {
    int head = Tile.head(tile);
    int row = Tile.rowBlock(tile);
    int sub = Tile.subTile(tile);
    return switch (Tile.tensor(tile)) {
      case Q -> {
        float[] block = new float[grid.rows(row) * shape.headDim()];
        for (int i = 0; i < grid.rows(row); i++) {
          int from = queryRow(head, row, i) * shape.headDim();
          System.arraycopy(queries, from, block, i * shape.headDim(), shape.headDim());
        }
        yield block;
      }
      case K ->
          rows(
              keys,
              shape.headDim(),
              head * shape.seqKv() + sub * grid.tiling().colsPerTile(),
              grid.keyCols(sub));
      case V ->
          rows(
              values,
              shape.valueDim(),
              head * shape.seqKv() + sub * grid.tiling().valueColsPerTile(),
              grid.valueCols(sub));
      case S, P -> {
        float[] content = stored.get(tile);
        if (content == null) {
          throw new IllegalStateException(
              "%s is loaded before it is stored.".formatted(Tile.describe(tile)));
        }
        yield content.clone();
      }
      case O, STATE, REFERENCE ->
          throw new IllegalStateException("%s is loaded.".formatted(Tile.describe(tile)));
    };
  }

  private static float[] rows(float[] matrix, int width, int from, int count) {
    return Arrays.copyOfRange(matrix, from * width, (from + count) * width);
  }

  /** Where row {@code i} of a row block stands in Q and O, which have query head after head. */
  private int queryRow(int group, int rowBlock, int i) {
    int groupRow = grid.firstRow(rowBlock) + i;
    return shape.rowQueryHead(group, groupRow) * shape.seqQ() + shape.rowPosition(groupRow);
  }

  void write(long tile, float[] content) {
    Tensor tensor = Tile.tensor(tile);
    if (tensor == Tensor.O) {
      int rows = content.length / shape.valueDim();
      for (int i = 0; i < rows; i++) {
        int to = queryRow(Tile.head(tile), Tile.rowBlock(tile), i) * shape.valueDim();
        System.arraycopy(content, i * shape.valueDim(), outputs, to, shape.valueDim());
      }
      outputRowsStored += rows;
    } else if (stored.put(tile, content.clone()) != null) {
      throw new IllegalStateException("%s is stored twice.".formatted(Tile.describe(tile)));
    }
  }
}
