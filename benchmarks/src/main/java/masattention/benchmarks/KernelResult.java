package masattention.benchmarks;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.kernel.AttentionKernel;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
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
  private static final String PEAK = "fma-peak";
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

  private String processorPercentile(Statistics statistics, int percent) {
    return callerWorksAlone() ? figure(statistics.getPercentile(percent), 2) : "";
  }

  /** A measured figure; nothing where there was nothing to count or to compare with. */
  private static String figure(double value, int digits) {
    return Double.isNaN(value) || value == 0 ? "" : decimal(value, digits);
  }

  /** Writes the table, whole or not at all. */
  static void writeCsv(List<KernelResult> rows, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path unfinished = folder.resolve("." + file.getFileName() + ".tmp");
    try {
      try (Writer writer = Files.newBufferedWriter(unfinished)) {
        print(rows, writer);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void print(List<KernelResult> rows, Writer writer) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                "shape",
                "threads",
                "inputs",
                "storage",
                "contender",
                "gflops_per_cpu_second_p50",
                "gflops_per_cpu_second_p10",
                "gflops_per_cpu_second_p90",
                "gflops_by_clock_p50",
                "gflops_by_clock_best",
                "gbytes_per_cpu_second_p50",
                "gbytes_by_clock_best",
                "iterations",
                "share_of_peak",
                "share_of_read",
                "jdk")
            .get();
    try (CSVPrinter printer = new CSVPrinter(writer, format)) {
      for (KernelResult row : rows) {
        printer.printRecord(
            row.shape,
            row.threads,
            row.inputs,
            row.storage,
            row.contender,
            row.processorPercentile(row.processor, 50),
            row.processorPercentile(row.processor, 10),
            row.processorPercentile(row.processor, 90),
            figure(row.clock.getPercentile(50), 2),
            figure(row.clock.getMax(), 2),
            row.processorPercentile(row.bytes.processor, 50),
            figure(row.bytes.clock.getMax(), 2),
            row.clock.getN(),
            figure(row.shareOfPeak(), 4),
            figure(row.shareOfRead(), 4),
            row.jdk);
      }
    }
  }

  private static String decimal(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
