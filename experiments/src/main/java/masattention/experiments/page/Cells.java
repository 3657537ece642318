package masattention.experiments.page;

import java.util.Map;
import java.util.TreeMap;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Line;
import masattention.report.Values;

/** What the answers ask of the tables of the experiments. */
final class Cells {
  private Cells() {}

  /** The rows that have these values in these columns: column, value, column, value. */
  static Dataset<Line> where(Dataset<Line> rows, String... columnsAndValues) {
    Dataset<Line> left = rows;
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      String column = columnsAndValues[i];
      String value = columnsAndValues[i + 1];
      left = left.where(row -> row.cell(column).equals(value));
    }
    return left;
  }

  static double cycles(Line row) {
    return row.number("cycles");
  }

  /** Cycles of one scheduler over those of another, where both have a row of that key. */
  static Values<Line> speedups(Dataset<Line> rows, String of, String over, String... key) {
    return where(rows, "scheduler", over)
        .over(where(rows, "scheduler", of), row -> key(row, key), Cells::cycles);
  }

  private static String key(Line row, String... columns) {
    StringBuilder key = new StringBuilder();
    for (String column : columns) {
      key.append(row.cell(column)).append('|');
    }
    return key.toString();
  }

  /** Such as "10 of 12". */
  static String of(long some, long all) {
    return "%d of %d".formatted(some, all);
  }

  /** How many claims a verdict was passed on, as a clause: "3 coincide", "1 is undecided". */
  static String claimsThat(String verdict, int count) {
    String one =
        verdict.matches("coincides|holds|does not hold") ? verdict : "is %s".formatted(verdict);
    String many =
        switch (verdict) {
          case "coincides" -> "coincide";
          case "holds" -> "hold";
          case "does not hold" -> "do not hold";
          default -> "are %s".formatted(verdict);
        };
    return "%d %s".formatted(count, count == 1 ? one : many);
  }

  /** What is not empty in a column, without its sign. */
  static Values<Line> sizes(Dataset<Line> rows, String column) {
    return rows.where(row -> !row.cell(column).isEmpty())
        .values(row -> Math.abs(row.number(column)));
  }

  /** The mean size in a column for every text of another. */
  static Map<String, String> percents(Dataset<Line> rows, String by, String column) {
    Map<String, String> means = new TreeMap<>();
    rows.by(row -> row.text(by))
        .forEach((text, some) -> means.put(text, percent(sizes(some, column).mean())));
    return means;
  }

  static String percent(double value) {
    return Decimals.fixed(value, 1);
  }
}
