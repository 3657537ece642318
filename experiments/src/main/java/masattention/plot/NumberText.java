package masattention.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as text, the same on every JDK. */
final class NumberText {

  private NumberText() {}

  /** The value with this many decimals, halves to even. */
  static String fixed(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** The value to three significant digits, without trailing zeros. */
  static String threeDigits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(value);
    int scale = 2 - (exact.precision() - exact.scale() - 1);
    return plain(exact.setScale(Math.max(0, scale), RoundingMode.HALF_EVEN));
  }

  /** A tick label: 0.25, 40, 2500, 10k, 3M. */
  static String tick(BigDecimal value) {
    String[] suffixes = {"G", "M", "k"};
    int[] exponents = {9, 6, 3};
    if (value.abs().compareTo(BigDecimal.valueOf(10_000)) >= 0) {
      for (int i = 0; i < suffixes.length; i++) {
        if (value.abs().compareTo(BigDecimal.ONE.movePointRight(exponents[i])) >= 0) {
          return plain(value.movePointLeft(exponents[i])) + suffixes[i];
        }
      }
    }
    return plain(value);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
