package masattention.regression;

/**
 * An estimate of a positive quantity, and what it may be.
 *
 * @param low lower end of the confidence interval
 * @param high upper end
 */
public record Interval(double estimate, double low, double high) {

  public Interval {
    if (!(low > 0 && low <= high && Double.isFinite(high) && estimate > 0)) {
      throw new IllegalArgumentException(
          "Interval (%s, %s to %s): must be positive, finite and in order."
              .formatted(estimate, low, high));
    }
  }

  /** The interval of the natural logarithms of these. */
  static Interval ofLogarithms(double estimate, double low, double high) {
    return new Interval(StrictMath.exp(estimate), StrictMath.exp(low), StrictMath.exp(high));
  }
}
