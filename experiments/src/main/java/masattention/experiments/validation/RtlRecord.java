package masattention.experiments.validation;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.TextFile;

/**
 * What the last comparison with the reference gave: the mappings, our cycles then, our errors, and
 * TileFlow's in sum. The reference itself does not come with the suite.
 */
public record RtlRecord(List<Recorded> lines, Errors tileflow) {
  private static final String MAPPINGS = "rtl-mappings.csv";
  private static final String TILEFLOW = "rtl-tileflow.csv";

  public RtlRecord {
    lines = List.copyOf(lines);
  }

  /** A mapping, and our cycles and error when it was compared. */
  record Recorded(RtlMapping mapping, long cycles, BigDecimal error) {
    static Recorded of(Line line) {
      return new Recorded(
          RtlMapping.of(line),
          line.whole("cycles", 1, Long.MAX_VALUE),
          line.decimal("error_percent"));
    }

    /** The error, as long as the prediction is the one that was compared. */
    Optional<BigDecimal> errorOf(long predicted) {
      return predicted == cycles ? Optional.of(error) : Optional.empty();
    }
  }

  /** The record that comes with the suite. */
  static RtlRecord load() {
    Line sum = Csv.resource(RtlRecord.class, TILEFLOW).only();
    return new RtlRecord(
        Csv.resource(RtlRecord.class, MAPPINGS).stream().map(Recorded::of).toList(),
        new Errors(
            sum.size("mappings", Integer.MAX_VALUE),
            sum.decimal("mean_error_percent"),
            sum.decimal("largest_error_percent"),
            sum.text("largest_case")));
  }

  /** Writes the record of a comparison into {@code folder}; returns the files. */
  public static List<Path> write(RtlReference reference, Path folder) throws IOException {
    return List.of(
        TextFile.write(
            folder.resolve(MAPPINGS),
            reference
                .compared()
                .show(RtlReference.Compared.ofMapping())
                .show(
                    number("cycles", RtlReference.Compared::ours),
                    number("error_percent", RtlReference.Compared::error))
                .csv()),
        TextFile.write(
            folder.resolve(TILEFLOW),
            Dataset.of(List.of(reference.tileflow()))
                .show(
                    number("mappings", Errors::mappings),
                    number("mean_error_percent", Errors::mean),
                    number("largest_error_percent", Errors::largest),
                    text("largest_case", Errors::largestCase))
                .csv()));
  }
}
