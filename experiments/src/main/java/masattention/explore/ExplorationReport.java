package masattention.explore;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import masattention.npu.NpuConfig;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PlotFolder;
import masattention.plot.PointSeries;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.TextFile;
import masattention.simulator.TilingText;

/** The tables and the figure of an exploration. */
final class ExplorationReport {
  private final List<ExplorationTask> tasks;
  private final List<ExplorationRow> rows;
  private final List<BigDecimal> areas;
  private final boolean[] onFront;

  ExplorationReport(List<ExplorationTask> tasks, List<ExplorationRow> rows, AreaProxy area) {
    this.tasks = tasks;
    this.rows = rows;
    areas = tasks.stream().map(task -> area.of(task.machine())).toList();
    onFront = new boolean[rows.size()];
    markFront();
  }

  /** By cycles, so that only what comes before a row can be better than it. */
  private void markFront() {
    List<Integer> order =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).fits())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> rows.get(i).cycles())
                    .thenComparing(i -> rows.get(i).energyPicojoules())
                    .thenComparing(areas::get))
            .toList();
    List<Integer> front = new ArrayList<>();
    for (int i : order) {
      if (front.stream().noneMatch(better -> dominates(better, i))) {
        front.add(i);
        onFront[i] = true;
      }
    }
  }

  private boolean dominates(int better, int worse) {
    ExplorationRow a = rows.get(better);
    ExplorationRow b = rows.get(worse);
    int energy = a.energyPicojoules().compareTo(b.energyPicojoules());
    int area = areas.get(better).compareTo(areas.get(worse));
    return a.cycles() <= b.cycles()
        && energy <= 0
        && area <= 0
        && (a.cycles() < b.cycles() || energy < 0 || area < 0);
  }

  List<Path> write(Path folder) throws IOException {
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(folder.resolve("explore.csv"), csv(false)));
    written.add(TextFile.write(folder.resolve("explore-front.csv"), csv(true)));
    if (rows.stream().anyMatch(ExplorationRow::fits)) {
      written.add(new PlotFolder(folder).write("explore-front", chart()));
    }
    return written;
  }

  /** A row per machine, scheduler and objective, by its place. */
  private String csv(boolean frontOnly) {
    return Dataset.of(IntStream.range(0, rows.size()).boxed().toList())
        .where(i -> !frontOnly || onFront[i])
        .show(
            text("mac_array", i -> Choice.MacArray.of(machine(i))),
            number("vector_lanes", i -> machine(i).vectorLanes()),
            number("l1_bytes", i -> machine(i).l1Bytes()),
            number("dram_bytes_per_cycle", this::bytesPerCycle),
            text("scheduler", i -> tasks.get(i).scheduler().id()),
            text("objective", i -> tasks.get(i).objective().id()),
            found("cycles", ExplorationRow::cycles),
            found("energy_pj", ExplorationRow::energyPicojoules),
            number("area", areas::get),
            text("on_front", i -> onFront[i]),
            found("rows_per_block", ExplorationRow::rowsPerBlock),
            found("cols_per_tile", ExplorationRow::colsPerTile),
            found("kv_buffers", ExplorationRow::kvBuffers),
            found("resident_key_tiles", ExplorationRow::residentKeyTiles),
            found("resident_value_tiles", ExplorationRow::residentValueTiles),
            found("partition", row -> TilingText.id(row.partition())))
        .csv();
  }

  private NpuConfig machine(int i) {
    return tasks.get(i).machine();
  }

  private BigDecimal bytesPerCycle(int i) {
    return BigDecimal.valueOf(machine(i).dramMillibytesPerCycle(), 3).stripTrailingZeros();
  }

  private Column<Integer> found(String header, Function<ExplorationRow, ?> value) {
    return number(header, i -> rows.get(i).fits() ? value.apply(rows.get(i)) : null);
  }

  private LineChart chart() {
    List<PointSeries> series = new ArrayList<>();
    add(series, "dominated", 3, false);
    add(series, "Pareto front of cycles, energy and area", 4, true);
    return new LineChart(
        "Machines explored",
        axis("area proxy", series, PointSeries::xs),
        Marks.POINTS,
        new Plot(axis("million cycles", series, PointSeries::ys), series));
  }

  private static Axis axis(
      String title, List<PointSeries> series, Function<PointSeries, List<Double>> values) {
    DoubleSummaryStatistics range =
        series.stream()
            .flatMap(s -> values.apply(s).stream())
            .mapToDouble(v -> v)
            .summaryStatistics();
    double margin = Math.max(range.getMax() - range.getMin(), range.getMax() / 10) / 20;
    return Axis.linear(title, Math.max(0, range.getMin() - margin), range.getMax() + margin);
  }

  private void add(List<PointSeries> series, String name, int color, boolean front) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).fits() && onFront[i] == front) {
        xs.add(areas.get(i).doubleValue());
        ys.add(rows.get(i).cycles() / 1e6);
      }
    }
    if (!xs.isEmpty()) {
      series.add(new PointSeries(name, Palette.other(color), xs, ys));
    }
  }
}
