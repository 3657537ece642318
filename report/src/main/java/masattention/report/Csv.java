package masattention.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import masattention.input.InputFile;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import masattention.input.Printable;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The CSV files of the suite: commas, quotes where they are needed, UTF-8, a line of headers.
 *
 * <p>Written files end lines with a line feed. Read files may end them otherwise, begin with a byte
 * order mark, have empty lines, and have blanks around headers and cells.
 */
public final class Csv {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_COLUMNS = 1000;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private Csv() {}

  static String write(List<String> headers, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(headers);
      for (List<String> row : rows) {
        printer.printRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be writable.", e);
    }
    return text.toString();
  }

  /**
   * Writes rows as they come into a file, whole or not at all, cells made printable.
   *
   * @throws UncheckedIOException when the rows cannot be read
   */
  public static <R> Path write(Path file, List<Column<R>> columns, Stream<? extends R> rows)
      throws IOException {
    return WholeFile.write(
        file,
        out -> {
          CSVPrinter printer =
              new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
          printer.printRecord(columns.stream().map(Column::header));
          Iterator<? extends R> all = rows.iterator();
          while (all.hasNext()) {
            R row = all.next();
            printer.printRecord(columns.stream().map(column -> Printable.of(column.textOf(row))));
          }
          printer.flush();
        });
  }

  /**
   * The rows of a file that the user named.
   *
   * @throws InvalidInputException when it is no CSV table, naming file and line
   */
  public static Dataset<Line> read(Path file) {
    return parse(file.toString(), InputFile.text(file.toString(), MOST_BYTES, "CSV table"));
  }

  /**
   * The rows of a file that must have some columns, others beside them or not, and a row.
   *
   * @throws InvalidInputException when it is no such table, naming file and line
   */
  public static Dataset<Line> read(String path, List<String> columns) {
    Dataset<Line> rows = parse(path, InputFile.text(path, MOST_BYTES, "CSV table"));
    for (String column : columns) {
      if (!rows.headers().contains(column)) {
        throw refused(
            path,
            "line 1 must name the column %s; the columns are %s."
                .formatted(column, String.join(", ", columns)));
      }
    }
    if (rows.isEmpty()) {
      throw refused(path, "there must be a line of data below the header.");
    }
    return rows;
  }

  /** The rows of a table that comes with the suite, beside a class. */
  public static Dataset<Line> resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The resource %s must be readable.".formatted(name), e);
    }
  }

  static Dataset<Line> parse(String name, String text) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
    List<List<String>> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      for (CSVRecord record : parser) {
        if (record.size() > MOST_COLUMNS) {
          throw refused(name, "has more than %d columns.".formatted(MOST_COLUMNS));
        }
        rows.add(record.stream().map(String::strip).toList());
        lines.add(parser.getCurrentLineNumber());
      }
    } catch (UncheckedIOException | CSVException e) {
      throw refused(name, "must be CSV: quotes must be closed and stand around whole fields.");
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be readable.", e);
    }
    if (rows.isEmpty()) {
      throw refused(name, "is empty; it must be a CSV table with headers.");
    }
    List<String> headers = rows.get(0);
    if (headers.size() == 1 && headers.get(0).matches(".*[;\t].*")) {
      throw refused(name, "line 1 is separated by semicolons or tabs; it must be by commas.");
    }
    if (headers.contains("") || new HashSet<>(headers).size() != headers.size()) {
      throw refused(
          name,
          "line 1, the headers (%s) must be there, none twice.".formatted(Names.list(headers)));
    }
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).size() != headers.size()) {
        throw refused(
            name,
            "line %d has %d fields and must have %d, as its header."
                .formatted(lines.get(i), rows.get(i).size(), headers.size()));
      }
    }
    return Line.dataset(name, headers, rows.subList(1, rows.size()), lines.subList(1, rows.size()));
  }

  private static InvalidInputException refused(Object file, String complaint) {
    return new InvalidInputException("%s: %s".formatted(file, complaint));
  }
}
