package masattention.experiments.convergence;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.convergence.Convergence.Curve;
import masattention.experiments.convergence.Convergence.Reading;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;

/** The median gap to the optimum of every algorithm over the number of evaluations. */
final class ConvergencePlot {
  private static final double LEAST_PERCENT = 0.01;
  private static final int WHITE = 255;
  private static final int COLUMNS = 4;
  private static final int HEIGHT = 150;

  private ConvergencePlot() {}

  static LineChart of(List<Convergence> all) {
    double most = 1;
    for (Convergence one : all) {
      for (Curve curve : one.curves()) {
        most = Math.max(most, percent(one, curve.readings().get(0).upper()));
      }
    }
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
      medians.add(series(one, curve, name, Which.MEDIAN));
      if (curve.algorithm().usesChance()) {
        quartiles.add(series(one, curve, name + " lower quartile", Which.LOWER).unlisted());
        quartiles.add(series(one, curve, name + " upper quartile", Which.UPPER).unlisted());
      }
    }
    String title = "%s: %s".formatted(one.network().name(), one.task().scheduler().id());
    return new Plot(title, y, medians, quartiles);
  }

  private enum Which {
    LOWER,
    MEDIAN,
    UPPER
  }

  private static PointSeries series(Convergence one, Curve curve, String name, Which which) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (Reading reading : curve.readings()) {
      xs.add((double) reading.evaluations());
      ys.add(
          percent(
              one,
              switch (which) {
                case LOWER -> reading.lower();
                case MEDIAN -> reading.median();
                case UPPER -> reading.upper();
              }));
    }
    Color color = Palette.other(curve.algorithm().ordinal());
    return new PointSeries(name, which == Which.MEDIAN ? color : pale(color), xs, ys);
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
