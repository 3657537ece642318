package masattention.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimals with a fixed number of digits, rounded half to even: the same text on every JDK, which
 * {@code Double.toString} does not promise.
 */
public final class Decimals {
  private Decimals() {}

  public static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
  }

  public static String fixed(double value, int digits) {
    return rounded(value, digits).toPlainString();
  }

  /** The n-th root of the product of n positive values. */
  public static double geometricMean(Iterable<Double> values) {
    double logarithms = 0;
    int count = 0;
    for (double value : values) {
      logarithms += StrictMath.log(value);
      count++;
    }
    return StrictMath.exp(logarithms / count);
  }
}
