package masattention.experiments.validation;

import static masattention.report.Column.number;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;

/** Our predictions against a file of RTL-simulated cycles. */
public final class RtlReference {
  private static final long MOST_CYCLES = 1_000_000_000_000L;

  private final List<Compared> compared = new ArrayList<>();

  /** A mapping, what was measured, and both predictions. */
  record Compared(RtlMapping mapping, long measured, long ours, long tileflow) {
    BigDecimal error() {
      return Errors.percent(ours, measured);
    }

    BigDecimal tileflowError() {
      return Errors.percent(tileflow, measured);
    }

    /** The columns of the mapping. */
    static List<Column<Compared>> ofMapping() {
      return RtlMapping.COLUMNS.stream()
          .map(column -> column.<Compared>of(one -> Optional.of(one.mapping())))
          .toList();
    }
  }

  /**
   * Predicts every mapping of a file of the form of the reference.
   *
   * @throws masattention.input.InvalidInputException when the file is wrong, naming line and column
   */
  public RtlReference(String file) {
    List<String> columns =
        Stream.concat(
                RtlMapping.COLUMNS.stream().map(Column::header),
                Stream.of("rtl_cycles", "tileflow_cycles"))
            .toList();
    Set<String> names = new HashSet<>();
    for (Line row : Csv.read(file, columns)) {
      RtlMapping mapping = RtlMapping.of(row);
      if (!names.add(mapping.name())) {
        throw row.refused("case", "(%s) must stand there once".formatted(mapping.name()));
      }
      long measured = row.whole("rtl_cycles", 1, MOST_CYCLES);
      long tileflow = row.whole("tileflow_cycles", 0, MOST_CYCLES);
      compared.add(new Compared(mapping, measured, predicted(row, mapping), tileflow));
    }
  }

  private static long predicted(Line row, RtlMapping mapping) {
    try {
      return mapping.cycles();
    } catch (IllegalArgumentException e) {
      throw row.refused(
          "rows_per_block",
          "and the tiles beside it must fit %s: %s".formatted(RtlMapping.PRESET, e.getMessage()));
    }
  }

  Dataset<Compared> compared() {
    return Dataset.of(compared);
  }

  Errors ours() {
    return Errors.of(
        compared.stream().map(c -> new Errors.Of(c.mapping().name(), c.error())).toList());
  }

  Errors tileflow() {
    return Errors.of(
        compared.stream().map(c -> new Errors.Of(c.mapping().name(), c.tileflowError())).toList());
  }

  /** Every mapping, what was measured, and the errors. */
  public Dataset<?> table() {
    return compared()
        .show(Compared.ofMapping())
        .show(
            number("measured", Compared::measured),
            number("ours", Compared::ours),
            number("our error %", Compared::error),
            number("TileFlow's error %", Compared::tileflowError));
  }

  /** Mean and largest absolute error of both. */
  public String summary() {
    return "%d mappings\nabsolute error, ours:       %s\nabsolute error, TileFlow's: %s\n"
        .formatted(compared.size(), ours().text(), tileflow().text());
  }
}
