package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrices into lanes and back. The transpositions are scalar, eight rows at a time: one load and
 * one store per element, the range checks of the eight rows hoisted out of the loop.
 */
final class VectorTransfers {

  private static final VectorSpecies<Integer> BITS =
      IntVector.SPECIES_PREFERRED;
  private static final int SIGN_MASK = 0x7fffffff;
  private static final int LANES = VectorProducts.LANES;
  private static final int ROWS = 8;

  private VectorTransfers() {}

  static void raiseMagnitudes(float[] matrix, int at, int rowStride, int rows, int[] columns) {
    int c = 0;
    for (; c + BITS.length() <= columns.length; c += BITS.length()) {
      IntVector max = IntVector.fromArray(BITS, columns, c);
      IntVector mask = IntVector.broadcast(BITS, SIGN_MASK);
      for (int row = 0; row < rows; row++) {
        IntVector bits =
            FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, matrix, at + row * rowStride + c)
                .reinterpretAsInts();
        max = max.lanewise(VectorOperators.MAX, bits.and(mask));
      }
      max.intoArray(columns, c);
    }
    for (; c < columns.length; c++) {
      int max = columns[c];
      for (int row = 0; row < rows; row++) {
        int bits = Float.floatToRawIntBits(matrix[at + row * rowStride + c]);
        max = Math.max(max, bits & SIGN_MASK);
      }
      columns[c] = max;
    }
  }

  static void load(
      float[] t, int to, int depth, float[] query, int at, int stride, int rows, float factor) {
    int lane = 0;
    for (; lane + ROWS <= rows; lane += ROWS) {
      load8(t, to + lane, depth, query, at + lane * stride, stride, factor);
    }
    for (; lane < LANES; lane++) {
      int from = at + lane * stride;
      for (int e = 0; e < depth; e++) {
        t[to + e * LANES + lane] = lane < rows ? query[from + e] * factor : 0;
      }
    }
  }

  private static void load8(
      float[] t, int to, int depth, float[] query, int r0, int stride, float factor) {
    int r1 = r0 + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int r7 = r6 + stride;
    for (int e = 0; e < depth; e++) {
      int at = to + e * LANES;
      t[at] = query[r0 + e] * factor;
      t[at + 1] = query[r1 + e] * factor;
      t[at + 2] = query[r2 + e] * factor;
      t[at + 3] = query[r3 + e] * factor;
      t[at + 4] = query[r4 + e] * factor;
      t[at + 5] = query[r5 + e] * factor;
      t[at + 6] = query[r6 + e] * factor;
      t[at + 7] = query[r7 + e] * factor;
    }
  }

  static void store(
      float[] t, int from, int columns, int sums, float[] output, int at, int stride, int rows) {
    int lane = 0;
    for (; lane + ROWS <= rows; lane += ROWS) {
      store8(t, from + lane, columns, sums + lane, output, at + lane * stride, stride);
    }
    for (; lane < rows; lane++) {
      float inverse = 1 / t[sums + lane];
      for (int f = 0; f < columns; f++) {
        output[at + lane * stride + f] = t[from + f * LANES + lane] * inverse;
      }
    }
  }

  private static void store8(
      float[] t, int from, int columns, int sums, float[] output, int r0, int stride) {
    int r1 = r0 + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int r7 = r6 + stride;
    float i0 = 1 / t[sums];
    float i1 = 1 / t[sums + 1];
    float i2 = 1 / t[sums + 2];
    float i3 = 1 / t[sums + 3];
    float i4 = 1 / t[sums + 4];
    float i5 = 1 / t[sums + 5];
    float i6 = 1 / t[sums + 6];
    float i7 = 1 / t[sums + 7];
    for (int f = 0; f < columns; f++) {
      int at = from + f * LANES;
      output[r0 + f] = t[at] * i0;
      output[r1 + f] = t[at + 1] * i1;
      output[r2 + f] = t[at + 2] * i2;
      output[r3 + f] = t[at + 3] * i3;
      output[r4 + f] = t[at + 4] * i4;
      output[r5 + f] = t[at + 5] * i5;
      output[r6 + f] = t[at + 6] * i6;
      output[r7 + f] = t[at + 7] * i7;
    }
  }
}
