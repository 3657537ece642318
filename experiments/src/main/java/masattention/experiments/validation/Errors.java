package masattention.experiments.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;
import masattention.report.Dataset;

/**
 * Relative errors of predictions, in percent.
 *
 * @param mean of the absolute errors
 * @param largest in absolute value, with its sign
 * @param largestCase whose it is
 */
record Errors(int mappings, BigDecimal mean, BigDecimal largest, String largestCase) {
  private static final int DECIMALS = 3;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** How many percent a prediction is above what was measured, rounded half to even. */
  static BigDecimal percent(long predicted, long measured) {
    return percent(BigDecimal.valueOf(predicted), BigDecimal.valueOf(measured));
  }

  static BigDecimal percent(BigDecimal predicted, BigDecimal measured) {
    return predicted
        .subtract(measured)
        .multiply(HUNDRED)
        .divide(measured, DECIMALS, RoundingMode.HALF_EVEN);
  }

  /**
   * The errors of those rows that have one; empty where none has.
   *
   * @param name what a row is called
   */
  static <R> Optional<Errors> of(
      Dataset<R> rows, Function<R, String> name, Function<R, Optional<BigDecimal>> error) {
    Dataset<R> known = rows.where(row -> error.apply(row).isPresent());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Function<R, BigDecimal> size = row -> error.apply(row).orElseThrow().abs();
    BigDecimal sum = known.stream().map(size).reduce(BigDecimal.ZERO, BigDecimal::add);
    R worst =
        known.stream()
            .reduce((one, next) -> size.apply(next).compareTo(size.apply(one)) > 0 ? next : one)
            .orElseThrow();
    BigDecimal mean =
        sum.divide(BigDecimal.valueOf(known.size()), DECIMALS, RoundingMode.HALF_EVEN);
    return Optional.of(
        new Errors(known.size(), mean, error.apply(worst).orElseThrow(), name.apply(worst)));
  }

  /** Such as "mean 1.783 %, largest -7.720 % (case 92)". */
  String text() {
    return "mean %s %%, largest %s %% (case %s)"
        .formatted(mean.toPlainString(), largest.toPlainString(), largestCase);
  }
}
