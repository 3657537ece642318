package masattention.plot;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;

/** One chart of every kind, all depending on one value; as a program, writes them to a folder. */
final class SampleCharts {

  private SampleCharts() {}

  public static void main(String[] args) throws IOException {
    writeTo(Path.of(args[0]), 1.7);
  }

  static void writeTo(Path folder, double value) throws IOException {
    for (Map.Entry<String, Chart> chart : all(value).entrySet()) {
      new PlotFolder(folder, Optional.of(folder)).write(chart.getKey(), chart.getValue());
    }
  }

  static Map<String, Chart> all(double value) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    charts.put("grouped", grouped(value).withReferenceLine(1));
    charts.put("stacked", relative(value));
    Axis x = Axis.powersOfTwo("sequence length, tokens", 128, 1024);
    Axis y = Axis.logarithmic("latency, µs", 1, 100);
    List<PointSeries> points =
        List.of(PointSeries.of("mas", List.of(128.0, 256.0, 512.0), List.of(2.0, value, 60.0)));
    PointSeries roof =
        new PointSeries("roof", Color.BLACK, List.of(128.0, 1024.0), List.of(3.0, 90.0));
    Plot plot = new Plot(y, points);
    charts.put("lines", new LineChart("Latency", x, Marks.LINES, plot));
    charts.put(
        "column",
        new LineChart(
            "Latency, twice",
            x,
            List.of(plot, plot),
            Marks.LINES,
            1,
            List.of(new Note(200, "faster from 200"), new Note(900, "full at 900")),
            900,
            200));
    charts.put(
        "scatter",
        new LineChart("Roofline", x, Marks.POINTS, new Plot("", y, points, List.of(roof))));
    charts.put("grid", LineChart.grid("Rings", x, Marks.RINGS, rings(y, points), 2, 120));
    charts.put(
        "heat",
        new HeatMap(
            "Speedup",
            "lanes",
            "bandwidth, GB/s",
            "times",
            List.of("16", "32"),
            List.of("4", "8"),
            List.of(List.of(1.0, value), List.of(1.2, 2.5)),
            2,
            300));
    charts.put("gantt", gantt(value));
    return charts;
  }

  static GroupedBarChart grouped(double value) {
    return new GroupedBarChart(
        "Speedup",
        "network",
        "speedup, times",
        List.of("bert-base", "vit-b-14"),
        List.of(BarSeries.of("flat", List.of(1.0, value)), BarSeries.of("mas", List.of(2.0, 0.5))));
  }

  /** Two plots with equal points of two series, and one whose second series has a gap. */
  private static List<Plot> rings(Axis y, List<PointSeries> points) {
    PointSeries equal = PointSeries.of("flat", points.get(0).xs(), points.get(0).ys());
    PointSeries gap = PointSeries.of("flat", points.get(0).xs(), List.of(10.0, Double.NaN, 30.0));
    return List.of(
        new Plot("equal", y, List.of(points.get(0), equal), List.of()),
        new Plot("gap", y, List.of(points.get(0), gap), List.of()));
  }

  static StackedBarChart relative(double value) {
    return StackedBarChart.relativeTo(
        "flat",
        "µJ",
        "Energy <by> component & network",
        "energy, share of flat",
        List.of("MAC", "DRAM"),
        bars(value));
  }

  static StackedBarChart stacked(double value) {
    return new StackedBarChart(
        "Energy <by> component & network",
        "energy, µJ",
        List.of("MAC", "DRAM"),
        bars(value),
        Map.of());
  }

  private static List<StackedBar> bars(double value) {
    List<StackedBar> bars = new ArrayList<>();
    for (String network : List.of("bert-base", "vit-b-14")) {
      bars.add(new StackedBar(network, "flat", List.of(1.0, 2.0)));
      bars.add(new StackedBar(network, "mas", List.of(1.0, value)));
    }
    return bars;
  }

  private static GanttChart gantt(double value) {
    return new GanttChart(
        "Timeline",
        Axis.linearExact("time, cycles", 0, 10),
        List.of("MAC 0", "DRAM"),
        Map.of("multiply", Palette.other(0)),
        List.of(
            new GanttChart.Interval("MAC 0", "multiply", 0, value),
            new GanttChart.Interval("DRAM", "multiply", 3, 8)),
        Optional.of(
            new GanttChart.Level(
                Axis.linear("L1 in use, KiB", 0, 100),
                new PointSeries("L1", Color.BLACK, List.of(0.0, 4.0), List.of(20.0, 80.0)),
                90,
                "L1 capacity")));
  }
}
