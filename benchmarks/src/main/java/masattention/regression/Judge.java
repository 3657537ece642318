package masattention.regression;

/**
 * Turns samples into findings, with one chance of error over all benchmarks together: each gets its
 * share (Bonferroni).
 *
 * @param threshold the least change that counts, as a share: 0.05 for 5 %
 * @param benchmarks how many are judged together
 */
public record Judge(double threshold, int benchmarks) {

  /** The probability that any interval of a table misses the truth. */
  public static final double ERROR_PROBABILITY = 0.05;

  private static final long SEED = 1;

  public Judge {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "The threshold (%s) must lie between 0 and 1.".formatted(threshold));
    }
    if (benchmarks < 1) {
      throw new IllegalArgumentException(
          "The benchmarks (%d) must be positive.".formatted(benchmarks));
    }
  }

  /** The rounds in pairs that it takes to tell anything about so many benchmarks. */
  public static int leastPairs(int benchmarks) {
    int pairs = 2;
    while (Bootstrap.smallestError(pairs) > ERROR_PROBABILITY / benchmarks) {
      pairs++;
    }
    return pairs;
  }

  /** Two builds measured in turns: iteration is held against iteration. */
  public Finding inTurns(String benchmark, Samples baseline, Samples candidate) {
    Samples ratios = candidate.over(baseline);
    double error = Bootstrap.smallestError(ratios.rounds().size());
    return finding(benchmark, baseline, candidate, bootstrap().median(ratios), error);
  }

  /** Two separate runs: each is first divided by its own calibration, iteration by iteration. */
  public Finding apart(String benchmark, Measured baseline, Measured candidate) {
    Interval ratio = bootstrap().ratio(candidate.normalised(), baseline.normalised());
    return apart(benchmark, baseline.times(), candidate.times(), ratio);
  }

  /** Two separate runs without calibrations: times as they are. */
  public Finding asTheyAre(String benchmark, Samples baseline, Samples candidate) {
    return apart(benchmark, baseline, candidate, bootstrap().ratio(candidate, baseline));
  }

  private Finding apart(String benchmark, Samples baseline, Samples candidate, Interval ratio) {
    double error = Bootstrap.smallestError(baseline.rounds().size(), candidate.rounds().size());
    return finding(benchmark, baseline, candidate, ratio, error);
  }

  /** The times of a benchmark, and those of the calibration beside it. */
  public record Measured(Samples times, Samples calibration) {
    Samples normalised() {
      return times.over(calibration);
    }
  }

  private Bootstrap bootstrap() {
    return new Bootstrap(errorProbability(), SEED);
  }

  private double errorProbability() {
    return ERROR_PROBABILITY / benchmarks;
  }

  /** What is found where no interval is wrong more rarely than with probability {@code error}. */
  private Finding finding(
      String benchmark, Samples baseline, Samples candidate, Interval ratio, double error) {
    return new Finding(
        benchmark,
        baseline.median(),
        candidate.median(),
        ratio,
        Verdict.of(ratio, threshold, error <= errorProbability()));
  }
}
