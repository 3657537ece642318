package masattention.regression;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.input.Printable;
import masattention.report.Column;
import masattention.report.Line;

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

  private static final int DIGITS = 8;

  static final List<Column<HistoryRow>> COLUMNS =
      List.of(
          text("date", HistoryRow::date),
          text("commit", HistoryRow::commit),
          text("suite", HistoryRow::suite),
          text("machine", HistoryRow::machine),
          text("benchmark", HistoryRow::benchmark),
          number("rounds", HistoryRow::rounds),
          number("cpu_nanos", 3, HistoryRow::cpuNanos),
          number("normalised", DIGITS, row -> row.normalised().estimate()),
          number("normalised_low", DIGITS, row -> row.normalised().low()),
          number("normalised_high", DIGITS, row -> row.normalised().high()));

  static HistoryRow of(Line line) {
    return new HistoryRow(
        Printable.of(line.cell("date")),
        Printable.of(line.cell("commit")),
        Printable.of(line.cell("suite")),
        Printable.of(line.cell("machine")),
        Printable.of(line.cell("benchmark")),
        (int) line.whole("rounds", 0, Integer.MAX_VALUE),
        line.number("cpu_nanos"),
        new Interval(
            line.number("normalised"),
            line.number("normalised_low"),
            line.number("normalised_high")));
  }

  /** Whether both are about the same run. */
  boolean isOfSameRun(HistoryRow other) {
    return date.equals(other.date)
        && commit.equals(other.commit)
        && suite.equals(other.suite)
        && machine.equals(other.machine);
  }
}
