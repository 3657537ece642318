package masattention.experiments.balance;

import static masattention.report.Column.number;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import masattention.experiments.CoreSet;
import masattention.experiments.Points;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;

/**
 * Speedups of mas over a reading of FLAT, over DRAM bandwidth and another value.
 *
 * @param stem of the figure
 * @param columns the other value
 * @param cells bandwidth by bandwidth
 */
record HeatTable(
    String title,
    Schedulers flat,
    String stem,
    List<Integer> columns,
    String unit,
    String xTitle,
    List<List<Double>> cells) {

  static List<HeatTable> all(Points points) {
    List<HeatTable> maps = new ArrayList<>();
    for (Schedulers flat : CoreSet.FLATS) {
      maps.add(
          new HeatTable(
              "Lanes and bandwidth, over " + flat.id(),
              flat,
              BalancePlots.heatStem(flat),
              Sweep.LANES,
              "lanes",
              "vector lanes per core",
              cells(Sweep.LANES_BY_BANDWIDTH, points, flat)));
    }
    maps.add(
        new HeatTable(
            "L1 and bandwidth, over flat-stream",
            Schedulers.FLAT_STREAM,
            BalancePlots.STREAM_STEM,
            Sweep.SMALL_KIBIBYTES,
            "KiB",
            "L1 of all cores, KiB",
            cells(Sweep.L1_BY_BANDWIDTH, points, Schedulers.FLAT_STREAM)));
    return maps;
  }

  private static List<List<Double>> cells(Sweep sweep, Points points, Schedulers flat) {
    List<Double> speedups =
        sweep.cases().stream().map(on -> points.speedup(on, Schedulers.MAS, flat)).toList();
    int width = speedups.size() / Sweep.BANDWIDTHS.size();
    return IntStream.range(0, Sweep.BANDWIDTHS.size())
        .mapToObj(row -> speedups.subList(row * width, (row + 1) * width))
        .toList();
  }

  Dataset<Integer> table() {
    return Dataset.of(places(cells))
        .show(number("B/cycle", Sweep.BANDWIDTHS::get))
        .show(
            places(columns).stream()
                .map(
                    i ->
                        Column.<Integer>number(
                            "%d %s".formatted(columns.get(i), unit),
                            3,
                            row -> cells.get(row).get(i)))
                .toList());
  }

  private static List<Integer> places(List<?> of) {
    return IntStream.range(0, of.size()).boxed().toList();
  }
}
