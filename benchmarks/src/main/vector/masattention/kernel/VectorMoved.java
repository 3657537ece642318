package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What is left of {@link VectorSoftmax#exponentials} where a product does a part, two vectors per
 * iteration as there, and the product of rank one that subtracts the maxima.
 */
final class VectorMoved {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int LANES = VectorScores.LANES;

  private VectorMoved() {}

  /** Exponentials without their sums. */
  static void weights(LaneBlock block, int s, int keys) {
    for (int pair = 0; pair < block.rows; pair += 2 * L) {
      weightPair(block.floats, s + pair, keys, block.shiftAt + pair, block.factorAt + pair);
    }
  }

  private static void weightPair(float[] t, int s, int keys, int shiftAt, int factorAt) {
    FloatVector factorA = FloatVector.fromArray(SPECIES, t, factorAt);
    FloatVector factorB = FloatVector.fromArray(SPECIES, t, factorAt + L);
    FloatVector shiftA = FloatVector.fromArray(SPECIES, t, shiftAt);
    FloatVector shiftB = FloatVector.fromArray(SPECIES, t, shiftAt + L);
    for (int j = 0; j < keys; j++) {
      int at = s + j * LANES;
      FloatVector a = exp2(FloatVector.fromArray(SPECIES, t, at).sub(shiftA).mul(factorA));
      FloatVector b = exp2(FloatVector.fromArray(SPECIES, t, at + L).sub(shiftB).mul(factorB));
      a.intoArray(t, at);
      b.intoArray(t, at + L);
    }
  }

  /** S += 1 (−shift)ᵀ. */
  static void subtract(LaneBlock block, int s, int keys) {
    float[] t = block.floats;
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int pair = 0; pair < block.rows; pair += 2 * L) {
      FloatVector a = FloatVector.fromArray(SPECIES, t, block.shiftAt + pair).neg();
      FloatVector b = FloatVector.fromArray(SPECIES, t, block.shiftAt + pair + L).neg();
      for (int j = 0; j < keys; j++) {
        int at = s + pair + j * LANES;
        one.fma(a, FloatVector.fromArray(SPECIES, t, at)).intoArray(t, at);
        one.fma(b, FloatVector.fromArray(SPECIES, t, at + L)).intoArray(t, at + L);
      }
    }
  }

  /** Exponentials of scores from which the shift is subtracted already, and their sums. */
  static void exponentials(LaneBlock block, int s, int keys) {
    for (int pair = 0; pair < block.rows; pair += 2 * L) {
      exponentialPair(block.floats, s + pair, keys, block.factorAt + pair, block.sumAt + pair);
    }
  }

  private static void exponentialPair(float[] t, int s, int keys, int factorAt, int sumAt) {
    FloatVector factorA = FloatVector.fromArray(SPECIES, t, factorAt);
    FloatVector factorB = FloatVector.fromArray(SPECIES, t, factorAt + L);
    FloatVector sumA = FloatVector.zero(SPECIES);
    FloatVector sumB = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      int at = s + j * LANES;
      FloatVector a = exp2(FloatVector.fromArray(SPECIES, t, at).mul(factorA));
      FloatVector b = exp2(FloatVector.fromArray(SPECIES, t, at + L).mul(factorB));
      sumA = sumA.add(a);
      sumB = sumB.add(b);
      a.intoArray(t, at);
      b.intoArray(t, at + L);
    }
    sumA.add(FloatVector.fromArray(SPECIES, t, sumAt)).intoArray(t, sumAt);
    sumB.add(FloatVector.fromArray(SPECIES, t, sumAt + L)).intoArray(t, sumAt + L);
  }

  /** {@link LaneExp#exp2}. */
  private static FloatVector exp2(FloatVector a) {
    FloatVector least = FloatVector.broadcast(SPECIES, LaneExp.LEAST);
    FloatVector rounder = FloatVector.broadcast(SPECIES, LaneExp.ROUNDER);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector clamped = a.blend(least, a.compare(VectorOperators.LT, least));
    FloatVector rounded = clamped.add(rounder);
    FloatVector f = clamped.sub(rounded.sub(rounder));
    FloatVector p = f.fma(broadcast(LaneExp.C5), broadcast(LaneExp.C4));
    p = p.fma(f, broadcast(LaneExp.C3)).fma(f, broadcast(LaneExp.C2));
    p = p.fma(f, broadcast(LaneExp.C1)).fma(f, one);
    return p.mul(
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, LaneExp.MANTISSA_BITS)
            .add(one.reinterpretAsInts())
            .reinterpretAsFloats());
  }

  private static FloatVector broadcast(float constant) {
    return FloatVector.broadcast(SPECIES, constant);
  }
}
