package masattention.experiments.validation;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
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
          .show(number("cycles", Predicted::cycles), number("error_percent", Predicted::error));
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
    List<Callable<Predicted>> tasks = new ArrayList<>();
    for (Line line : Csv.resource(getClass(), RtlReference.MAPPINGS)) {
      tasks.add(() -> Predicted.of(line, mapping -> mapping.cycles(machine)));
    }
    Dataset<Predicted> all = Dataset.of(context.inParallel(id(), tasks));
    context.table(id(), Predicted.table(all));
    context.page(
        this, Map.of("mappings", all.size(), "summary", summary(all), "groups", groups(all)));
    RtlPlots.draw(all, tileflow(), context);
  }

  private record Named(String name, Errors errors) {}

  private static Dataset<Named> table(String title, List<Named> rows) {
    return Dataset.of(rows)
        .show(
            text(title, Named::name),
            number("mappings", row -> row.errors().mappings()),
            number("mean |error|, %", row -> row.errors().mean()),
            number("largest error, %", row -> row.errors().largest()),
            number("case", row -> row.errors().largestCase()));
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
    for (int size :
        all.stream().map(p -> p.mapping().rowsPerBlock()).sorted().distinct().toList()) {
      errors(all.where(p -> p.mapping().rowsPerBlock() == size))
          .ifPresent(errors -> rows.add(new Named(Integer.toString(size), errors)));
    }
    return table("rows per block", rows);
  }

  private static Optional<Errors> errors(Dataset<Predicted> all) {
    return Errors.of(all, one -> one.mapping().name(), Predicted::error);
  }
}
