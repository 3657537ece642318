package masattention.regression;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import masattention.benchmarks.TrackedBenchmark;
import masattention.plot.Axis;
import masattention.plot.Axis.Tick;
import masattention.plot.LineChart;
import masattention.plot.Palette;
import masattention.plot.PlotFiles;
import masattention.plot.PointSeries;

/** One figure per benchmark: its time over the commits, with confidence bands. */
public final class HistoryPlots {

  /** What the names of the figures begin with; the benchmark's follows. */
  public static final String PREFIX = "history-";

  private static final Color BAND = new Color(0x999999);
  private static final int MOST_TICKS = 12;

  private HistoryPlots() {}

  /**
   * Writes a figure for every benchmark that a full run of the history has; returns the SVG files.
   */
  public static List<Path> write(History history, Path folder) throws IOException {
    List<Path> written = new ArrayList<>();
    for (TrackedBenchmark benchmark : TrackedBenchmark.values()) {
      List<HistoryRow> rows =
          history.rows().stream()
              .filter(row -> row.benchmark().equals(benchmark.id()))
              .filter(row -> row.suite().equals(BenchmarkSuite.FULL.id()))
              .toList();
      if (!rows.isEmpty()) {
        written.add(PlotFiles.write(chart(benchmark, rows), folder, PREFIX + benchmark.id()).svg());
      }
    }
    return written;
  }

  /** The SVG files of these figures that are in a folder, in the order of the tables. */
  public static List<Path> svgFiles(Path folder) {
    return Arrays.stream(TrackedBenchmark.values())
        .map(benchmark -> folder.resolve(PREFIX + benchmark.id() + ".svg"))
        .filter(Files::isRegularFile)
        .toList();
  }

  static LineChart chart(TrackedBenchmark benchmark, List<HistoryRow> rows) {
    double high = rows.stream().mapToDouble(row -> row.normalised().high()).max().orElseThrow();
    Axis commits = new Axis("commit", -0.5, rows.size() - 0.5, false, ticks(rows));
    String unit =
        benchmark.isCalibration() ? ", ns" : ", in units of " + TrackedBenchmark.FMA_PEAK.id();
    Axis times = Axis.linear("processor time per operation" + unit, 0, high);
    List<String> machines = rows.stream().map(HistoryRow::machine).distinct().toList();
    List<PointSeries> series = new ArrayList<>();
    List<PointSeries> bands = new ArrayList<>();
    for (int machine = 0; machine < machines.size(); machine++) {
      String name = machines.get(machine);
      List<Double> xs = new ArrayList<>();
      List<Interval> intervals = new ArrayList<>();
      for (int x = 0; x < rows.size(); x++) {
        if (rows.get(x).machine().equals(name)) {
          xs.add((double) x);
          intervals.add(rows.get(x).normalised());
        }
      }
      series.add(
          new PointSeries(
              name,
              Palette.other(machine % 9),
              xs,
              intervals.stream().map(Interval::estimate).toList()));
      band(bands, name, xs, intervals);
    }
    return LineChart.lines(
            "Speed of %s over commits".formatted(benchmark.id()), commits, times, series)
        .withCurves(bands);
  }

  /** The band's edges, and a stroke between them at every commit. */
  private static void band(
      List<PointSeries> bands, String machine, List<Double> xs, List<Interval> intervals) {
    String name = "95 % interval";
    List<Double> lows = intervals.stream().map(Interval::low).toList();
    List<Double> highs = intervals.stream().map(Interval::high).toList();
    PointSeries low = new PointSeries(name + ", low, " + machine, BAND, xs, lows);
    bands.add(low.unlisted());
    bands.add(new PointSeries(name + ", high, " + machine, BAND, xs, highs).unlisted());
    for (int i = 0; i < xs.size(); i++) {
      boolean first = bands.size() == 2;
      String stroke = first ? name : "%s, %d, %s".formatted(name, i, machine);
      PointSeries bar =
          new PointSeries(
              stroke, BAND, List.of(xs.get(i), xs.get(i)), List.of(lows.get(i), highs.get(i)));
      bands.add(first ? bar : bar.unlisted());
    }
  }

  private static List<Tick> ticks(List<HistoryRow> rows) {
    int step = (rows.size() + MOST_TICKS - 1) / MOST_TICKS;
    List<Tick> ticks = new ArrayList<>();
    for (int x = 0; x < rows.size(); x += step) {
      ticks.add(new Tick(x, rows.get(x).commit().replaceFirst("(?<=^.{7}).*", "")));
    }
    return ticks;
  }
}
