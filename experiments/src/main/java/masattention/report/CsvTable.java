package masattention.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.input.InvalidInputException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One of the suite's tables, as text.
 *
 * @param name what refusals call it
 */
public record CsvTable(String name, List<String> headers, List<List<String>> rows) {

  public CsvTable {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
    if (headers.isEmpty() || new HashSet<>(headers).size() != headers.size()) {
      throw new InvalidInputException(
          "%s: the headers (%s) must be there, none twice."
              .formatted(name, String.join(",", headers)));
    }
  }

  /** Reads a file. */
  public static CsvTable read(Path file) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      List<List<String>> rows = parser.stream().map(CSVRecord::toList).toList();
      if (rows.isEmpty()) {
        throw refused(file, "is empty; it must be a CSV table with headers.");
      }
      int columns = rows.get(0).size();
      for (int row = 1; row < rows.size(); row++) {
        if (rows.get(row).size() != columns) {
          throw refused(
              file,
              "row %d has %d cells; it must have %d, as the headers."
                  .formatted(row, rows.get(row).size(), columns));
        }
      }
      return new CsvTable(file.toString(), rows.get(0), rows.subList(1, rows.size()));
    } catch (NoSuchFileException e) {
      throw refused(file, "no such file; name a CSV table.");
    } catch (CharacterCodingException e) {
      throw refused(file, "is not UTF-8 text; it must be a CSV table.");
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      String why = Files.isDirectory(file) ? "it is a directory" : e.getMessage();
      throw refused(file, "cannot be read as a CSV table (%s).".formatted(why));
    }
  }

  /** The place of a column. */
  public int column(String header) {
    int column = headers.indexOf(header);
    if (column < 0) {
      throw new InvalidInputException(
          "%s: there is no column %s; there are %s."
              .formatted(name, header, String.join(", ", headers)));
    }
    return column;
  }

  /** Whether these columns tell all rows apart. */
  boolean isNamedBy(List<String> key) {
    return rows.stream().map(row -> cells(row, key)).distinct().count() == rows.size();
  }

  /** The rows under the cells of their key. */
  Map<List<String>, List<String>> by(List<String> key) {
    Map<List<String>, List<String>> byKey = new LinkedHashMap<>();
    for (List<String> row : rows) {
      if (byKey.put(cells(row, key), row) != null) {
        throw new InvalidInputException(
            "%s: the row %s is there twice; name more columns with --key."
                .formatted(name, String.join(",", cells(row, key))));
      }
    }
    return byKey;
  }

  private List<String> cells(List<String> row, List<String> key) {
    return key.stream().map(header -> row.get(column(header))).toList();
  }

  private static InvalidInputException refused(Path file, String complaint) {
    return new InvalidInputException("%s: %s".formatted(file, complaint));
  }
}
