package masattention.kernel;

import java.util.Arrays;

/**
 * The workspace of one block of queries with one SIMD lane per query: every matrix is stored
 * transposed, a row of {@link #lanes} floats per depth index, key or value column, so that nothing
 * is ever reduced across lanes.
 *
 * <p>The parts lie in one array: Qᵀ [headDim, lanes], Sᵀ [score rows, lanes] (overwritten by Pᵀ),
 * Oᵀ [valueDim, lanes] and a few rows of per-query numbers.
 */
final class LaneBlock {

  /**
   * The array starts 16 bytes into a region of its own where the collector gives large arrays one
   * (G1); 12 floats on, vectors do not straddle cache lines. Elsewhere this costs nothing.
   */
  private static final int ALIGNMENT_FLOATS = 12;

  private static final int REGION_FLOATS = 1 << 20;

  final float[] floats;
  final int lanes;
  final int headDim;
  final int valueDim;
  final int queryAt;
  final int outputAt;
  final int maxAt;
  final int nextMaxAt;
  final int shiftAt;
  final int sumAt;
  final int shrinkAt;
  final int scoreAt;

  LaneBlock(KernelShape shape, int lanes, int scoreRows) {
    this.lanes = lanes;
    this.headDim = shape.headDim();
    this.valueDim = shape.valueDim();
    this.queryAt = ALIGNMENT_FLOATS;
    this.outputAt = queryAt + Math.multiplyExact(headDim, lanes);
    this.maxAt = outputAt + Math.multiplyExact(valueDim, lanes);
    this.nextMaxAt = maxAt + lanes;
    this.shiftAt = nextMaxAt + lanes;
    this.sumAt = shiftAt + lanes;
    this.shrinkAt = sumAt + lanes;
    this.scoreAt = shrinkAt + lanes;
    int length = Math.addExact(scoreAt, Math.multiplyExact(scoreRows, lanes));
    this.floats = new float[Math.max(REGION_FLOATS, length)];
  }

  /** Transposes {@code rows} rows of Q into Qᵀ, zero in the lanes beyond, and clears the rest. */
  void start(float[] query, int at, int rowStride, int rows) {
    for (int lane = 0; lane < lanes; lane++) {
      if (lane < rows) {
        int from = at + lane * rowStride;
        for (int e = 0; e < headDim; e++) {
          floats[queryAt + e * lanes + lane] = query[from + e];
        }
      } else {
        for (int e = 0; e < headDim; e++) {
          floats[queryAt + e * lanes + lane] = 0;
        }
      }
    }
    Arrays.fill(floats, outputAt, maxAt, 0f);
    Arrays.fill(floats, maxAt, shiftAt, Float.NEGATIVE_INFINITY);
    Arrays.fill(floats, shiftAt, scoreAt, 0f);
  }

  /**
   * Transposes Oᵀ into {@code rows} rows of O: the first {@code hidden} zero, the others O / sum.
   */
  void finish(float[] output, int at, int rowStride, int hidden, int rows) {
    for (int lane = 0; lane < rows; lane++) {
      int to = at + lane * rowStride;
      if (lane < hidden) {
        Arrays.fill(output, to, to + valueDim, 0f);
        continue;
      }
      float inverse = 1 / floats[sumAt + lane];
      for (int f = 0; f < valueDim; f++) {
        output[to + f] = floats[outputAt + f * lanes + lane] * inverse;
      }
    }
  }

  /** Makes the maximum of the complete rows what is subtracted from every score. */
  void shiftByMaximum() {
    System.arraycopy(floats, nextMaxAt, floats, shiftAt, lanes);
  }

  /** Where the score row of a key lies. */
  int scoreRow(int row) {
    return scoreAt + row * lanes;
  }
}
