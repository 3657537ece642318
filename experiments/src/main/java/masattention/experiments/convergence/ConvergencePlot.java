package masattention.experiments.convergence;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.convergence.Convergence.Curve;
import masattention.experiments.convergence.Convergence.Reading;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.schedule.Schedulers;
import masattention.search.SearchAlgorithms;
import masattention.workload.Network;

/** The median gap to the optimum of every algorithm over the number of evaluations. */
final class ConvergencePlot {
  private static final double LEAST_PERCENT = 0.01;
  private static final int WHITE = 255;

  private ConvergencePlot() {}

  /** Name of the figure's files, without suffix. */
  static String stem(Network network, Schedulers scheduler) {
    return "search-convergence-%s-%s".formatted(network.name(), scheduler.id());
  }

  static LineChart of(Convergence one) {
    List<PointSeries> medians = new ArrayList<>();
    List<PointSeries> quartiles = new ArrayList<>();
    double most = 1;
    for (Curve curve : one.curves()) {
      SearchAlgorithms algorithm = curve.algorithm();
      medians.add(series(one, curve, algorithm.id(), Which.MEDIAN));
      if (algorithm.usesChance()) {
        quartiles.add(
            series(one, curve, algorithm.id() + " lower quartile", Which.LOWER).unlisted());
        quartiles.add(
            series(one, curve, algorithm.id() + " upper quartile", Which.UPPER).unlisted());
      }
      most = Math.max(most, percent(one, curve.readings().get(0).upper()));
    }
    long last = Convergence.READINGS.get(Convergence.READINGS.size() - 1);
    return LineChart.lines(
            "%s, %s on %s: gap to the proven optimum (%d cycles)"
                .formatted(
                    one.network().name(),
                    one.task().scheduler().id(),
                    one.task().machine().name(),
                    one.optimum().cycles()),
            Axis.logarithmic("tilings evaluated", 1, (double) last),
            Axis.logarithmic(
                "median gap, % (0.01: at most that); pale: quartiles", LEAST_PERCENT, most),
            medians)
        .withCurves(quartiles);
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
