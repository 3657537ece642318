package masattention.experiments.validation;

import java.awt.Color;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;

/** Predicted cycles against those of an RTL simulation, on the recorded mappings. */
public final class RtlValidation extends Experiment {
  /**
   * The errors on the other half of the published mappings, which were held out while the model was
   * chosen, of the state of 2026-11-26; second-hand: compared once, outside of this suite. Neither
   * the sign of the largest nor its case was handed on.
   */
  private static final Errors HELD_OUT =
      new Errors(65, new BigDecimal("1.99"), new BigDecimal("7.65"), "");

  private static final double LEAST = 30_000;
  private static final double MOST = 1_000_000;

  public RtlValidation() {
    super("validation-rtl", "How near are predicted cycles to those of a real accelerator?");
  }

  /**
   * A recorded mapping predicted again.
   *
   * @param error absent where the prediction is no longer the one that was compared
   */
  record Predicted(RtlMapping mapping, long cycles, Optional<BigDecimal> error) {
    /** As a file. */
    static Dataset<Predicted> table(Dataset<Predicted> all) {
      return all.show(RtlMapping.COLUMNS, Predicted::mapping)
          .number("cycles", Predicted::cycles)
          .number("error_percent", Predicted::error);
    }

    /** From a line of the record, which has the mapping, our cycles and our error. */
    static Predicted of(Line line, ToLongFunction<RtlMapping> prediction) {
      RtlMapping mapping = RtlMapping.of(line);
      long cycles = prediction.applyAsLong(mapping);
      Optional<BigDecimal> error = Optional.of(line.decimal("error_percent"));
      boolean compared = cycles == line.whole("cycles", 1, Long.MAX_VALUE);
      return new Predicted(mapping, cycles, error.filter(any -> compared));
    }
  }

  /**
   * The errors of TileFlow's own predictions, in sum: its predictions do not come with the suite.
   */
  static Errors tileflow() {
    Line sum = Csv.resource(RtlValidation.class, RtlReference.TILEFLOW).only();
    return new Errors(
        sum.size("mappings", Integer.MAX_VALUE),
        sum.decimal("mean_error_percent"),
        sum.decimal("largest_error_percent"),
        sum.text("largest_case"));
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    NpuConfig machine = Machines.resolve(RtlReference.PRESET).config();
    Dataset<Predicted> all =
        context.inParallel(
            id(),
            Csv.resource(getClass(), RtlReference.MAPPINGS),
            line -> Predicted.of(line, mapping -> mapping.cycles(machine)));
    context.table(id(), Predicted.table(all));
    context.page(
        this, Map.of("mappings", all.size(), "summary", summary(all), "groups", groups(all)));
    draw(all, tileflow(), context);
  }

  private record Named(String name, Errors errors) {}

  private static Dataset<Named> table(String title, List<Named> rows) {
    return Dataset.of(rows)
        .text(title, Named::name)
        .number("mappings", row -> row.errors().mappings())
        .number("mean |error|, %", row -> row.errors().mean())
        .number("largest error, %", row -> row.errors().largest())
        .number("case", row -> row.errors().largestCase());
  }

  private static Dataset<Named> summary(Dataset<Predicted> all) {
    List<Named> rows = new ArrayList<>();
    errors(all).ifPresent(ours -> rows.add(new Named("this suite", ours)));
    rows.add(new Named("TileFlow's released model", tileflow()));
    rows.add(new Named("this suite as of 2026-11-26, held-out mappings (S)", HELD_OUT));
    return table("prediction", rows);
  }

  private static Dataset<Named> groups(Dataset<Predicted> all) {
    List<Named> rows = new ArrayList<>();
    new TreeMap<>(all.by(p -> p.mapping().rowsPerBlock()))
        .forEach(
            (size, own) ->
                errors(own).ifPresent(e -> rows.add(new Named(Integer.toString(size), e))));
    return table("rows per block", rows);
  }

  private static Optional<Errors> errors(Dataset<Predicted> all) {
    return Errors.of(all, one -> one.mapping().name(), Predicted::error);
  }

  /**
   * The figures. What was measured is drawn as the prediction divided by 1 + error, since the
   * measured cycles are not part of the suite.
   */
  private static void draw(Dataset<Predicted> all, Errors tileflow, ExperimentContext context)
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
      errors.add(
          new PointSeries(name, color, measured, own.values(RtlValidation::percent).values()));
    }
    if (!scatter.isEmpty()) {
      double most = known.values(p -> Math.abs(percent(p))).largest();
      double widest = Math.max(tileflow.largest().abs().doubleValue(), most);
      context.figure("validation-rtl", scatterChart(scatter));
      context.figure("validation-rtl-errors", errorChart(errors, tileflow, widest));
    }
  }

  private static double percent(Predicted one) {
    return one.error().orElseThrow().doubleValue();
  }

  private static LineChart scatterChart(List<PointSeries> series) {
    PointSeries equal =
        new PointSeries(
            "predicted = measured", Palette.GUIDE, List.of(LEAST, MOST), List.of(LEAST, MOST));
    return new LineChart(
        "Predicted against RTL cycles, fused products without softmax on tileflow-rtl",
        Axis.logarithmic("RTL cycles (prediction / (1 + error))", LEAST, MOST),
        Marks.POINTS,
        new Plot("", Axis.logarithmic("predicted cycles", LEAST, MOST), series, List.of(equal)));
  }

  private static LineChart errorChart(List<PointSeries> series, Errors tileflow, double widest) {
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
