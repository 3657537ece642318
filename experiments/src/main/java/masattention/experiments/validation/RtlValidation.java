package masattention.experiments.validation;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.report.CsvText;
import masattention.report.Table;
import masattention.report.TextFile;

/** Predicted cycles against those of an RTL simulation, on the recorded mappings. */
public final class RtlValidation implements Experiment {
  private static final String NAME = "validation-rtl";

  /** A recorded mapping predicted again; the error is absent where the prediction has changed. */
  record Predicted(RtlMapping mapping, long cycles, Optional<BigDecimal> error) {}

  @Override
  public String question() {
    return "How far are predicted cycles from those of an RTL simulation of a real accelerator?";
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            RtlPlots.SCATTER,
            "Predicted against measured cycles: every mapping lies close to the diagonal."),
        new Figure(
            RtlPlots.ERRORS,
            "Relative error of each prediction: the largest are those of V tiles of 16 keys and of blocks"
                + " of 64 rows."));
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    RtlRecord recorded = RtlRecord.load();
    List<Callable<Predicted>> tasks = new ArrayList<>();
    for (RtlRecord.Line line : recorded.lines()) {
      tasks.add(
          () -> {
            long cycles = line.mapping().cycles();
            return new Predicted(line.mapping(), cycles, line.errorOf(cycles));
          });
    }
    List<Predicted> all = context.inParallel(NAME, tasks);
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve(NAME + ".csv"), csv(all)));
    written.add(TextFile.write(context.results().resolve(NAME + ".md"), page(all, recorded)));
    written.addAll(RtlPlots.write(all, recorded.tileflow(), context.plots()));
    return written;
  }

  private static String csv(List<Predicted> all) {
    List<String> header = new ArrayList<>(RtlMapping.COLUMNS);
    header.addAll(List.of("cycles", "error_percent"));
    List<List<?>> lines = new ArrayList<>();
    for (Predicted one : all) {
      List<Object> cells = new ArrayList<>(one.mapping().fields());
      cells.add(one.cycles());
      cells.add(one.error().map(BigDecimal::toPlainString).orElse(""));
      lines.add(cells);
    }
    return CsvText.of(header, lines);
  }

  private static String page(List<Predicted> all, RtlRecord recorded) {
    return RtlPage.TEXT.formatted(
        all.size(), summary(all, recorded.tileflow()).markdown(), groups(all).markdown());
  }

  private static Table summary(List<Predicted> all, Errors tileflow) {
    Table table =
        new Table(
            1,
            List.of("prediction", "mappings", "mean \\|error\\|, %", "largest error, %", "case"));
    errors(all).ifPresent(ours -> table.add(line("this suite", ours)));
    return table.add(line("TileFlow's released model", tileflow));
  }

  private static Table groups(List<Predicted> all) {
    Table table =
        new Table(
            1,
            List.of(
                "rows per block", "mappings", "mean \\|error\\|, %", "largest error, %", "case"));
    for (int rows :
        all.stream().map(p -> p.mapping().rowsPerBlock()).sorted().distinct().toList()) {
      errors(all.stream().filter(p -> p.mapping().rowsPerBlock() == rows).toList())
          .ifPresent(errors -> table.add(line(Integer.toString(rows), errors)));
    }
    return table;
  }

  private static List<String> line(String name, Errors errors) {
    return List.of(
        name,
        Integer.toString(errors.mappings()),
        errors.mean().toPlainString(),
        errors.largest().toPlainString(),
        errors.largestCase());
  }

  private static Optional<Errors> errors(List<Predicted> all) {
    List<Errors.Of> known = new ArrayList<>();
    for (Predicted one : all) {
      one.error().ifPresent(error -> known.add(new Errors.Of(one.mapping().name(), error)));
    }
    return known.isEmpty() ? Optional.empty() : Optional.of(Errors.of(known));
  }
}
