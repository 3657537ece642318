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
  private static final int LANES = VectorScores.LANES;

  private VectorSoftmax() {}

  static void raiseMaximum(LaneBlock block, int s, int keys) {
    float[] t = block.floats;
    int maxAt = block.nextMaxAt;
    for (int pair = 0; pair < block.rows; pair += 2 * L) {
      FloatVector a = FloatVector.fromArray(SPECIES, t, maxAt + pair);
      FloatVector b = FloatVector.fromArray(SPECIES, t, maxAt + pair + L);
      for (int j = 0; j < keys; j++) {
        FloatVector x = FloatVector.fromArray(SPECIES, t, s + pair + j * LANES);
        FloatVector y = FloatVector.fromArray(SPECIES, t, s + pair + j * LANES + L);
        a = a.blend(x, x.compare(VectorOperators.GT, a));
        b = b.blend(y, y.compare(VectorOperators.GT, b));
      }
      a.intoArray(t, maxAt + pair);
      b.intoArray(t, maxAt + pair + L);
    }
  }

  static void exponentials(LaneBlock block, int s, int keys) {
    for (int pair = 0; pair < block.rows; pair += 2 * L) {
      exponentialPair(
          block.floats,
          s + pair,
          keys,
          block.shiftAt + pair,
          block.factorAt + pair,
          block.sumAt + pair);
    }
  }

  private static void exponentialPair(
      float[] t, int s, int keys, int shiftAt, int factorAt, int sumAt) {
    FloatVector factorA = FloatVector.fromArray(SPECIES, t, factorAt);
    FloatVector factorB = FloatVector.fromArray(SPECIES, t, factorAt + L);
    FloatVector shiftA = FloatVector.fromArray(SPECIES, t, shiftAt);
    FloatVector shiftB = FloatVector.fromArray(SPECIES, t, shiftAt + L);
    FloatVector sumA = FloatVector.zero(SPECIES);
    FloatVector sumB = FloatVector.zero(SPECIES);
    FloatVector least = FloatVector.broadcast(SPECIES, LaneExp.LEAST);
    FloatVector rounder = FloatVector.broadcast(SPECIES, LaneExp.ROUNDER);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    IntVector oneBits = one.reinterpretAsInts();
    FloatVector c1 = FloatVector.broadcast(SPECIES, LaneExp.C1);
    FloatVector c2 = FloatVector.broadcast(SPECIES, LaneExp.C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, LaneExp.C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, LaneExp.C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, LaneExp.C5);
    for (int j = 0; j < keys; j++) {
      int at = s + j * LANES;
      FloatVector a = FloatVector.fromArray(SPECIES, t, at).sub(shiftA).mul(factorA);
      FloatVector b = FloatVector.fromArray(SPECIES, t, at + L).sub(shiftB).mul(factorB);
      a = a.blend(least, a.compare(VectorOperators.LT, least));
      b = b.blend(least, b.compare(VectorOperators.LT, least));
      FloatVector ra = a.add(rounder);
      FloatVector rb = b.add(rounder);
      a = a.sub(ra.sub(rounder));
      b = b.sub(rb.sub(rounder));
      FloatVector pa = a.fma(c5, c4).fma(a, c3).fma(a, c2).fma(a, c1).fma(a, one);
      FloatVector pb = b.fma(c5, c4).fma(b, c3).fma(b, c2).fma(b, c1).fma(b, one);
      IntVector na = ra.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(oneBits);
      IntVector nb = rb.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(oneBits);
      pa = pa.mul(na.reinterpretAsFloats());
      pb = pb.mul(nb.reinterpretAsFloats());
      sumA = sumA.add(pa);
      sumB = sumB.add(pb);
      pa.intoArray(t, at);
      pb.intoArray(t, at + L);
    }
    sumA.add(FloatVector.fromArray(SPECIES, t, sumAt)).intoArray(t, sumAt);
    sumB.add(FloatVector.fromArray(SPECIES, t, sumAt + L)).intoArray(t, sumAt + L);
  }

  static void boundedExponentials(LaneBlock block, int s, int keys) {
    for (int pair = 0; pair < block.rows; pair += 2 * L) {
      boundedPair(block.floats, s + pair, keys, block.sumAt + pair);
    }
  }

  private static void boundedPair(float[] t, int s, int keys, int sumAt) {
    FloatVector sumA = FloatVector.zero(SPECIES);
    FloatVector sumB = FloatVector.zero(SPECIES);
    FloatVector rounder = FloatVector.broadcast(SPECIES, LaneExp.ROUNDER);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector c1 = FloatVector.broadcast(SPECIES, LaneExp.C1);
    FloatVector c2 = FloatVector.broadcast(SPECIES, LaneExp.C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, LaneExp.C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, LaneExp.C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, LaneExp.C5);
    for (int j = 0; j < keys; j++) {
      int at = s + j * LANES;
      FloatVector a = FloatVector.fromArray(SPECIES, t, at);
      FloatVector b = FloatVector.fromArray(SPECIES, t, at + L);
      FloatVector ra = a.add(rounder);
      FloatVector rb = b.add(rounder);
      a = a.sub(ra.sub(rounder));
      b = b.sub(rb.sub(rounder));
      FloatVector pa = a.fma(c5, c4).fma(a, c3).fma(a, c2).fma(a, c1).fma(a, one);
      FloatVector pb = b.fma(c5, c4).fma(b, c3).fma(b, c2).fma(b, c1).fma(b, one);
      IntVector na = ra.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      IntVector nb = rb.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      pa = pa.reinterpretAsInts().add(na).reinterpretAsFloats();
      pb = pb.reinterpretAsInts().add(nb).reinterpretAsFloats();
      sumA = sumA.add(pa);
      sumB = sumB.add(pb);
      pa.intoArray(t, at);
      pb.intoArray(t, at + L);
    }
    sumA.add(FloatVector.fromArray(SPECIES, t, sumAt)).intoArray(t, sumAt);
    sumB.add(FloatVector.fromArray(SPECIES, t, sumAt + L)).intoArray(t, sumAt + L);
  }

  static void rescale(LaneBlock block) {
    float[] t = block.floats;
    for (int lane = 0; lane < block.rows; lane += L) {
      if (moveMaximum(block, lane)) {
        FloatVector.fromArray(SPECIES, t, block.sumAt + lane)
            .mul(FloatVector.fromArray(SPECIES, t, block.shrinkAt + lane))
            .intoArray(t, block.sumAt + lane);
        for (int row = lane; row < lane + L; row++) {
          shrink(t, block.outputRow(row), block.valueWidth, t[block.shrinkAt + row]);
        }
      }
    }
  }

  /** Writes the shift and the factors by which to shrink; false if no lane's maximum moved. */
  private static boolean moveMaximum(LaneBlock block, int lane) {
    float[] t = block.floats;
    FloatVector max = FloatVector.fromArray(SPECIES, t, block.maxAt + lane);
    FloatVector next = FloatVector.fromArray(SPECIES, t, block.nextMaxAt + lane);
    VectorMask<Float> moved = next.compare(VectorOperators.NE, max);
    if (!moved.anyTrue()) {
      return false;
    }
    FloatVector a = max.sub(next).mul(FloatVector.fromArray(SPECIES, t, block.factorAt + lane));
    a = a.blend(LaneExp.LEAST, a.compare(VectorOperators.LT, LaneExp.LEAST));
    FloatVector rounded = a.add(LaneExp.ROUNDER);
    a = a.sub(rounded.sub(LaneExp.ROUNDER));
    FloatVector p =
        a.fma(
            FloatVector.broadcast(SPECIES, LaneExp.C5), FloatVector.broadcast(SPECIES, LaneExp.C4));
    p = p.fma(a, FloatVector.broadcast(SPECIES, LaneExp.C3));
    p = p.fma(a, FloatVector.broadcast(SPECIES, LaneExp.C2));
    p = p.fma(a, FloatVector.broadcast(SPECIES, LaneExp.C1));
    p = p.fma(a, FloatVector.broadcast(SPECIES, 1f));
    p.mul(
            rounded
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(LaneExp.ONE_BITS)
                .reinterpretAsFloats())
        .blend(0f, max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))
        .blend(1f, moved.not())
        .intoArray(t, block.shrinkAt + lane);
    next.intoArray(t, block.maxAt + lane);
    next.blend(0f, next.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))
        .intoArray(t, block.shiftAt + lane);
    return true;
  }

  private static void shrink(float[] t, int at, int columns, float by) {
    for (int f = 0; by != 1 && f < columns; f += L) {
      FloatVector.fromArray(SPECIES, t, at + f).mul(by).intoArray(t, at + f);
    }
  }
}
