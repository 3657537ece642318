package masattention.experiments.balance;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.Published;
import masattention.plot.Axis;
import masattention.plot.HeatMap;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
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

  static String stem(Sweep sweep) {
    return "balance-" + sweep.id();
  }

  static HeatMap heatMap(HeatTable map) {
    return new HeatMap(
        "Speedup of mas over %s by %s and DRAM bandwidth: bert-base, else as on edge"
            .formatted(map.flat().id(), map.xTitle().replaceAll("( of|,| per).*", "")),
        map.xTitle(),
        "DRAM bandwidth, B/cycle",
        "speedup, ratio of cycles",
        map.columns().stream().map(Object::toString).toList(),
        Sweep.BANDWIDTHS.stream().map(Object::toString).toList(),
        map.cells(),
        2,
        490);
  }

  static LineChart lines(SweptPoints line) {
    List<Case> cases = line.points().cases();
    List<Double> xs = cases.stream().map(on -> Double.valueOf(on.setting())).toList();
    List<PointSeries> series = new ArrayList<>();
    double highest = Published.EDGE_LARGEST_SPEEDUP.value();
    double lowest = 1;
    for (Schedulers flat : DRAWN) {
      List<Double> ys = line.over(flat).values();
      highest = Math.max(highest, ys.stream().mapToDouble(y -> y).max().orElseThrow());
      lowest = Math.min(lowest, ys.stream().mapToDouble(y -> y).min().orElseThrow());
      series.add(PointSeries.of(flat.id(), xs, ys));
    }
    Axis x = line.sweep().axis().apply(xs.get(0), xs.get(xs.size() - 1));
    List<Double> ends = List.of(x.min(), x.max());
    double published = Published.EDGE_LARGEST_SPEEDUP.value();
    List<PointSeries> curves =
        List.of(
            new PointSeries(
                "ceiling of overlap, 1 + min(r, 1/r)",
                Palette.color("bound"),
                xs,
                cases.stream().map(SweptPoints::ceiling).toList()),
            new PointSeries(
                "published largest, " + Published.EDGE_LARGEST_SPEEDUP.text(),
                Palette.other(OCHRE),
                ends,
                List.of(published, published)));
    return new LineChart(
        "Speedup of mas over FLAT by %s: bert-base, other values as on edge"
            .formatted(line.words()),
        x,
        Marks.LINES,
        new Plot("", Axis.linear("speedup, ratio of cycles", lowest, highest), series, curves));
  }
}
