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

  /** Largest |logit|, in units of log₂, for which the maximum is not subtracted. */
  private static final double LOGIT_BOUND = 60;

  private static final float LARGEST_VALUE = 0x1p40f;
  private static final float LEAST_VALUE = 0x1p-40f;

  private final LaneArithmetic arithmetic;
  private final int[] keyBits;
  private final int[] valueBits;
  private final float[] keyLimits;
  private final float factor;
  private final float rest;
  private final float bound;
  private boolean valuesModerate;

  HeadBounds(LaneArithmetic arithmetic, KernelShape shape) {
    this.arithmetic = arithmetic;
    this.keyBits = new int[shape.headDim()];
    this.valueBits = new int[shape.valueDim()];
    this.keyLimits = new float[shape.headDim()];
    double exact = LaneExp.LOG2_E / (Math.sqrt(shape.headDim()) * shape.queryScale());
    this.factor = (float) exact;
    this.rest = (float) (exact - factor);
    this.bound = (float) (LOGIT_BOUND / exact);
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

  /** The factor from scores to logits in units of log₂. */
  float factor() {
    return factor;
  }

  /** The largest |score| for which the maximum is not subtracted. */
  float bound() {
    return bound;
  }

  /** Scales the lanes of a block that are within the bound; returns whether all are. */
  boolean holdFor(LaneBlock block) {
    if (!valuesModerate) {
      return false;
    }
    arithmetic.bounds(block, keyLimits);
    return arithmetic.scaleBounded(block, bound, factor, rest);
  }
}
