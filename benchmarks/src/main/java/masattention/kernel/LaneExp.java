package masattention.kernel;

/**
 * 2^t for t ≤ 0 in FP32 and without a branch: t = n + f with |f| ≤ 1/2, 2^f from a polynomial of
 * degree 5 (largest relative error 9.2e-8, exactly 1 at 0), 2^n from the bits of n. Below 2^−126
 * the result is 0; NaN stays NaN.
 */
final class LaneExp {

  static final double LOG2_E = 1.4426950408889634;

  /** The least exponent that is told apart from −∞. */
  static final float LEAST = -127f;

  /** 1.5·2^23: adding it rounds to an integer, which is then in the low bits. */
  static final float ROUNDER = 12582912f;

  static final int ONE_BITS = 0x3f800000;
  static final int MANTISSA_BITS = 23;
  static final float C1 = 0.693147f;
  static final float C2 = 0.24022242f;
  static final float C3 = 0.055507336f;
  static final float C4 = 0.009671513f;
  static final float C5 = 0.0013264727f;

  private LaneExp() {}

  /** 2^t, with exactly the operations of the vector version. */
  static float exp2(float t) {
    float clamped = t < LEAST ? LEAST : t;
    float rounded = clamped + ROUNDER;
    float f = clamped - (rounded - ROUNDER);
    float power =
        Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << MANTISSA_BITS) + ONE_BITS);
    float p = Math.fma(f, C5, C4);
    p = Math.fma(p, f, C3);
    p = Math.fma(p, f, C2);
    p = Math.fma(p, f, C1);
    p = Math.fma(p, f, 1f);
    return p * power;
  }
}
