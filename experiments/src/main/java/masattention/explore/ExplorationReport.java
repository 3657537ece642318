package masattention.explore;

import java.io.IOException;
import java.io.StringWriter;
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
import masattention.plot.Palette;
import masattention.plot.PlotFiles;
import masattention.plot.PointSeries;
import masattention.report.TextFile;
import masattention.simulator.TilingText;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The tables and the figure of an exploration. */
final class ExplorationReport {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  private static final List<String> HEADER =
      List.of(
          "mac_array",
          "vector_lanes",
          "l1_bytes",
          "dram_bytes_per_cycle",
          "scheduler",
          "objective",
          "cycles",
          "energy_pj",
          "area",
          "on_front",
          "rows_per_block",
          "cols_per_tile",
          "kv_buffers",
          "resident_key_tiles",
          "resident_value_tiles",
          "partition");

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
      PlotFiles plot = PlotFiles.write(chart(), folder, "explore-front");
      written.add(plot.svg());
      written.add(plot.png());
    }
    return written;
  }

  private String csv(boolean frontOnly) throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(HEADER);
      for (int i = 0; i < rows.size(); i++) {
        if (!frontOnly || onFront[i]) {
          printer.printRecord(record(i));
        }
      }
    }
    return text.toString();
  }

  private List<Object> record(int i) {
    NpuConfig machine = tasks.get(i).machine();
    MachinePoint point = MachinePoint.of(machine);
    ExplorationRow row = rows.get(i);
    List<Object> record = new ArrayList<>();
    record.add(point.mac());
    record.add(point.vectorLanes());
    record.add(point.l1Bytes());
    record.add(
        BigDecimal.valueOf(point.dramMillibytesPerCycle(), 3).stripTrailingZeros().toPlainString());
    record.add(tasks.get(i).scheduler().id());
    record.add(tasks.get(i).objective().id());
    record.add(row.fits() ? row.cycles() : "");
    record.add(row.fits() ? row.energyPicojoules().toPlainString() : "");
    record.add(areas.get(i).toPlainString());
    record.add(onFront[i]);
    record.add(row.fits() ? row.rowsPerBlock() : "");
    record.add(row.fits() ? row.colsPerTile() : "");
    record.add(row.fits() ? row.kvBuffers() : "");
    record.add(row.fits() ? row.residentKeyTiles() : "");
    record.add(row.fits() ? row.residentValueTiles() : "");
    record.add(row.fits() ? TilingText.id(row.partition()) : "");
    return record;
  }

  private LineChart chart() {
    List<PointSeries> series = new ArrayList<>();
    add(series, "dominated", 3, false);
    add(series, "Pareto front of cycles, energy and area", 4, true);
    return LineChart.scatter(
        "Machines explored",
        axis("area proxy", series, PointSeries::xs),
        axis("million cycles", series, PointSeries::ys),
        series);
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
