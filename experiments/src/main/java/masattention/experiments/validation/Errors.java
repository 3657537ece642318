package masattention.experiments.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Relative errors of predictions, in percent.
 *
 * @param mean of the absolute errors
 * @param largest in absolute value, with its sign
 * @param largestCase whose it is
 */
record Errors(int mappings, BigDecimal mean, BigDecimal largest, String largestCase) {
  static final int DECIMALS = 3;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** An error and whose it is. */
  record Of(String name, BigDecimal percent) {}

  /** How many percent a prediction is above what was measured, rounded half to even. */
  static BigDecimal percent(long predicted, long measured) {
    return BigDecimal.valueOf(predicted - measured)
        .multiply(HUNDRED)
        .divide(BigDecimal.valueOf(measured), DECIMALS, RoundingMode.HALF_EVEN);
  }

  static Errors of(List<Of> errors) {
    BigDecimal sum = BigDecimal.ZERO;
    Of largest = errors.get(0);
    for (Of error : errors) {
      sum = sum.add(error.percent().abs());
      if (error.percent().abs().compareTo(largest.percent().abs()) > 0) {
        largest = error;
      }
    }
    BigDecimal mean =
        sum.divide(BigDecimal.valueOf(errors.size()), DECIMALS, RoundingMode.HALF_EVEN);
    return new Errors(errors.size(), mean, largest.percent(), largest.name());
  }

  /** Such as "mean 1.783 %, largest -7.720 % (case 92)". */
  String text() {
    return "mean %s %%, largest %s %% (case %s)"
        .formatted(mean.toPlainString(), largest.toPlainString(), largestCase);
  }
}
