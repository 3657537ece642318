package masattention.kernel;

import java.util.Arrays;

/**
 * What is known in advance about the sizes of the numbers of a key/value head: the largest |k| of
 * each column and the largest |v|. Maxima do not depend on the order in which they are taken, so
 * every blocking and thread count draws the same conclusions.
 *
 * <p>A query whose Σ |q_e|·max|k_e| is at most {@link #LOGIT_BOUND} has exponentials between 2^−60
 * and 2^60 without subtracting its maximum, and with |v| within ±2^{±40} no sum overflows or loses
 * digits to denormals. NaN and infinities count as above every bound.
 */
final class HeadBounds {

  /** Largest |score|, in units of log₂, for which the maximum is not subtracted. */
  static final float LOGIT_BOUND = 60f;

  private static final float LARGEST_VALUE = 0x1p40f;
  private static final float LEAST_VALUE = 0x1p-40f;

  private final LaneArithmetic arithmetic;
  private final int[] keyBits;
  private final int[] valueBits;
  private final float[] keyLimits;
  private boolean valuesModerate;

  HeadBounds(LaneArithmetic arithmetic, KernelShape shape) {
    this.arithmetic = arithmetic;
    this.keyBits = new int[shape.headDim()];
    this.valueBits = new int[shape.valueDim()];
    this.keyLimits = new float[shape.headDim()];
  }

  /** Takes the maxima over {@code rows} rows of K. */
  void scanKeys(float[] key, int at, int rowStride, int rows) {
    Arrays.fill(keyBits, 0);
    arithmetic.raiseMagnitudes(key, at, rowStride, rows, keyBits);
    for (int e = 0; e < keyBits.length; e++) {
      keyLimits[e] = Float.intBitsToFloat(keyBits[e]);
    }
  }

  /** Takes the maximum over {@code rows} rows of V. */
  void scanValues(float[] value, int at, int rowStride, int rows) {
    Arrays.fill(valueBits, 0);
    arithmetic.raiseMagnitudes(value, at, rowStride, rows, valueBits);
    int largest = 0;
    for (int bits : valueBits) {
      largest = Math.max(largest, bits);
    }
    float magnitude = Float.intBitsToFloat(largest);
    valuesModerate = magnitude == 0 || (magnitude >= LEAST_VALUE && magnitude <= LARGEST_VALUE);
  }

  /** Whether no lane of a block needs its maximum; writes the block's row of bounds. */
  boolean holdFor(LaneBlock block) {
    if (!valuesModerate) {
      Arrays.fill(
          block.floats, block.boundAt, block.boundAt + block.lanes, Float.POSITIVE_INFINITY);
      return false;
    }
    return arithmetic.bounded(block, keyLimits, LOGIT_BOUND);
  }
}
