package masattention.experiments;

import java.util.List;
import masattention.plot.StackedBar;
import masattention.plot.StackedBarChart;
import masattention.report.Dataset;
import masattention.schedulers.Schedulers;

/** The figure of energy by component, every network relative to flat. */
public final class EnergyBars {
  private EnergyBars() {}

  /**
   * A bar for every point.
   *
   * @param tiling which tilings the points have: fastest or thriftiest
   */
  public static StackedBarChart of(String machine, String tiling, Dataset<Point> points) {
    return StackedBarChart.relativeTo(
        Schedulers.FLAT.id(),
        "µJ",
        "Energy on %s by component, every scheduler at its %s tiling".formatted(machine, tiling),
        "energy, relative to flat",
        Point.ENERGY_COMPONENTS,
        points.stream()
            .map(p -> new StackedBar(p.network(), p.scheduler().id(), microjoules(p)))
            .toList());
  }

  private static List<Double> microjoules(Point point) {
    return Point.components(point.found().energy()).stream()
        .map(picojoules -> picojoules / 1e6)
        .toList();
  }
}
