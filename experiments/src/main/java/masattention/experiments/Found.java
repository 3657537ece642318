package masattention.experiments;

import com.samskivert.mustache.Mustache.CustomContext;
import java.util.Arrays;
import java.util.List;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.Values;

/** What the experiments found, as the claims and the answers ask their tables for it. */
public record Found(ExperimentContext context) {

  /** The table of an experiment, of this run where it wrote one. */
  public Dataset<Line> table(String name) {
    return context.table(name);
  }

  /** The rows that have these values in these columns: column, value, column, value. */
  public static Dataset<Line> where(Dataset<Line> rows, String... columnsAndValues) {
    Dataset<Line> left = rows;
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      String column = columnsAndValues[i];
      left = left.where(row -> row.cell(column), columnsAndValues[i + 1]);
    }
    return left;
  }

  public static double cycles(Line row) {
    return row.number("cycles");
  }

  /** Cycles of one scheduler over those of another, where both have a row of that key. */
  public static Values<Line> speedups(Dataset<Line> rows, String of, String over, String... key) {
    return where(rows, "scheduler", over)
        .over(
            where(rows, "scheduler", of),
            row -> Arrays.stream(key).map(row::cell).toList(),
            Found::cycles);
  }

  /** What is not empty in a column, without its sign. */
  public static Values<Line> sizes(Dataset<Line> rows, String column) {
    return rows.where(row -> !row.cell(column).isEmpty())
        .values(row -> Math.abs(row.number(column)));
  }

  /** The published numbers as printed, by their names, such as {@code EDGE_LARGEST_SPEEDUP}. */
  public CustomContext published() {
    return name -> Published.valueOf(name).text();
  }

  /** Speedups of mas over a rival, at every point of the balance. */
  public CustomContext balance() {
    return this::balance;
  }

  private Values<Line> balance(String rival) {
    return speedups(table("balance"), "mas", rival, "sweep", "setting");
  }

  /** At how many of them the published largest is reached. */
  public CustomContext reached() {
    double published = Published.EDGE_LARGEST_SPEEDUP.value();
    return rival -> balance(rival).count(speedup -> speedup >= published);
  }

  /** Speedups of mas over flat on the DaVinci chip as it is and with one value changed. */
  public Dataset<Values<Line>> chips() {
    return Dataset.of(
            table("davinci").by(row -> List.of(row.text("sweep"), row.text("setting"))).values())
        .map(chip -> speedups(chip, "mas", "flat", "network"));
  }

  /** The largest of each chip. */
  public Values<?> largestOfChips() {
    return chips().values(Values::largest);
  }

  /** The geometric mean of each chip. */
  public Values<?> meansOfChips() {
    return chips().values(Values::geometricMean);
  }

  /** The most evaluations of a search whose convergence was read. */
  public long evaluations() {
    return (long) table("search").values(row -> row.number("evaluations")).largest();
  }

  /** How a claim gets its verdict, as Markdown in the same words wherever it is said. */
  public String verdictRules() {
    return Template.fill(Found.class, "verdicts.md", this).stripTrailing();
  }

  /** Median gaps of a search to the optima after so many, in percent. */
  public CustomContext gaps() {
    return this::gaps;
  }

  /** The same of one search. */
  public Values<Line> gaps(String algorithm) {
    return sizes(
        where(table("search"), "algorithm", algorithm, "evaluations", Long.toString(evaluations())),
        "median_gap_percent");
  }

  /** The cases of the attention kernels. */
  public Dataset<Line> kernels() {
    return table("kernel-exactness");
  }

  /** Those that keep their error bound. */
  public Dataset<Line> exactKernels() {
    return where(kernels(), "passes", "true");
  }
}
