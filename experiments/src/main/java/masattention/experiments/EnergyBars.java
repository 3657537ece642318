package masattention.experiments;

import masattention.plot.StackedBar;
import masattention.plot.StackedBarChart;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;

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
            .map(p -> new StackedBar(p.network(), p.scheduler().id(), p.microjoules()))
            .toList());
  }
}
