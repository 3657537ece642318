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
import masattention.kernel.AttentionKernel;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.WholeFile;
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
 * @param storage the format of K and V
 * @param contender its label
 * @param clock GFLOP per second by the clock
 * @param processor GFLOP per second of the calling thread's processor time; says nothing about a
 *     contender with more than one thread
 * @param bytes GB of K and V per second, the same two ways
 * @param peak median of {@code fma-peak} by processor time, measured beside it; NaN if it was not
 * @param read median of {@code memory-read} by processor time, the same
 * @param jdk the version that ran it
 */
record KernelResult(
    String shape,
    String threads,
    String inputs,
    String storage,
    String contender,
    Statistics clock,
    Statistics processor,
    Bytes bytes,
    double peak,
    double read,
    String jdk) {

  /**
   * GB per second.
   *
   * @param clock by the clock
   * @param processor of the calling thread's processor time
   */
  record Bytes(Statistics clock, Statistics processor) {}

  private static final List<String> PARAMETERS =
      List.of("shape", "threads", "inputs", "storage", "contender");
  static final String PEAK = "fma-peak";
  private static final String WORK = "gigaflops";
  private static final String BYTES = "gigabytes";
  private static final String TIME = "cpuSeconds";

  /** Merges the rounds of a run. */
  static List<KernelResult> of(Collection<RunResult> results) {
    Map<List<String>, ListStatistics> clock = new LinkedHashMap<>();
    Map<List<String>, ListStatistics> processor = new LinkedHashMap<>();
    Map<List<String>, ListStatistics> clockBytes = new LinkedHashMap<>();
    Map<List<String>, ListStatistics> processorBytes = new LinkedHashMap<>();
    Map<List<String>, String> jdks = new LinkedHashMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      List<String> key = PARAMETERS.stream().map(params::getParam).toList();
      jdks.put(key, params.getJdkVersion());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          double work = iteration.getSecondaryResults().get(WORK).getScore();
          double bytes = iteration.getSecondaryResults().get(BYTES).getScore();
          double time = iteration.getSecondaryResults().get(TIME).getScore();
          add(clock, key, work);
          add(processor, key, work / time);
          add(clockBytes, key, bytes);
          add(processorBytes, key, bytes / time);
        }
      }
    }
    List<KernelResult> rows = new ArrayList<>();
    for (List<String> key : clock.keySet()) {
      rows.add(
          new KernelResult(
              key.get(0),
              key.get(1),
              key.get(2),
              key.get(3),
              key.get(4),
              clock.get(key),
              processor.get(key),
              new Bytes(clockBytes.get(key), processorBytes.get(key)),
              medianBeside(key, PEAK, processor),
              medianBeside(key, MemoryReadContender.LABEL, processorBytes),
              jdks.get(key)));
    }
    return rows;
  }

  private static void add(Map<List<String>, ListStatistics> to, List<String> key, double value) {
    to.computeIfAbsent(key, unused -> new ListStatistics()).addValue(value);
  }

  private static double medianBeside(
      List<String> key, String contender, Map<List<String>, ListStatistics> values) {
    List<String> beside = new ArrayList<>(key.subList(0, key.size() - 1));
    beside.add(contender);
    Statistics found = values.get(beside);
    return found == null ? Double.NaN : found.getPercentile(50);
  }

  /** Whether the calling thread does all the work. */
  private boolean callerWorksAlone() {
    return threads.equals("1") && !contender.equals(AttentionKernel.STREAMS.label());
  }

  /** The median by processor time, or by the clock where several threads work, over the peak. */
  double shareOfPeak() {
    return (callerWorksAlone() ? processor : clock).getPercentile(50) / peak;
  }

  /** The same of the GB per second of K and V over what reading them alone reaches. */
  double shareOfRead() {
    return (callerWorksAlone() ? bytes.processor : bytes.clock).getPercentile(50) / read;
  }

  /** The share of the peak as the table states it. */
  String share() {
    return Decimals.fixed(shareOfPeak(), 4);
  }

  private BigDecimal processorPercentile(Statistics statistics, int percent) {
    return callerWorksAlone() ? figure(statistics.getPercentile(percent), 2) : null;
  }

  /** A measured figure; nothing where there was nothing to count or to compare with. */
  private static BigDecimal figure(double value, int digits) {
    return Double.isNaN(value) || value == 0 ? null : Decimals.rounded(value, digits);
  }

  /** As a table. */
  static Dataset<KernelResult> table(List<KernelResult> rows) {
    return Dataset.of(rows)
        .show(
            text("shape", KernelResult::shape),
            number("threads", KernelResult::threads),
            text("inputs", KernelResult::inputs),
            text("storage", KernelResult::storage),
            text("contender", KernelResult::contender),
            number("gflops_per_cpu_second_p50", row -> row.processorPercentile(row.processor, 50)),
            number("gflops_per_cpu_second_p10", row -> row.processorPercentile(row.processor, 10)),
            number("gflops_per_cpu_second_p90", row -> row.processorPercentile(row.processor, 90)),
            number("gflops_by_clock_p50", row -> figure(row.clock().getPercentile(50), 2)),
            number("gflops_by_clock_best", row -> figure(row.clock().getMax(), 2)),
            number(
                "gbytes_per_cpu_second_p50",
                row -> row.processorPercentile(row.bytes.processor, 50)),
            number("gbytes_by_clock_best", row -> figure(row.bytes.clock.getMax(), 2)),
            number("iterations", row -> row.clock().getN()),
            number("share_of_peak", row -> figure(row.shareOfPeak(), 4)),
            number("share_of_read", row -> figure(row.shareOfRead(), 4)),
            text("jdk", KernelResult::jdk));
  }

  /** Writes the table, whole or not at all. */
  static void writeCsv(List<KernelResult> rows, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFile.write(file, table(rows).csv());
  }
}
