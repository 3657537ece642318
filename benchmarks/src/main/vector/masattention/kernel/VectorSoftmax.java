package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The softmax of a block of lanes. Maxima are compare-and-blend, which skips NaN and is faster than
 * {@link FloatVector#max}; exponentials are the operations of {@link LaneExp}, two vectors per
 * iteration.
 */
final class VectorSoftmax {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int LANES = 2 * L;

  private VectorSoftmax() {}

  static void raiseMaximum(float[] w, int s, int keys, int maxAt) {
    FloatVector a = FloatVector.fromArray(SPECIES, w, maxAt);
    FloatVector b = FloatVector.fromArray(SPECIES, w, maxAt + L);
    for (int j = 0; j < keys; j++) {
      FloatVector x = FloatVector.fromArray(SPECIES, w, s + j * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, w, s + j * LANES + L);
      a = a.blend(x, x.compare(VectorOperators.GT, a));
      b = b.blend(y, y.compare(VectorOperators.GT, b));
    }
    a.intoArray(w, maxAt);
    b.intoArray(w, maxAt + L);
  }

  static void exponentials(float[] w, int s, int keys, int shiftAt, int sumAt, float factor) {
    FloatVector shiftA = FloatVector.fromArray(SPECIES, w, shiftAt);
    FloatVector shiftB = FloatVector.fromArray(SPECIES, w, shiftAt + L);
    FloatVector sumA = FloatVector.fromArray(SPECIES, w, sumAt);
    FloatVector sumB = FloatVector.fromArray(SPECIES, w, sumAt + L);
    FloatVector least = FloatVector.broadcast(SPECIES, LaneExp.LEAST);
    FloatVector rounder = FloatVector.broadcast(SPECIES, LaneExp.ROUNDER);
    FloatVector scale = FloatVector.broadcast(SPECIES, factor);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    IntVector oneBits = one.reinterpretAsInts();
    FloatVector c1 = FloatVector.broadcast(SPECIES, LaneExp.C1);
    FloatVector c2 = FloatVector.broadcast(SPECIES, LaneExp.C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, LaneExp.C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, LaneExp.C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, LaneExp.C5);
    for (int j = 0; j < keys; j++) {
      int at = s + j * LANES;
      FloatVector a = FloatVector.fromArray(SPECIES, w, at).sub(shiftA).mul(scale);
      FloatVector b = FloatVector.fromArray(SPECIES, w, at + L).sub(shiftB).mul(scale);
      a = a.blend(least, a.compare(VectorOperators.LT, least));
      b = b.blend(least, b.compare(VectorOperators.LT, least));
      FloatVector roundedA = a.add(rounder);
      FloatVector roundedB = b.add(rounder);
      a = a.sub(roundedA.sub(rounder));
      b = b.sub(roundedB.sub(rounder));
      FloatVector pa = a.fma(c5, c4).fma(a, c3).fma(a, c2).fma(a, c1).fma(a, one);
      FloatVector pb = b.fma(c5, c4).fma(b, c3).fma(b, c2).fma(b, c1).fma(b, one);
      pa =
          pa.mul(
              roundedA
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.LSHL, LaneExp.MANTISSA_BITS)
                  .add(oneBits)
                  .reinterpretAsFloats());
      pb =
          pb.mul(
              roundedB
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.LSHL, LaneExp.MANTISSA_BITS)
                  .add(oneBits)
                  .reinterpretAsFloats());
      sumA = sumA.add(pa);
      sumB = sumB.add(pb);
      pa.intoArray(w, at);
      pb.intoArray(w, at + L);
    }
    sumA.intoArray(w, sumAt);
    sumB.intoArray(w, sumAt + L);
  }

  static void rescale(LaneBlock block, float factor) {
    float[] w = block.floats;
    for (int half = 0; half < LANES; half += L) {
      if (moveMaximum(block, half, factor)) {
        multiply(w, block.sumAt + half, 1, block.shrinkAt + half);
        multiply(w, block.outputAt + half, block.valueDim, block.shrinkAt + half);
      }
    }
  }

  /** Writes the shift and the factors by which to shrink; false if no lane's maximum moved. */
  private static boolean moveMaximum(LaneBlock block, int half, float factor) {
    float[] w = block.floats;
    FloatVector max = FloatVector.fromArray(SPECIES, w, block.maxAt + half);
    FloatVector next = FloatVector.fromArray(SPECIES, w, block.nextMaxAt + half);
    VectorMask<Float> moved = next.compare(VectorOperators.NE, max);
    if (!moved.anyTrue()) {
      return false;
    }
    FloatVector t = max.sub(next).mul(factor);
    t = t.blend(LaneExp.LEAST, t.compare(VectorOperators.LT, LaneExp.LEAST));
    FloatVector rounded = t.add(LaneExp.ROUNDER);
    t = t.sub(rounded.sub(LaneExp.ROUNDER));
    FloatVector p =
        t.fma(
            FloatVector.broadcast(SPECIES, LaneExp.C5), FloatVector.broadcast(SPECIES, LaneExp.C4));
    p = p.fma(t, FloatVector.broadcast(SPECIES, LaneExp.C3));
    p = p.fma(t, FloatVector.broadcast(SPECIES, LaneExp.C2));
    p = p.fma(t, FloatVector.broadcast(SPECIES, LaneExp.C1));
    p = p.fma(t, FloatVector.broadcast(SPECIES, 1f));
    p.mul(
            rounded
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, LaneExp.MANTISSA_BITS)
                .add(LaneExp.ONE_BITS)
                .reinterpretAsFloats())
        .blend(0f, max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))
        .blend(1f, moved.not())
        .intoArray(w, block.shrinkAt + half);
    next.intoArray(w, block.maxAt + half);
    next.blend(0f, next.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))
        .intoArray(w, block.shiftAt + half);
    return true;
  }

  private static void multiply(float[] w, int at, int rows, int byAt) {
    FloatVector by = FloatVector.fromArray(SPECIES, w, byAt);
    for (int row = 0; row < rows; row++) {
      FloatVector.fromArray(SPECIES, w, at + row * LANES).mul(by).intoArray(w, at + row * LANES);
    }
  }
}
