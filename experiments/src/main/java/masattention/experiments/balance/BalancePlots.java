package masattention.experiments.balance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.Published;
import masattention.experiments.sweep.SpeedupPoint;
import masattention.plot.Axis;
import masattention.plot.Chart;
import masattention.plot.HeatMap;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PlotFolder;
import masattention.plot.PointSeries;
import masattention.schedule.Schedulers;

/** The figures of the balance. */
final class BalancePlots {
  static final String STREAM_STEM = "balance-l1-dram-bandwidth-flat-stream";

  private static final int OCHRE = 6;

  /** From the back to the front. */
  private static final List<Schedulers> DRAWN =
      List.of(Schedulers.FLAT_STREAM, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT);

  private BalancePlots() {}

  static String heatStem(Schedulers flat) {
    return "balance-vec-lanes-dram-bandwidth-" + flat.id();
  }

  static String stem(Sweeps.Kind kind) {
    return "balance-" + kind.id();
  }

  static List<Path> write(List<SpeedupPoint> points, PlotFolder plots) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Schedulers flat : SpeedupPoint.FLATS) {
      Chart map =
          heatMap(
              Sweeps.Kind.LANES_BY_BANDWIDTH.of(points),
              flat,
              "vector lanes per core",
              Sweeps.LANES);
      written.add(plots.write(heatStem(flat), map));
    }
    Chart map =
        heatMap(
            Sweeps.Kind.L1_BY_BANDWIDTH.of(points),
            Schedulers.FLAT_STREAM,
            "L1 of all cores, KiB",
            Sweeps.SMALL_KIBIBYTES);
    written.add(plots.write(STREAM_STEM, map));
    for (Sweeps.Kind kind : Sweeps.Kind.drawnAsLines()) {
      written.add(plots.write(stem(kind), lines(kind, kind.of(points))));
    }
    return written;
  }

  private static HeatMap heatMap(
      List<SpeedupPoint> points, Schedulers flat, String xTitle, List<Integer> columns) {
    List<List<Double>> cells = new ArrayList<>();
    for (int row = 0; row < Sweeps.BANDWIDTHS.size(); row++) {
      int from = row * columns.size();
      cells.add(
          points.subList(from, from + columns.size()).stream()
              .map(point -> point.speedupOver(flat))
              .toList());
    }
    return new HeatMap(
        "Speedup of mas over %s by %s and DRAM bandwidth: bert-base, else as on edge"
            .formatted(flat.id(), xTitle.replaceAll("( of|,| per).*", "")),
        xTitle,
        "DRAM bandwidth, B/cycle",
        "speedup, ratio of cycles",
        columns.stream().map(Object::toString).toList(),
        Sweeps.BANDWIDTHS.stream().map(Object::toString).toList(),
        cells,
        2,
        490);
  }

  private static LineChart lines(Sweeps.Kind kind, List<SpeedupPoint> points) {
    List<Double> xs = points.stream().map(point -> Double.valueOf(point.setting())).toList();
    List<PointSeries> series = new ArrayList<>();
    double highest = Published.EDGE_LARGEST_SPEEDUP.value();
    double lowest = 1;
    for (Schedulers flat : DRAWN) {
      List<Double> ys = points.stream().map(point -> point.speedupOver(flat)).toList();
      highest = Math.max(highest, ys.stream().mapToDouble(y -> y).max().orElseThrow());
      lowest = Math.min(lowest, ys.stream().mapToDouble(y -> y).min().orElseThrow());
      series.add(PointSeries.of(flat.id(), xs, ys));
    }
    Axis x = axis(kind, xs);
    List<Double> ends = List.of(x.min(), x.max());
    double published = Published.EDGE_LARGEST_SPEEDUP.value();
    List<PointSeries> curves =
        List.of(
            new PointSeries(
                "ceiling of overlap, 1 + min(r, 1/r)",
                Palette.color("bound"),
                xs,
                points.stream().map(SpeedupPoint::ceiling).toList()),
            new PointSeries(
                "published largest, " + Published.EDGE_LARGEST_SPEEDUP.text(),
                Palette.other(OCHRE),
                ends,
                List.of(published, published)));
    return new LineChart(
        "Speedup of mas over FLAT by %s: bert-base, other values as on edge"
            .formatted(kind.words()),
        x,
        Marks.LINES,
        new Plot("", Axis.linear("speedup, ratio of cycles", lowest, highest), series, curves));
  }

  private static Axis axis(Sweeps.Kind kind, List<Double> xs) {
    double least = xs.get(0);
    double most = xs.get(xs.size() - 1);
    return switch (kind) {
      case VEC_LANES -> Axis.powersOfTwo("vector lanes per core", (long) least, (long) most);
      case HEAD_DIM -> Axis.powersOfTwo("head dimension E", (long) least, (long) most);
      case DRAM_LATENCY -> Axis.linear("DRAM latency, cycles", least, most);
      case ONE_CORE -> Axis.linear("DRAM bandwidth, B/cycle, one core", 0, most);
      case L1 -> Axis.powersOfTwo("L1 of all cores, KiB", (long) least, (long) most);
      case LANES_BY_BANDWIDTH, L1_BY_BANDWIDTH ->
          throw new IllegalArgumentException("%s is drawn as a heat map.".formatted(kind));
    };
  }
}
