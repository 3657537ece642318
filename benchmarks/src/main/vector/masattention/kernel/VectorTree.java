package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums 16 vectors of 16 lanes to one vector of their sums. Two vectors become one by an exchange: a
 * part of the lanes of one beside the other lanes of the other, plus the rest of both where it must
 * be. Halves are exchanged by reading across two vectors that lie side by side, neighbours by
 * rotating pairs; only the last three exchanges are shuffles, which cost most.
 */
final class VectorTree {

  private static final VectorSpecies<Float> SPECIES = VectorDecode.SPECIES;
  private static final int L = SPECIES.length();
  private static final VectorShuffle<Float> SWAP_PAIRS = swap(2);
  private static final VectorShuffle<Float> SWAP_QUARTERS = swap(4);
  private static final VectorMask<Float> ODD = odd(1);
  private static final VectorMask<Float> ODD_PAIRS = odd(2);
  private static final VectorMask<Float> ODD_QUARTERS = odd(4);
  private static final VectorMask<Float> SECOND_HALF = odd(8);

  private VectorTree() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % L);
  }

  private static VectorMask<Float> odd(int distance) {
    boolean[] lanes = new boolean[L];
    for (int lane = 0; lane < L; lane++) {
      lanes[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  /**
   * Writes 16 sums, number 4·i + r that of row r and key i.
   *
   * @param at where the vectors lie, which are overwritten: that of row r and key i is number 8·(i
   *     mod 2) + 2·r + i / 2
   */
  static void sums(float[] t, int at, int to) {
    for (int i = at; i < at + L * L; i += 4 * L) {
      FloatVector even = halves(t, i);
      FloatVector odd = halves(t, i + 2 * L);
      FloatVector swapped =
          odd.blend(even, ODD)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.ROL, Integer.SIZE)
              .reinterpretAsFloats();
      even.blend(odd, ODD).add(swapped).intoArray(t, i);
    }
    FloatVector a = quarters(t, at, at + 8 * L);
    FloatVector b = quarters(t, at + 4 * L, at + 12 * L);
    a.blend(b, ODD_PAIRS).add(b.blend(a, ODD_PAIRS).rearrange(SWAP_PAIRS)).intoArray(t, to);
  }

  private static FloatVector halves(float[] t, int at) {
    FloatVector a = FloatVector.fromArray(SPECIES, t, at);
    FloatVector b = FloatVector.fromArray(SPECIES, t, at + L);
    return a.blend(b, SECOND_HALF).add(FloatVector.fromArray(SPECIES, t, at + L / 2));
  }

  private static FloatVector quarters(float[] t, int at, int from) {
    FloatVector a = FloatVector.fromArray(SPECIES, t, at);
    FloatVector b = FloatVector.fromArray(SPECIES, t, from);
    return a.blend(b, ODD_QUARTERS).add(b.blend(a, ODD_QUARTERS).rearrange(SWAP_QUARTERS));
  }
}
