package masattention.experiments.validation;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;

/** Predicted cycles of both units in turn and side by side against those measured on two GPUs. */
public final class OverlapValidation extends Experiment {
  private static final double LEAST = 5_000;
  private static final double MOST = 1_000_000;

  public OverlapValidation() {
    super("validation-overlap", "How near is the overlap to that of real hardware?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Dataset<OverlapRecord> all =
        context.inParallel(id(), OverlapRecord.load(), OverlapRecord::predictedAgain);
    context.table(id(), OverlapRecord.table(all, false));
    Dataset<Part> parts = parts(all);
    context.page(
        this,
        Map.of(
            "loops", all.size(),
            "summary", summary(all),
            "errors", errors("mean |error|, %", parts, OverlapRecord::error),
            "speedups",
                errors("mean |error| of the speedup, %", parts, OverlapRecord::speedupError),
            "fa3", OverlapPublished.flashAttention(),
            "ascend", OverlapPublished.ascend()));
    draw(all, context);
  }

  /** The loops of a handover with one number of blocks, and one prediction of them. */
  private record Part(Dataset<OverlapRecord> loops, OverlapPrediction prediction) {
    OverlapLoop any() {
      return loops.rows().get(0).loop();
    }
  }

  private static Dataset<Part> parts(Dataset<OverlapRecord> all) {
    return Dataset.ofPairs(
        all.by(one -> List.of(one.loop().handover(), one.loop().blocks())).values(),
        List.of(OverlapPrediction.values()),
        Part::new);
  }

  private static Optional<Errors> known(
      Dataset<OverlapRecord> loops, Function<OverlapRecord, Optional<BigDecimal>> error) {
    return Errors.of(loops, one -> one.loop().name(), error);
  }

  private static Dataset<Part> errors(
      String title,
      Dataset<Part> parts,
      BiFunction<OverlapRecord, OverlapPrediction, Optional<BigDecimal>> error) {
    Function<Part, Optional<Errors>> errors =
        part -> known(part.loops(), one -> error.apply(one, part.prediction()));
    return parts
        .where(part -> errors.apply(part).isPresent())
        .text("handover", part -> part.any().handover())
        .number("blocks", part -> part.any().blocks())
        .text("prediction", part -> part.prediction().words())
        .number("loops", part -> errors.apply(part).map(Errors::mappings))
        .number(title, part -> errors.apply(part).map(Errors::mean))
        .number("largest, %", part -> errors.apply(part).map(Errors::largest));
  }

  private static Dataset<OverlapPrediction> summary(Dataset<OverlapRecord> all) {
    Dataset<OverlapPrediction> table =
        Dataset.of(List.of(OverlapPrediction.values()))
            .text("prediction", OverlapPrediction::words);
    for (String handover : all.distinct(one -> one.loop().handover())) {
      Dataset<OverlapRecord> loops = all.where(one -> one.loop().handover().equals(handover));
      table =
          table
              .number(
                  handover + ", mean |error|, %",
                  p -> known(loops, one -> one.error(p)).map(Errors::mean))
              .number(
                  handover + ", largest, %",
                  p -> known(loops, one -> one.error(p)).map(Errors::largest));
    }
    return table;
  }

  /**
   * The figures. What was measured is drawn as the prediction divided by 1 + error, since the
   * measured cycles are not part of the suite.
   */
  private static void draw(Dataset<OverlapRecord> all, ExperimentContext context)
      throws IOException {
    context.figure(
        "validation-overlap",
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
        "validation-overlap-gain",
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
