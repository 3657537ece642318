package masattention.kernel;

import java.util.Arrays;

/**
 * The workspace of a few query rows against a span of keys, in panels of {@link
 * DecodeArithmetic#ROWS} rows: per panel Q [ROWS, depth], O [ROWS, width], scores [SPAN, ROWS] that
 * the weights overwrite, and 16 maxima, shifts and sums; then a copy of a chunk of K and of V for
 * those that cannot be read where they lie.
 */
final class DecodeBlock {

  /**
   * Keys that are one unit of work, with a maximum of their own. Their scores stay in the first
   * cache, and a few thousand keys are enough for several threads.
   */
  static final int SPAN = 512;

  private static final int ROWS = DecodeArithmetic.ROWS;
  private static final int PARTIALS = DecodeArithmetic.PARTIALS;

  final float[] floats;
  final int panels;
  final int depth;
  final int width;
  final int keyCopyAt;
  final int valueCopyAt;
  private final int outputAt;
  private final int scoreAt;
  private final int maximaAt;
  private final int shiftAt;
  private final int sumAt;
  private final int chainAt;

  DecodeBlock(KernelShape shape) {
    this.panels = (shape.rowsPerGroup() + ROWS - 1) / ROWS;
    this.depth = StagedHead.padded(shape.headDim());
    this.width = StagedHead.padded(shape.valueDim());
    this.outputAt = LaneBlock.ALIGNMENT_FLOATS + Math.multiplyExact(panels * ROWS, depth);
    this.scoreAt = outputAt + Math.multiplyExact(panels * ROWS, width);
    this.maximaAt = scoreAt + panels * SPAN * ROWS;
    this.shiftAt = maximaAt + panels * PARTIALS;
    this.sumAt = shiftAt + panels * PARTIALS;
    this.chainAt = sumAt + PARTIALS;
    this.keyCopyAt = chainAt + PARTIALS * PARTIALS;
    this.valueCopyAt = keyCopyAt + Math.multiplyExact(LaneSteps.CHUNK, depth);
    int length = Math.addExact(valueCopyAt, Math.multiplyExact(LaneSteps.CHUNK, width));
    this.floats = LaneBlock.workspace(length);
  }

  /** Clears O and the maxima. */
  void clear() {
    Arrays.fill(floats, outputAt, scoreAt, 0f);
    Arrays.fill(floats, maximaAt, shiftAt, Float.NEGATIVE_INFINITY);
  }

  /** Where a row of Q lies. */
  int queryRow(int row) {
    return LaneBlock.ALIGNMENT_FLOATS + row * depth;
  }

  /** Where a row of O lies. */
  int outputRow(int row) {
    return outputAt + row * width;
  }

  /** Where the scores of a key of the span begin. */
  int scores(int panel, int key) {
    return scoreAt + (panel * SPAN + key) * ROWS;
  }

  /** The score of a row and a key of the span. */
  int score(int row, int key) {
    return scores(row / ROWS, key) + row % ROWS;
  }

  int maxima(int panel) {
    return maximaAt + panel * PARTIALS;
  }

  int shifts(int panel) {
    return shiftAt + panel * PARTIALS;
  }

  /** Room for the chains of 16 scores. */
  int chains() {
    return chainAt;
  }

  int sums() {
    return sumAt;
  }

  /** The largest score of a row. */
  float maximum(int row) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = row % ROWS; i < PARTIALS; i += ROWS) {
      max = Math.max(max, floats[maxima(row / ROWS) + i]);
    }
    return max;
  }

  /** Fixes the shift of a row: its maximum, or 0 while that is −∞. */
  void shift(int row, float max) {
    float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
    for (int i = row % ROWS; i < PARTIALS; i += ROWS) {
      floats[shifts(row / ROWS) + i] = shift;
    }
  }

  /** The sum of a row's weights from the 16 sums of its panel. */
  float sum(int row) {
    int at = sumAt + row % ROWS;
    return (floats[at] + floats[at + ROWS]) + (floats[at + 2 * ROWS] + floats[at + 3 * ROWS]);
  }
}
