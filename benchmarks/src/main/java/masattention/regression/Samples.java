package masattention.regression;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Times per operation, one list of iterations per round. Iterations of one round come from one
 * process and are alike; rounds are independent of each other.
 */
public record Samples(List<List<Double>> rounds) {

  public Samples {
    rounds = rounds.stream().map(List::copyOf).toList();
    if (rounds.isEmpty() || rounds.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "The rounds (%s) must be there, each with an iteration.".formatted(rounds));
    }
    for (List<Double> round : rounds) {
      for (double value : round) {
        if (!(value > 0 && Double.isFinite(value))) {
          throw new IllegalArgumentException(
              "A sample (%s) must be positive and finite.".formatted(value));
        }
      }
    }
  }

  /** Every sample over that of the same round and iteration; the samples must be as many. */
  public Samples over(Samples others) {
    if (rounds.size() != others.rounds.size()) {
      throw new IllegalArgumentException(
          "The rounds (%d) must be as many as those of the divisor (%d)."
              .formatted(rounds.size(), others.rounds.size()));
    }
    List<List<Double>> quotients = new ArrayList<>();
    for (int round = 0; round < rounds.size(); round++) {
      List<Double> dividends = rounds.get(round);
      List<Double> divisors = others.rounds.get(round);
      if (dividends.size() != divisors.size()) {
        throw new IllegalArgumentException(
            "The iterations (%d) of round %d must be as many as those of the divisor (%d)."
                .formatted(dividends.size(), round, divisors.size()));
      }
      List<Double> quotient = new ArrayList<>();
      for (int i = 0; i < dividends.size(); i++) {
        quotient.add(dividends.get(i) / divisors.get(i));
      }
      quotients.add(quotient);
    }
    return new Samples(quotients);
  }

  /** The median over the rounds of the median of each. */
  public double median() {
    return median(rounds.stream().mapToDouble(Samples::median).toArray());
  }

  static double median(List<Double> values) {
    return median(values.stream().mapToDouble(value -> value).toArray());
  }

  static double median(double[] values) {
    return new Median().evaluate(values);
  }

  /** The natural logarithms, by round and iteration. */
  double[][] logarithms() {
    return rounds.stream()
        .map(round -> round.stream().mapToDouble(StrictMath::log).toArray())
        .toArray(double[][]::new);
  }
}
