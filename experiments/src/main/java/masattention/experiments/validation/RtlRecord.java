package masattention.experiments.validation;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.experiments.validation.ReferenceTable.Row;
import masattention.report.CsvText;
import masattention.report.TextFile;

/**
 * What the last comparison with the reference gave: the mappings, our cycles then, our errors, and
 * TileFlow's in sum. The reference itself does not come with the suite.
 */
public record RtlRecord(List<Line> lines, Errors tileflow) {
  private static final String MAPPINGS = "rtl-mappings.csv";
  private static final String TILEFLOW = "rtl-tileflow.csv";
  private static final List<String> SUMMARY =
      List.of("mappings", "mean_error_percent", "largest_error_percent", "largest_case");

  public RtlRecord {
    lines = List.copyOf(lines);
  }

  /** A mapping, and our cycles and error when it was compared. */
  record Line(RtlMapping mapping, long cycles, BigDecimal error) {

    /** The error, as long as the prediction is the one that was compared. */
    Optional<BigDecimal> errorOf(long predicted) {
      return predicted == cycles ? Optional.of(error) : Optional.empty();
    }
  }

  /** The record that comes with the suite. */
  static RtlRecord load() {
    List<Line> lines = new ArrayList<>();
    for (Row row : ReferenceTable.resource(MAPPINGS, columns()).rows()) {
      lines.add(
          new Line(
              RtlMapping.of(row),
              row.number("cycles", 1, Long.MAX_VALUE),
              new BigDecimal(row.text("error_percent"))));
    }
    Row row = ReferenceTable.resource(TILEFLOW, SUMMARY).rows().get(0);
    return new RtlRecord(
        lines,
        new Errors(
            row.size(SUMMARY.get(0), Integer.MAX_VALUE),
            new BigDecimal(row.text(SUMMARY.get(1))),
            new BigDecimal(row.text(SUMMARY.get(2))),
            row.text(SUMMARY.get(3))));
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(RtlMapping.COLUMNS);
    columns.addAll(List.of("cycles", "error_percent"));
    return columns;
  }

  /** Writes the record of a comparison into {@code folder}; returns the files. */
  public static List<Path> write(RtlReference reference, Path folder) throws IOException {
    List<List<?>> lines = new ArrayList<>();
    reference
        .compared()
        .forEach(
            one -> {
              List<Object> cells = new ArrayList<>(one.mapping().fields());
              cells.add(one.ours());
              cells.add(one.error().toPlainString());
              lines.add(cells);
            });
    Errors tileflow = reference.tileflow();
    List<Object> sum =
        List.of(
            tileflow.mappings(),
            tileflow.mean().toPlainString(),
            tileflow.largest().toPlainString(),
            tileflow.largestCase());
    return List.of(
        TextFile.write(folder.resolve(MAPPINGS), CsvText.of(columns(), lines)),
        TextFile.write(folder.resolve(TILEFLOW), CsvText.of(SUMMARY, List.of(sum))));
  }
}
