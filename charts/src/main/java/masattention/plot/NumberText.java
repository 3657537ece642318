package masattention.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Numbers as text, the same on every JDK. */
final class NumberText {

  private record Suffix(String text, int exponent) {}

  private static final List<Suffix> SUFFIXES =
      List.of(new Suffix("G", 9), new Suffix("M", 6), new Suffix("k", 3));

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

  /**
   * A tick label: 0.25, 40, 2500, or 5k beside 10k, 2M beside 10M.
   *
   * @param highest the highest value of the axis; below 10,000 nothing is shortened
   */
  static String tick(BigDecimal value, BigDecimal highest) {
    if (highest.compareTo(BigDecimal.valueOf(10_000)) >= 0) {
      for (Suffix suffix : SUFFIXES) {
        if (value.abs().compareTo(BigDecimal.ONE.movePointRight(suffix.exponent)) >= 0) {
          return plain(value.movePointLeft(suffix.exponent)) + suffix.text;
        }
      }
    }
    return plain(value);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
