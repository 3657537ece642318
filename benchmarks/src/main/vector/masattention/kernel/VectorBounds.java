package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic of {@link HeadBounds}. Magnitudes are compared as integers, so that NaN is large.
 */
final class VectorBounds {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int LANES = VectorScores.LANES;
  private static final int SIGN_MASK = 0x7fffffff;

  private VectorBounds() {}

  static void raiseMagnitudes(float[] matrix, int at, int stride, int rows, int[] columns) {
    int c = 0;
    for (; c + 4 * L <= columns.length; c += 4 * L) {
      raiseFour(matrix, at + c, stride, rows, columns, c);
    }
    for (; c + L <= columns.length; c += L) {
      raiseOne(matrix, at + c, stride, rows, columns, c);
    }
    for (int row = 0; row < rows; row++) {
      for (int rest = c; rest < columns.length; rest++) {
        int bits = Float.floatToRawIntBits(matrix[at + row * stride + rest]) & SIGN_MASK;
        columns[rest] = Math.max(columns[rest], bits);
      }
    }
  }

  private static void raiseFour(
      float[] matrix, int at, int stride, int rows, int[] columns, int to) {
    IntVector mask = IntVector.broadcast(BITS, SIGN_MASK);
    IntVector a = IntVector.fromArray(BITS, columns, to);
    IntVector b = IntVector.fromArray(BITS, columns, to + L);
    IntVector c = IntVector.fromArray(BITS, columns, to + 2 * L);
    IntVector d = IntVector.fromArray(BITS, columns, to + 3 * L);
    for (int row = 0; row < rows; row++) {
      int from = at + row * stride;
      IntVector x = FloatVector.fromArray(SPECIES, matrix, from).reinterpretAsInts();
      IntVector y = FloatVector.fromArray(SPECIES, matrix, from + L).reinterpretAsInts();
      IntVector z = FloatVector.fromArray(SPECIES, matrix, from + 2 * L).reinterpretAsInts();
      IntVector w = FloatVector.fromArray(SPECIES, matrix, from + 3 * L).reinterpretAsInts();
      a = a.lanewise(VectorOperators.MAX, x.and(mask));
      b = b.lanewise(VectorOperators.MAX, y.and(mask));
      c = c.lanewise(VectorOperators.MAX, z.and(mask));
      d = d.lanewise(VectorOperators.MAX, w.and(mask));
    }
    a.intoArray(columns, to);
    b.intoArray(columns, to + L);
    c.intoArray(columns, to + 2 * L);
    d.intoArray(columns, to + 3 * L);
  }

  private static void raiseOne(
      float[] matrix, int at, int stride, int rows, int[] columns, int to) {
    IntVector mask = IntVector.broadcast(BITS, SIGN_MASK);
    IntVector max = IntVector.fromArray(BITS, columns, to);
    for (int row = 0; row < rows; row++) {
      IntVector x = FloatVector.fromArray(SPECIES, matrix, at + row * stride).reinterpretAsInts();
      max = max.lanewise(VectorOperators.MAX, x.and(mask));
    }
    max.intoArray(columns, to);
  }

  static void bounds(float[] t, int q, int depth, float[] limits, int to) {
    for (int lane = 0; lane < LANES; lane += 2 * L) {
      FloatVector a = FloatVector.zero(SPECIES);
      FloatVector b = FloatVector.zero(SPECIES);
      for (int e = 0; e < depth; e++) {
        FloatVector limit = FloatVector.broadcast(SPECIES, limits[e]);
        a = limit.fma(FloatVector.fromArray(SPECIES, t, q + lane + e * LANES).abs(), a);
        b = limit.fma(FloatVector.fromArray(SPECIES, t, q + lane + L + e * LANES).abs(), b);
      }
      a.intoArray(t, to + lane);
      b.intoArray(t, to + lane + L);
    }
  }

  static boolean scaleBounded(LaneBlock block, float bound, float factor, float rest) {
    float[] t = block.floats;
    boolean all = true;
    for (int lane = 0; lane < LANES; lane += L) {
      VectorMask<Float> bounded =
          FloatVector.fromArray(SPECIES, t, block.boundAt + lane)
              .compare(VectorOperators.LE, bound);
      all &= bounded.allTrue();
      FloatVector high = FloatVector.broadcast(SPECIES, factor);
      FloatVector low = FloatVector.broadcast(SPECIES, rest);
      high.blend(1f, bounded).intoArray(t, block.factorAt + lane);
      for (int e = 0; e < block.headDim; e++) {
        int at = block.queryAt + lane + e * LANES;
        FloatVector q = FloatVector.fromArray(SPECIES, t, at);
        q.blend(q.fma(high, q.mul(low)), bounded).intoArray(t, at);
      }
    }
    return all;
  }
}
