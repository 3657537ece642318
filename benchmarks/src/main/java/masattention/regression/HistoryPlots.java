package masattention.regression;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import masattention.benchmarks.TrackedBenchmark;
import masattention.plot.Axis;
import masattention.plot.Axis.Tick;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PlotFolder;
import masattention.plot.PointSeries;

/**
 * One figure of small plots, one per benchmark: its time over the commits, with confidence
 * intervals, and a gap where it was not measured.
 */
public final class HistoryPlots {
  private static final String STEM = "history";
  private static final int COLORS = 9;
  private static final int COLUMNS = 2;
  private static final int HEIGHT = 130;
  private static final int MOST_TICKS = 8;

  private HistoryPlots() {}

  /** Writes the figure if the history has a full run; returns its file. */
  public static List<Path> write(History history, Path folder) throws IOException {
    List<HistoryRow> rows =
        history.rows().stream()
            .filter(row -> row.suite().equals(BenchmarkSuite.FULL.id()))
            .toList();
    return rows.isEmpty() ? List.of() : List.of(new PlotFolder(folder).write(STEM, chart(rows)));
  }

  private static LineChart chart(List<HistoryRow> rows) {
    List<String> commits = rows.stream().map(HistoryRow::commit).distinct().toList();
    List<String> machines = rows.stream().map(HistoryRow::machine).distinct().toList();
    List<Plot> plots = new ArrayList<>();
    for (TrackedBenchmark benchmark : TrackedBenchmark.values()) {
      List<HistoryRow> own =
          rows.stream().filter(row -> row.benchmark().equals(benchmark.id())).toList();
      if (!own.isEmpty()) {
        plots.add(plot(benchmark, commits, machines, own));
      }
    }
    Axis x = new Axis("commit", -0.5, commits.size() - 0.5, false, ticks(commits));
    String title =
        "Processor time of an operation over commits, in units of "
            + TrackedBenchmark.FMA_PEAK.id();
    return LineChart.grid(title, x, Marks.LINES, plots, COLUMNS, HEIGHT);
  }

  private static Plot plot(
      TrackedBenchmark benchmark,
      List<String> commits,
      List<String> machines,
      List<HistoryRow> rows) {
    List<PointSeries> series = new ArrayList<>();
    List<PointSeries> intervals = new ArrayList<>();
    for (String machine : machines) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      List<Double> strokeXs = new ArrayList<>();
      List<Double> strokeYs = new ArrayList<>();
      for (int x = 0; x < commits.size(); x++) {
        Optional<Interval> time = time(rows, commits.get(x), machine);
        xs.add((double) x);
        ys.add(time.map(Interval::estimate).orElse(Double.NaN));
        strokeXs.addAll(List.of((double) x, (double) x, (double) x));
        strokeYs.addAll(
            Arrays.asList(
                time.map(Interval::low).orElse(Double.NaN),
                time.map(Interval::high).orElse(Double.NaN),
                Double.NaN));
      }
      if (ys.stream().anyMatch(y -> !y.isNaN())) {
        Color color = Palette.other(machines.indexOf(machine) % COLORS);
        series.add(new PointSeries(machine, color, xs, ys));
        String name = "95 % interval" + (intervals.isEmpty() ? "" : ", " + machine);
        PointSeries strokes = new PointSeries(name, Palette.GUIDE, strokeXs, strokeYs);
        intervals.add(intervals.isEmpty() ? strokes : strokes.unlisted());
      }
    }
    double high = rows.stream().mapToDouble(row -> row.normalised().high()).max().orElseThrow();
    String unit = benchmark.isCalibration() ? "ns" : "units";
    return new Plot(benchmark.id(), Axis.linear(unit, 0, high), series, intervals);
  }

  /** The last one measured. */
  private static Optional<Interval> time(List<HistoryRow> rows, String commit, String machine) {
    return rows.stream()
        .filter(row -> row.commit().equals(commit) && row.machine().equals(machine))
        .map(HistoryRow::normalised)
        .reduce((first, second) -> second);
  }

  private static List<Tick> ticks(List<String> commits) {
    int step = (commits.size() + MOST_TICKS - 1) / MOST_TICKS;
    List<Tick> ticks = new ArrayList<>();
    for (int x = 0; x < commits.size(); x += step) {
      ticks.add(new Tick(x, commits.get(x).replaceFirst("(?<=^.{7}).*", "")));
    }
    return ticks;
  }
}
