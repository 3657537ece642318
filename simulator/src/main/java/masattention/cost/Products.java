package masattention.cost;

import masattention.cost.BlockSteps.Step;
import masattention.interpret.timing.Durations;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Op.Part;
import masattention.program.Op.Product;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Kept;
import masattention.tiling.Spans;
import masattention.workload.AttentionShape;

/**
 * The matrix tasks of row blocks, and the vector tasks of spans. What row blocks mostly ask alike
 * it remembers.
 */
final class Products {
  private final Traits traits;
  private final BlockGrid grid;
  private final Durations durations;
  private final Memo scores = new Memo();
  private final Memo firstOutput = new Memo();
  private final Memo nextOutput = new Memo();

  Products(Traits traits, BlockGrid grid, Durations durations) {
    this.traits = traits;
    this.grid = grid;
    this.durations = durations;
  }

  Traits traits() {
    return traits;
  }

  BlockGrid grid() {
    return grid;
  }

  Durations durations() {
    return durations;
  }

  /** Cycles of the tasks of S of {@code rows} rows and {@code cols} columns. */
  long scores(int rows, int cols) {
    if (!scores.knows(rows, cols)) {
      int last = grid.depthSlices() - 1;
      long cycles = scoreSlice(rows, grid.depth(0), cols, false);
      if (last > 0) {
        cycles += (last - 1) * scoreSlice(rows, grid.depth(0), cols, true);
        cycles += scoreSlice(rows, grid.depth(last), cols, true);
      }
      scores.cycles = cycles;
    }
    return scores.cycles;
  }

  private long scoreSlice(int rows, int depth, int cols, boolean accumulates) {
    int bytes = grid.shape().elementBytes();
    return product(Product.SCORES, rows, depth, cols, accumulates, bytes);
  }

  /** Cycles of the product of a row block of {@code rows} rows with a V sub-tile. */
  long outputTile(int rows, Kept block, int tile) {
    return output(rows, grid.keptValueCols(block, tile), tile > block.firstValue());
  }

  /** Cycles of the product of {@code rows} rows of P with {@code cols} rows of V. */
  long output(int rows, int cols, boolean accumulates) {
    Memo memo = accumulates ? nextOutput : firstOutput;
    if (!memo.knows(rows, cols)) {
      int bytes = BlockCycles.dividesScores(traits) ? grid.shape().elementBytes() : Float.BYTES;
      memo.cycles =
          product(Product.VALUES, rows, cols, grid.shape().valueDim(), accumulates, bytes);
    }
    return memo.cycles;
  }

  /**
   * The QKᵀ, vector and PV tasks of every second sub-tile of a row block, one after the other, in
   * the one-pass softmax.
   */
  long tilePairs(int rows, Kept block) {
    int pairs = block.keys() / 2;
    long rescale = durations.rescale(rows, grid.shape().valueDim());
    int first = block.firstKey();
    int cols = grid.keyCols(first);
    long one = scores(rows, cols) + durations.onlineSoftmax(rows, cols);
    return pairs * (one + outputTile(rows, block, first)) + (pairs - 1) * rescale;
  }

  /** The steps of the one-pass softmax of a row block, one a sub-tile. */
  BlockSteps onePassSteps(int rows, Kept block) {
    int count = block.keys();
    long division = durations.normalize(rows, grid.shape().valueDim());
    return new BlockSteps(
        count,
        onePassStep(rows, block, 0, count == 1 ? division : 0),
        onePassStep(rows, block, Math.min(1, count - 1), 0),
        onePassStep(rows, block, count - 1, division));
  }

  private Step onePassStep(int rows, Kept block, int index, long division) {
    int cols = grid.keyCols(block.firstKey() + index);
    return new Step(
        scores(rows, cols),
        0,
        0,
        durations.onlineSoftmax(rows, cols),
        index == 0 ? 0 : durations.rescale(rows, grid.shape().valueDim()),
        outputTile(rows, block, block.firstValue() + index),
        division);
  }

  /**
   * Cycles of a span of {@code tiles} sub-tiles from {@code tile} on on the vector unit, without
   * the rescaling of what was before.
   */
  long span(Spans spans, int rows, int tile, int tiles) {
    return spans.shiftTiles() == 0
        ? span(Part.BOTH, spans, rows, tile, tiles)
        : span(Part.MAXIMUM, spans, rows, tile, tiles)
            + span(Part.EXPONENTIALS, spans, rows, tile, tiles);
  }

  /** The same of one task of it. */
  long span(Part part, Spans spans, int rows, int tile, int tiles) {
    int cols = grid.keyCols(tile, tiles);
    return durations.visit(
        new Op.SpanSoftmax(
            part,
            rows,
            cols,
            cols - grid.keyCols(tile, Math.min(tiles, spans.shiftTiles())),
            cols - grid.keyCols(tile, Math.min(tiles, spans.sumTiles())),
            !spans.whole(),
            spans.sumTiles() < spans.tilesPerSpan(),
            grid.shape().elementBytes()));
  }

  /** Cycles of one task of the matrix unit. */
  long product(Product product, int m, int k, int n, boolean accumulates, int outBytes) {
    boolean half = traits.matrixUnit() != EngineKind.MAC;
    AttentionShape shape = grid.shape();
    int right = BlockCycles.rightElementBytes(shape, product);
    return durations.visit(
        new Op.Matmul(product, m, k, n, accumulates, half, shape.elementBytes(), right, outBytes));
  }

  /** The last answer, and what it was asked for. */
  private static final class Memo {
    private int rows;
    private int cols;
    private long cycles;

    /** Whether it knows the answer; it is told it next if not. */
    boolean knows(int newRows, int newCols) {
      boolean same = rows == newRows && cols == newCols;
      rows = newRows;
      cols = newCols;
      return same;
    }
  }
}
