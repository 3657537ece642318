package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes a square of L × L floats in two passes of four rows at a time, each row a vector: the
 * first pass exchanges halves and quarters of the rows, the second what is inside a quarter. Needs
 * L = 16 (or 4, where a quarter is one float).
 */
final class VectorTranspose {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();

  /** Whether the vectors of this machine have the one length that pays. */
  static final boolean SUPPORTED = L == 16;

  private static final int QUARTER = Math.max(1, L / 4);
  private static final VectorShuffle<Float> SWAP_HALVES = swap(Math.max(1, L / 2));
  private static final VectorShuffle<Float> SWAP_QUARTERS = swap(QUARTER);
  private static final VectorShuffle<Float> SWAP_PAIRS = swap(2);
  private static final VectorShuffle<Float> SWAP_ONES = swap(1);
  private static final VectorMask<Float> HALF = odd(Math.max(1, L / 2));
  private static final VectorMask<Float> QUARTERS = odd(QUARTER);
  private static final VectorMask<Float> PAIRS = odd(2);
  private static final VectorMask<Float> ONES = odd(1);
  private static final VectorMask<Float> NOT_HALF = HALF.not();
  private static final VectorMask<Float> NOT_QUARTERS = QUARTERS.not();
  private static final VectorMask<Float> NOT_PAIRS = PAIRS.not();
  private static final VectorMask<Float> NOT_ONES = ONES.not();

  private VectorTranspose() {}

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
   * The first pass, from the columns {@code column} on of L rows into the L × L floats at {@code
   * square}; it also multiplies by {@code scale}. The rows begin at {@code rowAt[lane]} and after.
   */
  static void exchangeQuarters(
      float[] from, int[] rowAt, int lane, int column, float scale, float[] t, int square) {
    for (int row = 0; row < QUARTER; row++) {
      int r = lane + row;
      FloatVector a = FloatVector.fromArray(SPECIES, from, rowAt[r] + column).mul(scale);
      FloatVector b = FloatVector.fromArray(SPECIES, from, rowAt[r + QUARTER] + column).mul(scale);
      FloatVector c =
          FloatVector.fromArray(SPECIES, from, rowAt[r + 2 * QUARTER] + column).mul(scale);
      FloatVector d =
          FloatVector.fromArray(SPECIES, from, rowAt[r + 3 * QUARTER] + column).mul(scale);
      FloatVector ac = a.blend(c.rearrange(SWAP_HALVES), HALF);
      FloatVector ca = c.blend(a.rearrange(SWAP_HALVES), NOT_HALF);
      FloatVector bd = b.blend(d.rearrange(SWAP_HALVES), HALF);
      FloatVector db = d.blend(b.rearrange(SWAP_HALVES), NOT_HALF);
      int w = square + row * L;
      ac.blend(bd.rearrange(SWAP_QUARTERS), QUARTERS).intoArray(t, w);
      bd.blend(ac.rearrange(SWAP_QUARTERS), NOT_QUARTERS).intoArray(t, w + QUARTER * L);
      ca.blend(db.rearrange(SWAP_QUARTERS), QUARTERS).intoArray(t, w + 2 * QUARTER * L);
      db.blend(ca.rearrange(SWAP_QUARTERS), NOT_QUARTERS).intoArray(t, w + 3 * QUARTER * L);
    }
  }

  /** The second pass, from the square to anywhere. */
  static void exchangeOnes(float[] t, int square, float[] to, int toAt, int toStride) {
    for (int row = 0; row < L; row += 4) {
      int r = square + row * L;
      FloatVector a = FloatVector.fromArray(SPECIES, t, r);
      FloatVector b = FloatVector.fromArray(SPECIES, t, r + L);
      FloatVector c = FloatVector.fromArray(SPECIES, t, r + 2 * L);
      FloatVector d = FloatVector.fromArray(SPECIES, t, r + 3 * L);
      FloatVector ac = a.blend(c.rearrange(SWAP_PAIRS), PAIRS);
      FloatVector ca = c.blend(a.rearrange(SWAP_PAIRS), NOT_PAIRS);
      FloatVector bd = b.blend(d.rearrange(SWAP_PAIRS), PAIRS);
      FloatVector db = d.blend(b.rearrange(SWAP_PAIRS), NOT_PAIRS);
      int w = toAt + row * toStride;
      ac.blend(bd.rearrange(SWAP_ONES), ONES).intoArray(to, w);
      bd.blend(ac.rearrange(SWAP_ONES), NOT_ONES).intoArray(to, w + toStride);
      ca.blend(db.rearrange(SWAP_ONES), ONES).intoArray(to, w + 2 * toStride);
      db.blend(ca.rearrange(SWAP_ONES), NOT_ONES).intoArray(to, w + 3 * toStride);
    }
  }
}
