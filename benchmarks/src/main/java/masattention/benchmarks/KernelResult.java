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
import java.util.stream.Stream;
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

  private String processorPercentile(int percent) {
    return callerWorksAlone() ? decimal(processor.getPercentile(percent), 2) : "";
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
                "contender",
                "gflops_per_cpu_second_p50",
                "gflops_per_cpu_second_p10",
                "gflops_per_cpu_second_p90",
                "gflops_by_clock_p50",
                "gflops_by_clock_best",
                "iterations",
                "share_of_peak",
                "jdk")
            .get();
    try (CSVPrinter printer = new CSVPrinter(writer, format)) {
      for (KernelResult row : rows) {
        printer.printRecord(
            row.shape,
            row.threads,
            row.inputs,
            row.contender,
            row.processorPercentile(50),
            row.processorPercentile(10),
            row.processorPercentile(90),
            decimal(row.clock.getPercentile(50), 2),
            decimal(row.clock.getMax(), 2),
            row.clock.getN(),
            Double.isNaN(row.peak) ? "" : decimal(row.shareOfPeak(), 4),
            row.jdk);
      }
    }
  }

  private static String decimal(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
