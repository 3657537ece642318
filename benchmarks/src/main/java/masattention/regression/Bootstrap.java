package masattention.regression;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Confidence intervals of medians and of their ratios, by resampling rounds first and then the
 * iterations of each round drawn, since those are not independent of each other.
 *
 * <p>Percentile intervals of few rounds are too narrow, so they are widened as Hesterberg does (<a
 * href="https://arxiv.org/abs/1411.5279">What teachers should know about the bootstrap</a>,
 * "expanded percentile"). No interval can promise more than its rounds allow: {@link
 * #smallestError}.
 *
 * @param errorProbability that the interval misses the truth, both sides together
 * @param seed of the resampling
 */
public record Bootstrap(double errorProbability, long seed) {

  private static final int RESAMPLES = 4000;

  public Bootstrap {
    if (!(errorProbability > 0 && errorProbability < 1)) {
      throw new IllegalArgumentException(
          "The errorProbability (%s) must lie between 0 and 1.".formatted(errorProbability));
    }
  }

  /** Of the median. */
  public Interval median(Samples samples) {
    double[][] logarithms = samples.logarithms();
    return interval(
        medianOfMedians(logarithms),
        logarithms.length,
        random -> medianOfMedians(drawn(logarithms, random)));
  }

  /** Of the ratio of the median of {@code candidate} to that of {@code baseline}. */
  public Interval ratio(Samples candidate, Samples baseline) {
    double[][] above = candidate.logarithms();
    double[][] below = baseline.logarithms();
    return interval(
        medianOfMedians(above) - medianOfMedians(below),
        Math.min(above.length, below.length),
        random -> medianOfMedians(drawn(above, random)) - medianOfMedians(drawn(below, random)));
  }

  /**
   * The smallest error probability that rounds measured in pairs can be tested at: that all ratios
   * lie on one side by chance.
   */
  public static double smallestError(int pairs) {
    return StrictMath.scalb(1.0, 1 - pairs);
  }

  /** The same for rounds of two separate runs: that one's are all above the other's by chance. */
  public static double smallestError(int rounds, int otherRounds) {
    return 2 / CombinatoricsUtils.binomialCoefficientDouble(rounds + otherRounds, rounds);
  }

  private Interval interval(
      double estimate, int rounds, ToDoubleFunction<SplittableRandom> resampled) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] estimates = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      estimates[i] = resampled.applyAsDouble(random);
    }
    double tail = expandedTail(rounds);
    Percentile percentile = new Percentile();
    percentile.setData(estimates);
    double low = percentile.evaluate(100 * tail);
    double high = percentile.evaluate(100 * (1 - tail));
    return Interval.ofLogarithms(estimate, Math.min(low, estimate), Math.max(high, estimate));
  }

  /** The share of resamples outside on each side. */
  private double expandedTail(int rounds) {
    if (rounds < 2) {
      return Double.MIN_NORMAL;
    }
    double quantile =
        new TDistribution(null, rounds - 1.0).inverseCumulativeProbability(errorProbability / 2);
    double expanded = quantile * Math.sqrt(rounds / (rounds - 1.0));
    double tail = new NormalDistribution(null, 0, 1).cumulativeProbability(expanded);
    return Math.max(tail, Double.MIN_NORMAL);
  }

  private static double medianOfMedians(double[][] rounds) {
    double[] medians = new double[rounds.length];
    for (int round = 0; round < rounds.length; round++) {
      medians[round] = Samples.median(rounds[round]);
    }
    return Samples.median(medians);
  }

  private static double[][] drawn(double[][] rounds, SplittableRandom random) {
    double[][] drawn = new double[rounds.length][];
    for (int i = 0; i < rounds.length; i++) {
      double[] round = rounds[random.nextInt(rounds.length)];
      drawn[i] = new double[round.length];
      for (int j = 0; j < round.length; j++) {
        drawn[i][j] = round[random.nextInt(round.length)];
      }
    }
    return drawn;
  }
}
