package masattention.regression;

/** What is known about the speed of one benchmark in two runs. */
public enum Verdict {
  /** Faster for certain, and by the threshold at least. */
  FASTER("faster"),
  /** Slower for certain, and by the threshold at least: a regression. */
  SLOWER("slower"),
  /** For certain within the threshold. */
  SAME("same"),
  /** Neither. */
  CANNOT_TELL("cannot tell");

  private final String id;

  Verdict(String id) {
    this.id = id;
  }

  /** Name in tables. */
  public String id() {
    return id;
  }

  /**
   * The verdict on a ratio of times, candidate over baseline.
   *
   * @param threshold the least change that counts, as a share: 0.05 for 5 %
   * @param enoughRounds whether there are rounds enough to exclude chance at all
   */
  public static Verdict of(Interval ratio, double threshold, boolean enoughRounds) {
    double limit = 1 + threshold;
    if (!enoughRounds) {
      return CANNOT_TELL;
    }
    if (ratio.low() > 1 && ratio.estimate() >= limit) {
      return SLOWER;
    }
    if (ratio.high() < 1 && ratio.estimate() <= 1 / limit) {
      return FASTER;
    }
    return ratio.high() < limit && ratio.low() > 1 / limit ? SAME : CANNOT_TELL;
  }
}
