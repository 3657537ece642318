package masattention.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows of values under a header, as CSV text with one kind of line end. */
public final class CsvText {
  private final List<String> headers;
  private final StringWriter text = new StringWriter();
  private final CSVPrinter printer;

  /** All lines under their headers. */
  public static String of(List<String> headers, List<? extends List<?>> lines) {
    CsvText csv = new CsvText(headers);
    lines.forEach(csv::add);
    return csv.toString();
  }

  /** Begins with the line of headers. */
  public CsvText(List<String> headers) {
    this.headers = List.copyOf(headers);
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    try {
      printer = new CSVPrinter(text, format);
      printer.printRecord(headers);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /**
   * Adds a line with a value for every header.
   *
   * @throws IllegalArgumentException for a {@code double}, whose text differs between JDKs
   */
  public CsvText add(List<?> values) {
    if (values.size() != headers.size()) {
      throw new IllegalArgumentException(
          "The row %s must have a value for each of %s.".formatted(values, headers));
    }
    for (Object value : values) {
      if (value instanceof Double || value instanceof Float) {
        throw new IllegalArgumentException(
            "The value (%s) must be rounded to a decimal first.".formatted(value));
      }
    }
    try {
      printer.printRecord(values);
    } catch (IOException e) {
      throw inMemory(e);
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("Text in memory must be writable.", e);
  }
}
