package masattention.regression;

import java.math.BigDecimal;
import java.util.List;
import masattention.input.Printable;
import masattention.report.Decimals;

/**
 * The speed of one benchmark at one commit.
 *
 * @param machine CPU model and JDK major version; times of different ones are not comparable
 * @param cpuNanos median processor time of an operation
 * @param normalised median time in units of the calibration's, and its confidence interval
 */
public record HistoryRow(
    String date,
    String commit,
    String suite,
    String machine,
    String benchmark,
    int rounds,
    double cpuNanos,
    Interval normalised) {

  static final List<String> HEADERS =
      List.of(
          "date",
          "commit",
          "suite",
          "machine",
          "benchmark",
          "rounds",
          "cpu_nanos",
          "normalised",
          "normalised_low",
          "normalised_high");

  private static final int DIGITS = 8;

  List<String> cells() {
    return List.of(
        date,
        commit,
        suite,
        machine,
        benchmark,
        Integer.toString(rounds),
        Decimals.fixed(cpuNanos, 3),
        Decimals.fixed(normalised.estimate(), DIGITS),
        Decimals.fixed(normalised.low(), DIGITS),
        Decimals.fixed(normalised.high(), DIGITS));
  }

  static HistoryRow of(List<String> cells) {
    return new HistoryRow(
        Printable.of(cells.get(0)),
        Printable.of(cells.get(1)),
        Printable.of(cells.get(2)),
        Printable.of(cells.get(3)),
        Printable.of(cells.get(4)),
        Integer.parseInt(cells.get(5)),
        number(cells.get(6)),
        new Interval(number(cells.get(7)), number(cells.get(8)), number(cells.get(9))));
  }

  private static double number(String cell) {
    return new BigDecimal(cell).doubleValue();
  }

  /** Whether both are about the same run. */
  boolean isOfSameRun(HistoryRow other) {
    return date.equals(other.date)
        && commit.equals(other.commit)
        && suite.equals(other.suite)
        && machine.equals(other.machine);
  }
}
