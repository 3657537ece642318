package masattention.benchmarks;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.kernel.AttentionKernel;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.TextFile;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * The measured speed of one contender on one shape.
 *
 * @param shape heads x length x head dimension
 * @param threads threads that the contender could use
 * @param inputs the kind of numbers
 * @param contender its label
 * @param clock GFLOP per second by the clock
 * @param processor GFLOP per second of the calling thread's processor time; says nothing about a
 *     contender with more than one thread
 * @param peak median of {@code fma-peak} by processor time, measured beside it; NaN if it was not
 * @param jdk the version that ran it
 */
record KernelResult(
    String shape,
    String threads,
    String inputs,
    String contender,
    Statistics clock,
    Statistics processor,
    double peak,
    String jdk) {

  static final String PEAK = "fma-peak";
  private static final String WORK = "gigaflops";
  private static final String TIME = "cpuSeconds";

  /** Merges the rounds of a run. */
  static List<KernelResult> of(Collection<RunResult> results) {
    Map<List<String>, ListStatistics> clock = new LinkedHashMap<>();
    Map<List<String>, ListStatistics> processor = new LinkedHashMap<>();
    Map<List<String>, String> jdks = new LinkedHashMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      List<String> key =
          Stream.of("shape", "threads", "inputs", "contender").map(params::getParam).toList();
      jdks.put(key, params.getJdkVersion());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          double work = iteration.getSecondaryResults().get(WORK).getScore();
          double time = iteration.getSecondaryResults().get(TIME).getScore();
          clock.computeIfAbsent(key, unused -> new ListStatistics()).addValue(work);
          processor.computeIfAbsent(key, unused -> new ListStatistics()).addValue(work / time);
        }
      }
    }
    List<KernelResult> rows = new ArrayList<>();
    for (List<String> key : clock.keySet()) {
      Statistics peak = processor.get(List.of(key.get(0), key.get(1), key.get(2), PEAK));
      rows.add(
          new KernelResult(
              key.get(0),
              key.get(1),
              key.get(2),
              key.get(3),
              clock.get(key),
              processor.get(key),
              peak == null ? Double.NaN : peak.getPercentile(50),
              jdks.get(key)));
    }
    return rows;
  }

  /** Whether the calling thread does all the work. */
  private boolean callerWorksAlone() {
    return threads.equals("1") && !contender.equals(AttentionKernel.STREAMS.label());
  }

  /** The median by processor time, or by the clock where several threads work, over the peak. */
  double shareOfPeak() {
    return (callerWorksAlone() ? processor : clock).getPercentile(50) / peak;
  }

  /** The same as the table states it. */
  String share() {
    return Decimals.fixed(shareOfPeak(), 4);
  }

  private BigDecimal processorPercentile(int percent) {
    return callerWorksAlone() ? Decimals.rounded(processor.getPercentile(percent), 2) : null;
  }

  /** As a table. */
  static Dataset<KernelResult> table(List<KernelResult> rows) {
    return Dataset.of(rows)
        .show(
            text("shape", KernelResult::shape),
            number("threads", KernelResult::threads),
            text("inputs", KernelResult::inputs),
            text("contender", KernelResult::contender),
            number("gflops_per_cpu_second_p50", row -> row.processorPercentile(50)),
            number("gflops_per_cpu_second_p10", row -> row.processorPercentile(10)),
            number("gflops_per_cpu_second_p90", row -> row.processorPercentile(90)),
            number("gflops_by_clock_p50", 2, row -> row.clock().getPercentile(50)),
            number("gflops_by_clock_best", 2, row -> row.clock().getMax()),
            number("iterations", row -> row.clock().getN()),
            number("share_of_peak", row -> Double.isNaN(row.peak()) ? null : row.share()),
            text("jdk", KernelResult::jdk));
  }

  /** Writes the table, whole or not at all. */
  static void writeCsv(List<KernelResult> rows, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    TextFile.write(file, table(rows).csv());
  }
}
