package masattention.experiments.validation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import masattention.experiments.validation.RtlValidation.Predicted;
import masattention.input.InvalidInputException;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;

/** Our predictions against a file of RTL-simulated cycles. */
public final class RtlReference implements Reference {
  /** The machine that the published cycles are of. */
  public static final String PRESET = "tileflow-rtl";

  static final String MAPPINGS = "rtl-mappings.csv";
  static final String TILEFLOW = "rtl-tileflow.csv";
  private static final String THEIRS = "tileflow_cycles";
  private static final long MOST_CYCLES = 1_000_000_000_000L;

  private final String file;
  private final NpuConfig machine;
  private final Dataset<Compared> compared;

  /** Our prediction, what was measured, and TileFlow's prediction where the file has it. */
  record Compared(Predicted ours, long measured, OptionalLong tileflow) {
    Optional<BigDecimal> tileflowError() {
      return tileflow.stream().mapToObj(cycles -> Errors.percent(cycles, measured)).findFirst();
    }
  }

  /**
   * Predicts every mapping of a file of the form of the reference on a machine.
   *
   * @throws InvalidInputException when the file is wrong, naming line and column
   */
  public RtlReference(String file, NpuConfig machine) {
    this.file = file;
    this.machine = machine;
    List<String> columns =
        Stream.concat(RtlMapping.COLUMNS.stream().map(Column::header), Stream.of("rtl_cycles"))
            .toList();
    Dataset<Line> rows = Csv.read(file, columns);
    boolean both = rows.headers().contains(THEIRS);
    Set<String> names = new HashSet<>();
    List<Compared> all = new ArrayList<>();
    for (Line row : rows) {
      RtlMapping mapping = RtlMapping.of(row);
      if (!names.add(mapping.name())) {
        throw row.refused("case", "(%s) must stand there once".formatted(mapping.name()));
      }
      long measured = row.whole("rtl_cycles", 1, MOST_CYCLES);
      OptionalLong tileflow =
          both ? OptionalLong.of(row.whole(THEIRS, 0, MOST_CYCLES)) : OptionalLong.empty();
      long ours = predicted(row, mapping);
      Predicted predicted =
          new Predicted(mapping, ours, Optional.of(Errors.percent(ours, measured)));
      all.add(new Compared(predicted, measured, tileflow));
    }
    compared = Dataset.of(all);
  }

  private long predicted(Line row, RtlMapping mapping) {
    try {
      return mapping.cycles(machine);
    } catch (IllegalArgumentException e) {
      throw row.refused(
          "rows_per_block",
          "and the tiles beside it must fit %s: %s".formatted(machine.name(), e.getMessage()));
    }
  }

  private Errors ours() {
    return errors(one -> one.ours().error()).orElseThrow();
  }

  /** Those of TileFlow's predictions; empty where the file has none. */
  private Optional<Errors> tileflow() {
    return errors(Compared::tileflowError);
  }

  private Optional<Errors> errors(Function<Compared, Optional<BigDecimal>> error) {
    return Errors.of(compared, one -> one.ours().mapping().name(), error);
  }

  /** Every mapping, what was measured, and the errors. */
  @Override
  public Dataset<?> table() {
    Dataset<Compared> table =
        compared
            .show(RtlMapping.COLUMNS, one -> one.ours().mapping())
            .number("measured", Compared::measured)
            .number("ours", one -> one.ours().cycles())
            .number("our error %", one -> one.ours().error());
    return tileflow().isEmpty()
        ? table
        : table.number("TileFlow's error %", Compared::tileflowError);
  }

  /** Mean and largest absolute error of ours, and of TileFlow's where the file has them. */
  @Override
  public String summary() {
    return "%d mappings\nabsolute error, ours:       %s\n".formatted(compared.size(), ours().text())
        + tileflow().map(t -> "absolute error, TileFlow's: %s\n".formatted(t.text())).orElse("");
  }

  /** The mappings, our cycles and errors, and TileFlow's errors in sum. */
  @Override
  public Map<String, Dataset<?>> files() {
    Errors theirs =
        tileflow()
            .filter(errors -> machine.equals(Machines.resolve(PRESET).config()))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "--record: %s must have the column %s, and --machine must be %s."
                            .formatted(file, THEIRS, PRESET)));
    return Map.of(
        MAPPINGS,
        Predicted.table(compared.map(Compared::ours)),
        TILEFLOW,
        Dataset.of(List.of(theirs))
            .number("mappings", Errors::mappings)
            .number("mean_error_percent", Errors::mean)
            .number("largest_error_percent", Errors::largest)
            .text("largest_case", Errors::largestCase));
  }
}
