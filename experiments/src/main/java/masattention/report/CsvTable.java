package masattention.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import masattention.input.InputFile;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One of the suite's tables, as text.
 *
 * @param name what refusals call it
 */
public record CsvTable(String name, List<String> headers, List<List<String>> rows) {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_COLUMNS = 1000;

  public CsvTable {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
    if (headers.isEmpty() || new HashSet<>(headers).size() != headers.size()) {
      throw new InvalidInputException(
          "%s: the headers (%s) must be there, none twice.".formatted(name, Names.list(headers)));
    }
  }

  /** Reads a file of at most {@value #MOST_BYTES} bytes and {@value #MOST_COLUMNS} columns. */
  public static CsvTable read(Path file) {
    if (Files.isDirectory(file)) {
      throw refused(file, "cannot be read as a CSV table (it is a directory).");
    }
    String text = InputFile.text(file.toString(), MOST_BYTES, "CSV table");
    CSVFormat format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
    List<List<String>> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      for (CSVRecord record : parser) {
        List<String> row = record.toList();
        if (row.size() > MOST_COLUMNS) {
          throw refused(file, "has more than %d columns.".formatted(MOST_COLUMNS));
        }
        if (!rows.isEmpty() && row.size() != rows.get(0).size()) {
          throw refused(
              file,
              "row %d has %d cells; it must have %d, as the headers."
                  .formatted(rows.size(), row.size(), rows.get(0).size()));
        }
        rows.add(row);
      }
    } catch (IOException | UncheckedIOException e) {
      throw refused(file, "cannot be read as a CSV table (%s).".formatted(e.getMessage()));
    }
    if (rows.isEmpty()) {
      throw refused(file, "is empty; it must be a CSV table with headers.");
    }
    List<String> headers = rows.get(0);
    if (headers.size() == 1 && headers.get(0).matches(".*[;\t].*")) {
      throw refused(file, "is separated by semicolons or tabs; it must be by commas.");
    }
    return new CsvTable(file.toString(), headers, rows.subList(1, rows.size()));
  }

  /** The place of a column. */
  public int column(String header) {
    int column = headers.indexOf(header);
    if (column < 0) {
      throw new InvalidInputException(
          "%s: there is no column %s%s."
              .formatted(
                  name,
                  header,
                  Names.nearest(header, headers)
                      .map(near -> "; did you mean %s".formatted(near))
                      .orElse("; there are " + Names.list(headers))));
    }
    return column;
  }

  /** How many leading columns it takes to tell all rows apart; empty if all do not. */
  OptionalInt leadingKey() {
    int[] group = new int[rows.size()];
    for (int columns = 1; columns <= headers.size(); columns++) {
      Map<Map.Entry<Integer, String>, Integer> numbers = new HashMap<>();
      for (int row = 0; row < group.length; row++) {
        Map.Entry<Integer, String> cell = Map.entry(group[row], rows.get(row).get(columns - 1));
        Integer known = numbers.putIfAbsent(cell, numbers.size());
        group[row] = known == null ? numbers.size() - 1 : known;
      }
      if (numbers.size() == rows.size()) {
        return OptionalInt.of(columns);
      }
    }
    return OptionalInt.empty();
  }

  /** The rows under the cells of their key. */
  Map<List<String>, List<String>> by(List<String> key) {
    Map<List<String>, List<String>> byKey = new LinkedHashMap<>();
    for (List<String> row : rows) {
      if (byKey.put(cells(row, key), row) != null) {
        throw new InvalidInputException(
            "%s: the row %s is there twice; name more columns with --key."
                .formatted(name, Names.list(cells(row, key))));
      }
    }
    return byKey;
  }

  private List<String> cells(List<String> row, List<String> key) {
    return key.stream().map(header -> TableDiff.plain(row.get(column(header)))).toList();
  }

  private static InvalidInputException refused(Path file, String complaint) {
    return new InvalidInputException("%s: %s".formatted(file, complaint));
  }
}
