package masattention.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import masattention.regression.Judge.Measured;
import masattention.report.CsvTable;
import masattention.report.TextFile;
import org.apache.commons.csv.CSVFormat;

/**
 * The speed of every benchmark at every commit that was measured, in the order of measuring.
 * Calibrations are in it with their plain time in nanoseconds, normalised by nothing.
 */
public record History(List<HistoryRow> rows) {

  /** Its name in the folder of the runs. */
  public static final String FILE = "history.csv";

  private static final double ERROR_PROBABILITY = 0.05;
  private static final long SEED = 1;

  public History {
    rows = List.copyOf(rows);
  }

  /** Reads the table; one that is not there is empty. */
  public static History read(Path file) {
    if (!Files.exists(file)) {
      return new History(List.of());
    }
    CsvTable table = CsvTable.read(file);
    if (!table.headers().equals(HistoryRow.HEADERS)) {
      throw new InvalidInputException(
          "%s: the headers must be %s.".formatted(file, String.join(",", HistoryRow.HEADERS)));
    }
    try {
      return new History(table.rows().stream().map(HistoryRow::of).toList());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("%s: %s".formatted(file, e.getMessage()));
    }
  }

  /** With this run, in place of an earlier one of the same commit, suite, machine and day. */
  public History with(RunName name, BenchmarkRun run) {
    List<HistoryRow> added = new ArrayList<>();
    for (TrackedBenchmark benchmark : TrackedBenchmark.values()) {
      run.measured(benchmark.id()).ifPresent(times -> added.add(row(name, run, benchmark, times)));
    }
    List<HistoryRow> all = new ArrayList<>(rows);
    all.removeIf(row -> added.stream().anyMatch(row::isOfSameRun));
    all.addAll(added);
    return new History(all);
  }

  private static HistoryRow row(
      RunName name, BenchmarkRun run, TrackedBenchmark benchmark, Measured measured) {
    Samples times = measured.times();
    Samples shown = benchmark.isCalibration() ? times : measured.normalised();
    MachineDescription machine = run.machine().orElseThrow();
    return new HistoryRow(
        name.date(),
        name.commit(),
        name.suite().id(),
        "%s, JDK %d".formatted(machine.cpuModel(), machine.jdkMajor()),
        benchmark.id(),
        times.rounds().size(),
        times.median(),
        new Bootstrap(ERROR_PROBABILITY, SEED).median(shown));
  }

  /** Writes the table, whole or not at all. */
  public Path write(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    StringBuilder text = new StringBuilder();
    format.printRecord(text, HistoryRow.HEADERS.toArray());
    for (HistoryRow row : rows) {
      format.printRecord(text, row.cells().toArray());
    }
    return TextFile.write(file, text.toString());
  }
}
