package masattention.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Matrices into lanes and back: squares of vectors where they fit, scalars at the edges. */
final class VectorTransfers {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int LANES = VectorScores.LANES;

  private VectorTransfers() {}

  static void load(LaneBlock block, float[] query, int at, int stride, int rows) {
    float[] t = block.floats;
    int depth = block.headDim;
    int lane = 0;
    if (VectorTranspose.SUPPORTED) {
      Arrays.fill(t, block.shrinkAt, block.shrinkAt + L, 1f);
      for (; lane + L <= rows; lane += L) {
        int from = at + lane * stride;
        int e = 0;
        for (; e + L <= depth; e += L) {
          VectorTranspose.exchangeQuarters(
              query, from + e, stride, t, block.shrinkAt, block.squareAt);
          VectorTranspose.exchangeOnes(
              t, block.squareAt, t, block.queryAt + e * LANES + lane, LANES);
        }
        loadScalars(block, query, from, stride, lane, lane + L, e);
      }
    }
    loadScalars(block, query, at + lane * stride, stride, lane, rows, 0);
    for (int e = 0; e < depth; e++) {
      int row = block.queryAt + e * LANES;
      Arrays.fill(t, row + rows, row + LANES, 0f);
    }
  }

  private static void loadScalars(
      LaneBlock block,
      float[] query,
      int from,
      int stride,
      int firstLane,
      int endLane,
      int firstColumn) {
    for (int lane = firstLane; lane < endLane; lane++) {
      int row = from + (lane - firstLane) * stride;
      for (int e = firstColumn; e < block.headDim; e++) {
        block.floats[block.queryAt + e * LANES + lane] = query[row + e];
      }
    }
  }

  static void store(LaneBlock block, float[] output, int at, int stride, int rows) {
    float[] t = block.floats;
    for (int lane = 0; lane < LANES; lane++) {
      t[block.shrinkAt + lane] = 1 / t[block.sumAt + lane];
    }
    int lane = 0;
    if (VectorTranspose.SUPPORTED) {
      for (; lane + L <= rows; lane += L) {
        int to = at + lane * stride;
        int f = 0;
        for (; f + L <= block.valueDim; f += L) {
          int from = block.outputAt + f * LANES + lane;
          VectorTranspose.exchangeQuarters(
              t, from, LANES, t, block.shrinkAt + lane, block.squareAt);
          VectorTranspose.exchangeOnes(t, block.squareAt, output, to + f, stride);
        }
        storeScalars(block, output, to, stride, lane, lane + L, f);
      }
    }
    storeScalars(block, output, at + lane * stride, stride, lane, rows, 0);
  }

  private static void storeScalars(
      LaneBlock block,
      float[] output,
      int to,
      int stride,
      int firstLane,
      int endLane,
      int firstColumn) {
    float[] t = block.floats;
    for (int lane = firstLane; lane < endLane; lane++) {
      float inverse = t[block.shrinkAt + lane];
      int row = to + (lane - firstLane) * stride;
      for (int f = firstColumn; f < block.valueDim; f++) {
        output[row + f] = t[block.outputAt + f * LANES + lane] * inverse;
      }
    }
  }
}
