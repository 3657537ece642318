package masattention.experiments.convergence;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import masattention.experiments.convergence.Convergence.Curve;
import masattention.experiments.convergence.Convergence.Reading;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;

/** The median gap to the optimum of every algorithm over the number of evaluations. */
final class ConvergencePlot {
  private static final double LEAST_PERCENT = 0.01;
  private static final int WHITE = 255;
  private static final int COLUMNS = 4;
  private static final int HEIGHT = 150;

  private ConvergencePlot() {}

  static LineChart of(List<Convergence> all) {
    double most =
        all.stream()
            .flatMap(
                one -> one.curves().stream().map(c -> percent(one, c.readings().get(0).upper())))
            .reduce(1.0, Math::max);
    Axis y =
        Axis.logarithmic(
            "median gap to the proven optimum, % (0.01: at most that); pale: quartiles",
            LEAST_PERCENT, most);
    long last = Convergence.READINGS.get(Convergence.READINGS.size() - 1);
    return LineChart.grid(
        "How fast every search comes near the proven best tiling, on %s"
            .formatted(all.get(0).task().machine().name()),
        Axis.logarithmic("tilings evaluated", 1, (double) last),
        Marks.LINES,
        all.stream().map(one -> plot(one, y)).toList(),
        COLUMNS,
        HEIGHT);
  }

  private static Plot plot(Convergence one, Axis y) {
    List<PointSeries> medians = new ArrayList<>();
    List<PointSeries> quartiles = new ArrayList<>();
    for (Curve curve : one.curves()) {
      String name = curve.algorithm().id();
      Color color = Palette.other(curve.algorithm().ordinal());
      medians.add(series(one, curve, name, color, Reading::median));
      if (curve.algorithm().usesChance()) {
        String lower = name + " lower quartile";
        String upper = name + " upper quartile";
        quartiles.add(series(one, curve, lower, pale(color), Reading::lower).unlisted());
        quartiles.add(series(one, curve, upper, pale(color), Reading::upper).unlisted());
      }
    }
    String title = "%s: %s".formatted(one.network().name(), one.task().scheduler().id());
    return new Plot(title, y, medians, quartiles);
  }

  private static PointSeries series(
      Convergence one, Curve curve, String name, Color color, ToLongFunction<Reading> cycles) {
    Dataset<Reading> readings = Dataset.of(curve.readings());
    return new PointSeries(
        name,
        color,
        readings.values(Reading::evaluations).values(),
        readings.values(reading -> percent(one, cycles.applyAsLong(reading))).values());
  }

  private static Color pale(Color color) {
    return new Color(
        (color.getRed() + 2 * WHITE) / 3,
        (color.getGreen() + 2 * WHITE) / 3,
        (color.getBlue() + 2 * WHITE) / 3);
  }

  private static double percent(Convergence one, long cycles) {
    return Math.max(LEAST_PERCENT, one.percentAbove(cycles));
  }
}
