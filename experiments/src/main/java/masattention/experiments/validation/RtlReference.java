package masattention.experiments.validation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import masattention.experiments.validation.ReferenceTable.Row;
import masattention.input.InvalidInputException;

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
  }

  /**
   * Predicts every mapping of a file of the form of the reference.
   *
   * @throws InvalidInputException when the file is wrong, naming line and column
   */
  public RtlReference(String file) {
    List<String> columns = new ArrayList<>(RtlMapping.COLUMNS);
    columns.addAll(List.of("rtl_cycles", "tileflow_cycles"));
    Set<String> names = new HashSet<>();
    for (Row row : ReferenceTable.read(file, columns).rows()) {
      RtlMapping mapping = RtlMapping.of(row);
      if (!names.add(mapping.name())) {
        throw row.refused("case", "(%s) must stand there once".formatted(mapping.name()));
      }
      long measured = row.number("rtl_cycles", 1, MOST_CYCLES);
      long tileflow = row.number("tileflow_cycles", 0, MOST_CYCLES);
      compared.add(new Compared(mapping, measured, predicted(row, mapping), tileflow));
    }
  }

  private static long predicted(Row row, RtlMapping mapping) {
    try {
      return mapping.cycles();
    } catch (IllegalArgumentException e) {
      throw row.refused(
          "rows_per_block",
          "and the tiles beside it must fit %s: %s".formatted(RtlMapping.PRESET, e.getMessage()));
    }
  }

  List<Compared> compared() {
    return List.copyOf(compared);
  }

  Errors ours() {
    return Errors.of(
        compared.stream().map(c -> new Errors.Of(c.mapping().name(), c.error())).toList());
  }

  Errors tileflow() {
    return Errors.of(
        compared.stream().map(c -> new Errors.Of(c.mapping().name(), c.tileflowError())).toList());
  }

  /** Lines of a table for the terminal: every mapping, then mean and largest error. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Compared one : compared) {
      List<String> cells = new ArrayList<>();
      one.mapping().fields().forEach(field -> cells.add(field.toString()));
      cells.add(Long.toString(one.measured()));
      cells.add(Long.toString(one.ours()));
      cells.add(one.error().toPlainString());
      cells.add(one.tileflowError().toPlainString());
      rows.add(cells);
    }
    return rows;
  }

  /** Headers of {@link #rows}. */
  public static List<String> headers() {
    List<String> headers = new ArrayList<>(RtlMapping.COLUMNS);
    headers.addAll(List.of("measured", "ours", "our error %", "TileFlow's error %"));
    return headers;
  }

  /** Mean and largest absolute error of both. */
  public String summary() {
    return "%d mappings\nabsolute error, ours:       %s\nabsolute error, TileFlow's: %s\n"
        .formatted(compared.size(), ours().text(), tileflow().text());
  }
}
