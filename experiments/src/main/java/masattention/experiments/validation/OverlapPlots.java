package masattention.experiments.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.ExperimentContext;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;

/**
 * The figures of the validation of the overlap. What was measured is drawn as the prediction
 * divided by 1 + error, since the measured cycles are not part of the suite.
 */
final class OverlapPlots {
  static final String SCATTER = "validation-overlap";
  static final String GAIN = "validation-overlap-gain";
  private static final double LEAST = 5_000;
  private static final double MOST = 1_000_000;

  private OverlapPlots() {}

  static void draw(Dataset<OverlapRecord> all, ExperimentContext context) throws IOException {
    context.figure(
        SCATTER,
        LineChart.grid(
            "Two streams (mas) on an H200 and an H100: predicted from task times against measured",
            Axis.logarithmic("measured cycles (prediction / (1 + error))", LEAST, MOST),
            Marks.POINTS,
            List.of(
                scatter(all, "no interference", OverlapPrediction.MAS_TIMES),
                scatter(all, "with interference", OverlapPrediction.MAS_TIMES_SLOWED)),
            2,
            420));
    List<PointSeries> gains = new ArrayList<>();
    double most = all.values(one -> one.balance().doubleValue()).largest();
    all.by(one -> one.loop().handover())
        .forEach(
            (handover, own) ->
                gains.add(
                    new PointSeries(
                        handover,
                        Palette.other(gains.size()),
                        own.values(one -> one.balance().doubleValue()).values(),
                        own.values(one -> one.gain().orElseThrow().doubleValue()).values())));
    PointSeries whole =
        new PointSeries(
            "units at full speed",
            Palette.GUIDE,
            List.of(0.0, Math.ceil(most)),
            List.of(100.0, 100.0));
    context.figure(
        GAIN,
        new LineChart(
            "Gain of two streams over in turn, as a share of the gain without interference",
            Axis.linear("r: time of the vector unit / time of the matrix unit", 0, Math.ceil(most)),
            Marks.POINTS,
            new Plot(
                "", Axis.linear("share of the ideal gain, %", 0, 110), gains, List.of(whole))));
  }

  private static Plot scatter(
      Dataset<OverlapRecord> all, String title, OverlapPrediction prediction) {
    List<PointSeries> series = new ArrayList<>();
    all.by(one -> one.loop().handover())
        .forEach(
            (handover, own) ->
                series.add(
                    new PointSeries(
                        handover,
                        Palette.other(series.size()),
                        own.values(one -> measured(one, prediction)).values(),
                        own.values(one -> one.cycles().get(prediction)).values())));
    PointSeries equal =
        new PointSeries(
            "predicted = measured", Palette.GUIDE, List.of(LEAST, MOST), List.of(LEAST, MOST));
    return new Plot(
        title, Axis.logarithmic("predicted cycles", LEAST, MOST), series, List.of(equal));
  }

  private static double measured(OverlapRecord one, OverlapPrediction prediction) {
    double error = one.error(prediction).orElseThrow().doubleValue();
    return one.cycles().get(prediction) / (1 + error / 100);
  }
}
