package masattention.experiments.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with named columns; whatever is wrong with it is said with its line and column. */
final class ReferenceTable {
  private static final long LARGEST_BYTES = 1L << 24;
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private final String name;
  private final List<Row> rows = new ArrayList<>();

  private ReferenceTable(String name, String text, List<String> columns) {
    this.name = name;
    CSVFormat format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      Map<String, Integer> places = null;
      for (CSVRecord record : parser) {
        if (places == null) {
          places = header(record, columns);
        } else {
          rows.add(row(record, parser.getCurrentLineNumber(), places));
        }
      }
      if (places == null || rows.isEmpty()) {
        throw refused("must have a header with %s and a line of data".formatted(joined(columns)));
      }
    } catch (UncheckedIOException | CSVException e) {
      throw refused("must be CSV: quotes must be closed and stand around whole fields");
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be readable.", e);
    }
  }

  /** The file at {@code path}, which must have {@code columns}; others are not looked at. */
  static ReferenceTable read(String path, List<String> columns) {
    Path file = path(path);
    if (Files.isDirectory(file)) {
      throw new InvalidInputException("%s is a folder; name a CSV file.".formatted(path));
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) LARGEST_BYTES + 1);
    } catch (IOException e) {
      throw new InvalidInputException(
          "%s cannot be read: there must be a readable CSV file.".formatted(path));
    }
    if (bytes.length > LARGEST_BYTES) {
      throw new InvalidInputException("%s must be at most 16 MiB.".formatted(path));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ReferenceTable(path, text, columns);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("%s must be text in UTF-8.".formatted(path));
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("%s cannot be a path.".formatted(text));
    }
  }

  /** A table that comes with the suite. */
  static ReferenceTable resource(String resource, List<String> columns) {
    try (InputStream in = ReferenceTable.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ReferenceTable(resource, text, columns);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource %s must be readable.".formatted(resource), e);
    }
  }

  private Map<String, Integer> header(CSVRecord record, List<String> columns) {
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < record.size(); place++) {
      if (places.put(record.get(place).strip(), place) != null) {
        throw refused(
            "line 1, column %s must stand there once".formatted(record.get(place).strip()));
      }
    }
    for (String column : columns) {
      if (!places.containsKey(column)) {
        throw refused(
            "line 1 must name the column %s; the columns are %s"
                .formatted(column, joined(columns)));
      }
    }
    return places;
  }

  private Row row(CSVRecord record, long line, Map<String, Integer> places) {
    if (record.size() != places.size()) {
      throw refused(
          "line %d has %d fields and must have %d, as its header"
              .formatted(line, record.size(), places.size()));
    }
    return new Row(record, line, places);
  }

  List<Row> rows() {
    return rows;
  }

  private static String joined(List<String> columns) {
    return String.join(", ", columns);
  }

  private InvalidInputException refused(String complaint) {
    return new InvalidInputException("%s: %s.".formatted(name, complaint));
  }

  /** One line of data. */
  final class Row {
    private final CSVRecord record;
    private final long line;
    private final Map<String, Integer> places;

    private Row(CSVRecord record, long line, Map<String, Integer> places) {
      this.record = record;
      this.line = line;
      this.places = places;
    }

    String text(String column) {
      String text = record.get(places.get(column)).strip();
      if (text.isEmpty()) {
        throw refused(column, "must not be empty");
      }
      return text;
    }

    /** A whole number between the two. */
    long number(String column, long least, long most) {
      String text = text(column);
      if (!WHOLE.matcher(text).matches()
          || Long.parseLong(text) < least
          || Long.parseLong(text) > most) {
        throw refused(
            column, "(%s) must be a whole number from %d to %d".formatted(text, least, most));
      }
      return Long.parseLong(text);
    }

    /** A size: a whole number from 1 to {@code most}. */
    int size(String column, int most) {
      return (int) number(column, 1, most);
    }

    /** One of the words. */
    String word(String column, List<String> words) {
      String text = text(column);
      if (!words.contains(text)) {
        throw refused(column, "(%s) must be one of %s".formatted(text, joined(words)));
      }
      return text;
    }

    InvalidInputException refused(String column, String complaint) {
      return ReferenceTable.this.refused(
          "line %d, column %s %s".formatted(line, column, complaint));
    }
  }
}
