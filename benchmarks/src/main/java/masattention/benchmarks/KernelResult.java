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
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;

/**
 * The measured speed of one contender on one shape.
 *
 * @param shape heads x length x head dimension
 * @param threads threads that the contender could use
 * @param inputs the kind of numbers
 * @param contender its label
 * @param gigaflops median of the iterations of all rounds, in GFLOP/s
 * @param low the 10th percentile
 * @param high the 90th percentile
 * @param iterations how many there were
 * @param peak median of {@code fma-peak} measured beside it; NaN if it was not
 * @param jdk the version that ran it
 */
record KernelResult(
    String shape,
    String threads,
    String inputs,
    String contender,
    double gigaflops,
    double low,
    double high,
    long iterations,
    double peak,
    String jdk) {

  private static final String PEAK = "fma-peak";
  private static final String SECONDARY = "gigaflops";

  /** Merges the rounds of a run. */
  static List<KernelResult> of(Collection<RunResult> results) {
    Map<List<String>, ListStatistics> iterations = new LinkedHashMap<>();
    Map<List<String>, String> jdks = new LinkedHashMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      List<String> key =
          List.of(
              params.getParam("shape"),
              params.getParam("threads"),
              params.getParam("inputs"),
              params.getParam("contender"));
      jdks.put(key, params.getJdkVersion());
      ListStatistics statistics = iterations.computeIfAbsent(key, unused -> new ListStatistics());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          statistics.addValue(iteration.getSecondaryResults().get(SECONDARY).getScore());
        }
      }
    }
    List<KernelResult> rows = new ArrayList<>();
    iterations.forEach(
        (key, statistics) -> {
          ListStatistics peak = iterations.get(List.of(key.get(0), key.get(1), key.get(2), PEAK));
          rows.add(
              new KernelResult(
                  key.get(0),
                  key.get(1),
                  key.get(2),
                  key.get(3),
                  statistics.getPercentile(50),
                  statistics.getPercentile(10),
                  statistics.getPercentile(90),
                  statistics.getN(),
                  peak == null ? Double.NaN : peak.getPercentile(50),
                  jdks.get(key)));
        });
    return rows;
  }

  /** The median as a share of the peak. */
  double shareOfPeak() {
    return gigaflops / peak;
  }

  /** Writes the table, whole or not at all. */
  static void writeCsv(List<KernelResult> rows, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, "kernel", ".tmp");
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
                "gflops_p50",
                "gflops_p10",
                "gflops_p90",
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
            decimal(row.gigaflops, 2),
            decimal(row.low, 2),
            decimal(row.high, 2),
            row.iterations,
            Double.isNaN(row.peak) ? "" : decimal(row.shareOfPeak(), 4),
            row.jdk);
      }
    }
  }

  private static String decimal(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
