package masattention.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers as people read them: three digits and a unit. */
final class Human {
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private Human() {}

  /** A time, such as {@code 1.23 ms}. */
  static String time(BigDecimal microseconds) {
    return scaled(microseconds, List.of("us", "ms", "s"));
  }

  /** An energy, such as {@code 4.56 mJ}. */
  static String energy(double picojoules) {
    return scaled(new BigDecimal(picojoules), List.of("pJ", "nJ", "uJ", "mJ", "J"));
  }

  /** An amount of data in decimal units, such as {@code 7.89 MB}. */
  static String bytes(long bytes) {
    return scaled(BigDecimal.valueOf(bytes), List.of("B", "kB", "MB", "GB", "TB"));
  }

  /** A ratio, such as {@code 1.07}. */
  static String ratio(double ratio) {
    return new BigDecimal(ratio)
        .setScale(ratio < 10 ? 2 : 1, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static String scaled(BigDecimal value, List<String> units) {
    BigDecimal left = value.round(DIGITS);
    int unit = 0;
    while (left.compareTo(THOUSAND) >= 0 && unit < units.size() - 1) {
      left = left.divide(THOUSAND);
      unit++;
    }
    if (unit > 0 && left.precision() < DIGITS.getPrecision()) {
      left = left.setScale(left.scale() + DIGITS.getPrecision() - left.precision());
    }
    return "%s %s".formatted(left.toPlainString(), units.get(unit));
  }
}
