package masattention.experiments.validation;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.ExperimentContext;
import masattention.experiments.validation.RtlValidation.Predicted;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;

/**
 * The figures of the RTL validation. What was measured is drawn as the prediction divided by 1 +
 * error, since the measured cycles are not part of the suite.
 */
final class RtlPlots {
  static final String SCATTER = "validation-rtl";
  static final String ERRORS = "validation-rtl-errors";
  private static final double LEAST = 30_000;
  private static final double MOST = 1_000_000;

  private RtlPlots() {}

  static void draw(Dataset<Predicted> all, Errors tileflow, ExperimentContext context)
      throws IOException {
    List<PointSeries> scatter = new ArrayList<>();
    List<PointSeries> errors = new ArrayList<>();
    Dataset<Predicted> known = all.where(one -> one.error().isPresent());
    for (int rows : known.distinct(p -> p.mapping().rowsPerBlock()).stream().sorted().toList()) {
      Dataset<Predicted> own = known.where(p -> p.mapping().rowsPerBlock(), rows);
      List<Double> measured = own.values(p -> p.cycles() / (1 + percent(p) / 100)).values();
      String name = "%d rows per block".formatted(rows);
      Color color = Palette.other(scatter.size());
      scatter.add(new PointSeries(name, color, measured, own.values(Predicted::cycles).values()));
      errors.add(new PointSeries(name, color, measured, own.values(RtlPlots::percent).values()));
    }
    if (!scatter.isEmpty()) {
      double most = known.values(p -> Math.abs(percent(p))).largest();
      double widest = Math.max(tileflow.largest().abs().doubleValue(), most);
      context.figure(SCATTER, scatter(scatter));
      context.figure(ERRORS, errors(errors, tileflow, widest));
    }
  }

  private static double percent(Predicted one) {
    return one.error().orElseThrow().doubleValue();
  }

  private static LineChart scatter(List<PointSeries> series) {
    PointSeries equal =
        new PointSeries(
            "predicted = measured", Palette.GUIDE, List.of(LEAST, MOST), List.of(LEAST, MOST));
    return new LineChart(
        "Predicted against RTL cycles, fused products without softmax on tileflow-rtl",
        Axis.logarithmic("RTL cycles (prediction / (1 + error))", LEAST, MOST),
        Marks.POINTS,
        new Plot("", Axis.logarithmic("predicted cycles", LEAST, MOST), series, List.of(equal)));
  }

  private static LineChart errors(List<PointSeries> series, Errors tileflow, double widest) {
    double mean = tileflow.mean().doubleValue();
    Axis x = Axis.logarithmic("RTL cycles (prediction / (1 + error))", LEAST, MOST);
    return new LineChart(
        "Relative error of predicted cycles against RTL",
        x,
        Marks.POINTS,
        new Plot(
            "",
            Axis.linear("error of the prediction, %", -widest, widest),
            series,
            List.of(
                PointSeries.level("no error", Palette.GUIDE, x, 0),
                PointSeries.level("TileFlow's mean absolute error", Palette.other(5), x, mean),
                PointSeries.level("the same, below", Palette.other(5), x, -mean).unlisted())));
  }
}
