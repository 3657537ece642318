package masattention.report;

import java.util.Collections;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Numbers, each with the row that it belongs to.
 *
 * @param values in the order of {@code rows}
 */
public record Values<R>(List<R> rows, List<Double> values) {

  public Values {
    rows = List.copyOf(rows);
    values = List.copyOf(values);
    if (rows.size() != values.size()) {
      throw new IllegalArgumentException(
          "There must be a value for each of %d rows, not %d."
              .formatted(rows.size(), values.size()));
    }
  }

  /** The n-th root of the product of n positive values. */
  public double geometricMean() {
    return Decimals.geometricMean(values);
  }

  public double mean() {
    return sum() / values.size();
  }

  /** Added up in their order. */
  public double sum() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  public double largest() {
    return Collections.max(values);
  }

  public double smallest() {
    return Collections.min(values);
  }

  /** The first row with the largest value. */
  public R largestAt() {
    return rows.get(values.indexOf(largest()));
  }

  /** The first row with the smallest value. */
  public R smallestAt() {
    return rows.get(values.indexOf(smallest()));
  }

  /** How many values something holds of. */
  public long count(DoublePredicate holds) {
    return values.stream().filter(holds::test).count();
  }

  /** The same beside how many there are: "10 of 12". */
  public String countOfAll(DoublePredicate holds) {
    return "%d of %d".formatted(count(holds), values.size());
  }

  /** The rows whose value something holds of. */
  public Dataset<R> where(DoublePredicate holds) {
    return Dataset.of(
        IntStream.range(0, rows.size())
            .filter(i -> holds.test(values.get(i)))
            .mapToObj(rows::get)
            .toList());
  }

  /** Such as "1.468 to 1.951", or the one value where both ends round to the same. */
  public String range(int digits) {
    String from = Decimals.fixed(smallest(), digits);
    String to = Decimals.fixed(largest(), digits);
    return from.equals(to) ? from : from + " to " + to;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }
}
