package masattention.experiments.balance;

import static masattention.report.Column.number;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.OverlapGain;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.experiments.balance.Balance.SweptPoints;
import masattention.plot.Axis;
import masattention.plot.HeatMap;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** The figures of the balance. */
final class BalancePlots {
  private static final int OCHRE = 3;

  /** From the back to the front. */
  private static final List<Scheduler> DRAWN =
      List.of(Schedulers.FLAT_STREAM, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT);

  private BalancePlots() {}

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
    List<Case> cases = line.points().cases().rows();
    List<Double> xs = cases.stream().map(on -> Double.valueOf(on.setting())).toList();
    List<PointSeries> series =
        DRAWN.stream().map(f -> PointSeries.of(f.id(), xs, line.over(f).values())).toList();
    Axis x = line.sweep().axis().apply(xs.get(0), xs.get(xs.size() - 1));
    double published = Published.EDGE_LARGEST_SPEEDUP.value();
    List<PointSeries> curves =
        List.of(
            new PointSeries(
                "overlap alone at most, 1 + min(r, 1/r)",
                Palette.color("bound"),
                xs,
                cases.stream().map(OverlapGain::of).toList()),
            PointSeries.level(
                "published largest, " + Published.EDGE_LARGEST_SPEEDUP.text(),
                Palette.other(OCHRE),
                x,
                published));
    return new LineChart(
        "Speedup of mas over FLAT by %s: bert-base, other values as on edge"
            .formatted(line.sweep().words()),
        x,
        Marks.LINES,
        new Plot(
            "", Axis.linear("speedup, ratio of cycles", series, 1, published), series, curves));
  }

  /**
   * Speedups of mas over a reading of FLAT, over DRAM bandwidth and another value.
   *
   * @param stem of the figure
   * @param columns the other value
   * @param cells bandwidth by bandwidth
   */
  record HeatTable(
      String title,
      Scheduler flat,
      String stem,
      List<Integer> columns,
      String unit,
      String xTitle,
      List<List<Double>> cells) {
    static List<HeatTable> all(Points points) {
      List<HeatTable> maps = new ArrayList<>();
      for (Scheduler flat : CoreSet.FLATS) {
        maps.add(
            new HeatTable(
                "Lanes and bandwidth, over " + flat.id(),
                flat,
                "balance-vec-lanes-dram-bandwidth-" + flat.id(),
                Sweep.LANES,
                "lanes",
                "vector lanes per core",
                cells(Sweep.LANES_BY_BANDWIDTH, points, flat)));
      }
      maps.add(
          new HeatTable(
              "L1 and bandwidth, over flat-stream",
              Schedulers.FLAT_STREAM,
              "balance-l1-dram-bandwidth-flat-stream",
              Sweep.SMALL_KIBIBYTES,
              "KiB",
              "L1 of all cores, KiB",
              cells(Sweep.L1_BY_BANDWIDTH, points, Schedulers.FLAT_STREAM)));
      return maps;
    }

    private static List<List<Double>> cells(Sweep sweep, Points points, Scheduler flat) {
      List<Double> speedups =
          sweep.cases().stream().map(on -> points.speedup(on, Schedulers.MAS, flat)).toList();
      int width = speedups.size() / Sweep.BANDWIDTHS.size();
      return IntStream.range(0, Sweep.BANDWIDTHS.size())
          .mapToObj(row -> speedups.subList(row * width, (row + 1) * width))
          .toList();
    }

    Dataset<Integer> table() {
      return Dataset.of(places(cells))
          .number("B/cycle", Sweep.BANDWIDTHS::get)
          .showEach(
              places(columns),
              i ->
                  number("%d %s".formatted(columns.get(i), unit), 3, row -> cells.get(row).get(i)));
    }

    private static List<Integer> places(List<?> of) {
      return IntStream.range(0, of.size()).boxed().toList();
    }
  }
}
