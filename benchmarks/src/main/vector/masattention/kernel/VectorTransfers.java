package masattention.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Q into lanes, in squares of vectors where they fit, and the rows of O back. */
final class VectorTransfers {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int LANES = VectorScores.LANES;

  private VectorTransfers() {}

  static void load(LaneBlock block, float[] query, int[] rowAt, float scale) {
    float[] t = block.floats;
    int depth = block.headDim;
    int rows = block.rows;
    int lane = 0;
    if (VectorTranspose.SUPPORTED) {
      for (; lane + L <= rows; lane += L) {
        int e = 0;
        for (; e + L <= depth; e += L) {
          VectorTranspose.exchangeQuarters(query, rowAt, lane, e, scale, t, block.squareAt);
          VectorTranspose.exchangeOnes(
              t, block.squareAt, t, block.queryAt + e * LANES + lane, LANES);
        }
        loadScalars(block, query, rowAt, scale, lane, lane + L, e);
      }
    }
    loadScalars(block, query, rowAt, scale, lane, rows, 0);
    for (int e = 0; e < depth; e++) {
      int row = block.queryAt + e * LANES;
      Arrays.fill(t, row + rows, row + LANES, 0f);
    }
  }

  private static void loadScalars(
      LaneBlock block,
      float[] query,
      int[] rowAt,
      float scale,
      int firstLane,
      int endLane,
      int firstColumn) {
    for (int lane = firstLane; lane < endLane; lane++) {
      for (int e = firstColumn; e < block.headDim; e++) {
        block.floats[block.queryAt + e * LANES + lane] = query[rowAt[lane] + e] * scale;
      }
    }
  }

  static void store(LaneBlock block, float[] output, int[] rowAt) {
    float[] t = block.floats;
    for (int lane = 0; lane < block.rows; lane++) {
      float inverse = 1 / t[block.sumAt + lane];
      int from = block.outputRow(lane);
      int f = 0;
      for (; f + L <= block.outputDim; f += L) {
        FloatVector.fromArray(SPECIES, t, from + f).mul(inverse).intoArray(output, rowAt[lane] + f);
      }
      for (; f < block.outputDim; f++) {
        output[rowAt[lane] + f] = t[from + f] * inverse;
      }
    }
  }
}
