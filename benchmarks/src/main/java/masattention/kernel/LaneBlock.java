package masattention.kernel;

import java.util.Arrays;

/**
 * The workspace of one block of queries with one SIMD lane per query: Q and the scores are stored
 * transposed, a row of {@link #lanes} floats per depth index or key, so that nothing is ever
 * reduced across lanes.
 *
 * <p>The parts lie in one array: Qᵀ [headDim, lanes], O [lanes, valueWidth], a few rows of numbers
 * per query, and Sᵀ [score rows, lanes], which Pᵀ overwrites.
 */
final class LaneBlock {

  /**
   * The array starts 16 bytes into a region of its own where the collector gives large arrays one
   * (G1); 12 floats on, vectors do not straddle cache lines. Elsewhere this costs nothing.
   */
  static final int ALIGNMENT_FLOATS = 12;

  private static final int REGION_FLOATS = 1 << 20;

  final float[] floats;
  final int lanes;
  final int headDim;

  /** Columns of V that are multiplied: one more than are stored where the last is of ones. */
  final int valueDim;

  final int outputDim;
  final int valueWidth;
  final int queryAt;
  final int outputAt;
  final int maxAt;
  final int nextMaxAt;
  final int shiftAt;
  final int sumAt;
  final int shrinkAt;
  final int boundAt;
  final int factorAt;
  final int squareAt;
  final int scoreAt;

  /** Queries of the block: the lanes beyond are computed as far as a vector reaches, or not. */
  int rows;

  LaneBlock(KernelShape shape, int lanes, int scoreRows, Moved moved) {
    this.lanes = lanes;
    this.headDim = shape.headDim();
    this.outputDim = shape.valueDim();
    this.valueDim = outputDim + (moved == Moved.SUMS ? 1 : 0);
    this.valueWidth = StagedHead.padded(valueDim);
    this.queryAt = ALIGNMENT_FLOATS;
    this.outputAt = queryAt + Math.multiplyExact(headDim, lanes);
    this.maxAt = outputAt + Math.multiplyExact(valueWidth, lanes);
    this.nextMaxAt = maxAt + lanes;
    this.shiftAt = nextMaxAt + lanes;
    this.sumAt = shiftAt + lanes;
    this.shrinkAt = sumAt + lanes;
    this.boundAt = shrinkAt + lanes;
    this.factorAt = boundAt + lanes;
    this.squareAt = factorAt + lanes;
    this.scoreAt = squareAt + Math.multiplyExact(lanes, lanes);
    this.floats = workspace(Math.addExact(scoreAt, Math.multiplyExact(scoreRows, lanes)));
  }

  /** An array of at least {@code length} floats that gets a region of its own. */
  static float[] workspace(int length) {
    return new float[Math.max(REGION_FLOATS, length)];
  }

  /** Clears O and the numbers per query; no lane is bounded, all have the same factor. */
  void clear(float factor) {
    Arrays.fill(floats, outputAt, maxAt, 0f);
    Arrays.fill(floats, maxAt, shiftAt, Float.NEGATIVE_INFINITY);
    Arrays.fill(floats, shiftAt, boundAt, 0f);
    Arrays.fill(floats, boundAt, factorAt, Float.POSITIVE_INFINITY);
    Arrays.fill(floats, factorAt, squareAt, factor);
  }

  /** Fixes the shift of complete rows: 0 in lanes within the bound, their maximum in the others. */
  void fixShift(float bound) {
    for (int lane = 0; lane < lanes; lane++) {
      floats[shiftAt + lane] = floats[boundAt + lane] <= bound ? 0f : floats[nextMaxAt + lane];
    }
  }

  /** Takes the sums of the rows from the column behind the outputs. */
  void takeSums() {
    for (int lane = 0; lane < rows; lane++) {
      floats[sumAt + lane] = floats[outputRow(lane) + outputDim];
    }
  }

  /** Where a score row lies. */
  int scoreRow(int row) {
    return scoreAt + row * lanes;
  }

  /** Where the row of O of a lane lies. */
  int outputRow(int lane) {
    return outputAt + lane * valueWidth;
  }
}
