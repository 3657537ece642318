package masattention.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import masattention.input.InvalidInputException;
import masattention.input.Names;

/**
 * A row of text, whose cells are asked for by header and type. What is not there, or not of the
 * type, is refused with the file, the line and the column.
 */
public final class Line {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
  private static final int LONGEST_NUMBER = 100;

  private final String table;
  private final long number;
  private final Map<String, Integer> places;
  private final List<String> cells;

  private Line(String table, long number, Map<String, Integer> places, List<String> cells) {
    this.table = table;
    this.number = number;
    this.places = places;
    this.cells = cells;
  }

  /** Rows of text under their headers, the headers in line 1. */
  static Dataset<Line> dataset(String table, List<String> headers, List<List<String>> rows) {
    return dataset(table, headers, rows, LongStream.range(2, rows.size() + 2L).boxed().toList());
  }

  static Dataset<Line> dataset(
      String table, List<String> headers, List<List<String>> rows, List<Long> numbers) {
    Map<String, Integer> places =
        IntStream.range(0, headers.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(headers::get, Function.identity()));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(new Line(table, numbers.get(i), places, List.copyOf(rows.get(i))));
    }
    return new Dataset<>(
        headers.stream().map(h -> Column.<Line>text(h, line -> line.cell(h))).toList(), lines);
  }

  /** Whether a text is a number, in digits or with an exponent. */
  public static boolean isNumber(String text) {
    return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches();
  }

  /** The cell as it stands there, which may be empty. */
  public String cell(String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new InvalidInputException(
          "%s: line 1 must name the column %s; there are %s."
              .formatted(table, column, Names.list(places.keySet().stream().sorted().toList())));
    }
    return cells.get(place);
  }

  /** A cell that is not empty. */
  public String text(String column) {
    String text = cell(column);
    if (text.isEmpty()) {
      throw refused(column, "must not be empty");
    }
    return text;
  }

  /** A whole number between the two. */
  public long whole(String column, long least, long most) {
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
  public int size(String column, int most) {
    return (int) whole(column, 1, most);
  }

  /** A number, in digits or with an exponent. */
  public BigDecimal decimal(String column) {
    String text = text(column);
    if (!isNumber(text)) {
      throw refused(column, "(%s) must be a number".formatted(text));
    }
    return new BigDecimal(text);
  }

  /** A number as a {@code double}. */
  public double number(String column) {
    return decimal(column).doubleValue();
  }

  /** One of the words. */
  public String word(String column, List<String> words) {
    String text = text(column);
    if (!words.contains(text)) {
      throw refused(column, "(%s) must be one of %s".formatted(text, String.join(", ", words)));
    }
    return text;
  }

  /** A refusal of what stands in a column. */
  public InvalidInputException refused(String column, String complaint) {
    return new InvalidInputException(
        "%s: line %d, column %s %s.".formatted(table, number, column, complaint));
  }
}
