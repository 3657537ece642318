package masattention.regression;

import static masattention.report.Column.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.WholeFile;

/**
 * All findings about two builds.
 *
 * @param baseline what was measured first, in words
 * @param candidate what is compared with it
 * @param threshold the least change that counts, as a share
 * @param notes what else a reader should know, one sentence each
 */
public record RegressionReport(
    String baseline,
    String candidate,
    double threshold,
    List<Finding> findings,
    List<String> notes) {

  private static final List<String> UNITS = List.of("ns", "µs", "ms", "s");

  public RegressionReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** Whether anything is slower for certain. */
  public boolean hasRegression() {
    return count(Verdict.SLOWER) > 0;
  }

  /** For a terminal. */
  public String text() {
    return heading() + "\n\n" + table().aligned() + "\n" + String.join("\n", remarks()) + "\n";
  }

  /** For a page or the summary of a job. */
  public String markdown() {
    return "## Speed\n\n"
        + heading()
        + "\n\n"
        + table().markdown()
        + "\n"
        + String.join("\n\n", remarks())
        + "\n";
  }

  /** One row per benchmark, with plain numbers. */
  public String csv() {
    return Dataset.of(findings)
        .show(
            Column.text("benchmark", Finding::benchmark),
            Column.text("verdict", finding -> finding.verdict().id()),
            number("baseline_cpu_nanos", 3, Finding::baselineNanos),
            number("candidate_cpu_nanos", 3, Finding::candidateNanos),
            number("ratio", 5, finding -> finding.ratio().estimate()),
            number("ratio_low", 5, finding -> finding.ratio().low()),
            number("ratio_high", 5, finding -> finding.ratio().high()))
        .csv();
  }

  /** Writes {@code regress.md} and {@code regress.csv}. */
  public List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return List.of(
        WholeFile.write(folder.resolve("regress.md"), markdown()),
        WholeFile.write(folder.resolve("regress.csv"), csv()));
  }

  private String heading() {
    return "%s against %s: %d slower, %d faster, %d same, %d cannot tell."
        .formatted(
            candidate,
            baseline,
            count(Verdict.SLOWER),
            count(Verdict.FASTER),
            count(Verdict.SAME),
            count(Verdict.CANNOT_TELL));
  }

  private List<String> remarks() {
    String rule =
        "Processor time per operation. Slower or faster: the interval excludes no change, and the"
            + " change is %s %% at least. Same: the interval lies within that. All intervals hold"
            + " together with probability %s %%.";
    List<String> remarks =
        new ArrayList<>(
            List.of(
                rule.formatted(
                    Decimals.rounded(100 * threshold, 3).stripTrailingZeros().toPlainString(),
                    Decimals.fixed(100 * (1 - Judge.ERROR_PROBABILITY), 0))));
    remarks.addAll(notes);
    return remarks;
  }

  private Dataset<Finding> table() {
    return Dataset.of(findings)
        .show(
            Column.text("benchmark", Finding::benchmark),
            Column.text("verdict", finding -> finding.verdict().id()),
            number("baseline", finding -> time(finding.baselineNanos())),
            number("candidate", finding -> time(finding.candidateNanos())),
            number("change", finding -> percent(finding.ratio().estimate())),
            number(
                "between",
                finding ->
                    percent(finding.ratio().low()) + " and " + percent(finding.ratio().high())));
  }

  private long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private static String percent(double ratio) {
    String percent = Decimals.fixed(100 * (ratio - 1), 1);
    return (percent.startsWith("-") ? percent : "+" + percent) + " %";
  }

  /** Three or four digits with a unit. */
  static String time(double nanos) {
    double value = nanos;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.size() - 1) {
      value /= 1000;
      unit++;
    }
    int digits = value < 10 ? 3 : value < 100 ? 2 : 1;
    return "%s %s".formatted(Decimals.fixed(value, digits), UNITS.get(unit));
  }
}
