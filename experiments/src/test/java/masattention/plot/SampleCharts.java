package masattention.plot;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One chart of every kind, all depending on one value; as a program, writes them to a folder. */
final class SampleCharts {

  private SampleCharts() {}

  public static void main(String[] args) throws IOException {
    writeTo(Path.of(args[0]), 1.7);
  }

  static void writeTo(Path folder, double value) throws IOException {
    for (Map.Entry<String, Chart> chart : all(value).entrySet()) {
      PlotFiles.write(chart.getValue(), folder, chart.getKey());
    }
  }

  static Map<String, Chart> all(double value) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    charts.put("grouped", grouped(value).withReferenceLine(1).withValueLabels());
    charts.put("stacked", stacked(value).relativeTo("flat", "µJ", "energy, share of flat"));
    Axis x = Axis.powersOfTwo("sequence length, tokens", 128, 1024);
    Axis y = Axis.logarithmic("latency, µs", 1, 100);
    List<PointSeries> points =
        List.of(PointSeries.of("mas", List.of(128.0, 256.0, 512.0), List.of(2.0, value, 60.0)));
    charts.put(
        "lines",
        LineChart.lines("Latency", x, y, points).withNotes(List.of(new Note(300, "L1 full"))));
    charts.put(
        "panels",
        new LinePanels(
            "Latency, twice",
            List.of(LineChart.lines("Above", x, y, points), LineChart.lines("Below", x, y, points)),
            List.of(new Note(200, "faster from 200"), new Note(900, "full at 900")),
            200));
    charts.put(
        "scatter",
        LineChart.scatter("Roofline", x, y, points)
            .withCurves(
                List.of(
                    new PointSeries(
                        "roof", Color.BLACK, List.of(128.0, 1024.0), List.of(3.0, 90.0)))));
    charts.put(
        "heat",
        HeatMap.of(
            "Speedup",
            "lanes",
            "bandwidth, GB/s",
            "times",
            List.of("16", "32"),
            List.of("4", "8"),
            List.of(List.of(1.0, value), List.of(1.2, 2.5))));
    charts.put("gantt", gantt(value));
    return charts;
  }

  static GroupedBarChart grouped(double value) {
    return GroupedBarChart.of(
        "Speedup",
        "network",
        "speedup, times",
        List.of("bert-base", "vit-b-14"),
        List.of(BarSeries.of("flat", List.of(1.0, value)), BarSeries.of("mas", List.of(2.0, 0.5))));
  }

  static StackedBarChart stacked(double value) {
    List<StackedBar> bars = new ArrayList<>();
    for (String network : List.of("bert-base", "vit-b-14")) {
      bars.add(new StackedBar(network, "flat", List.of(1.0, 2.0)));
      bars.add(new StackedBar(network, "mas", List.of(1.0, value)));
    }
    return StackedBarChart.of(
        "Energy <by> component & network", "energy, µJ", List.of("MAC", "DRAM"), bars);
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
                "L1 capacity")),
        900);
  }
}
