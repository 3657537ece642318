package masattention.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import masattention.regression.Judge.Measured;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.WholeFile;

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
    Dataset<Line> table = Csv.read(file);
    List<String> headers = HistoryRow.COLUMNS.stream().map(Column::header).toList();
    if (!table.headers().equals(headers)) {
      throw new InvalidInputException(
          "%s: the headers must be %s.".formatted(file, String.join(",", headers)));
    }
    return new History(table.stream().map(HistoryRow::of).toList());
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
    return WholeFile.write(file, Dataset.of(rows).show(HistoryRow.COLUMNS).csv());
  }
}
