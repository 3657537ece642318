package masattention.experiments.comparison;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import masattention.experiments.Column;
import masattention.experiments.Measurement;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The comparison as a CSV file: a header, then a line per row. */
final class ComparisonCsv {
  private ComparisonCsv() {}

  static String of(List<Measurement> rows) {
    StringWriter text = new StringWriter();
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      csv.printRecord(Arrays.stream(Column.values()).map(Column::header));
      for (Measurement row : rows) {
        csv.printRecord(Arrays.stream(Column.values()).map(column -> column.text(row)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be writable.", e);
    }
    return text.toString();
  }
}
