package masattention.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file as text: a header, then a line per row, lines ended by a line feed. */
public final class CsvText {
  private CsvText() {}

  public static String of(List<String> headers, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      csv.printRecord(headers);
      csv.printRecords(rows);
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be writable.", e);
    }
    return text.toString();
  }
}
