package masattention.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object, which knows its file and its place in it.
 *
 * <p>Every getter returns a value of the type and range asked for, or refuses with an {@link
 * InvalidInputException} that names file and field path. A field that is {@code null} is there and
 * has the wrong type.
 */
public final class JsonFields {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int THOUSANDTHS = 3;
  private static final int MOST_PLAIN_ZEROS = 20;

  private final String file;
  private final String fileName;
  private final String path;
  private final ObjectNode node;

  JsonFields(String file, String fileName, String path, ObjectNode node) {
    this.file = file;
    this.fileName = Printable.of(fileName);
    this.path = path;
    this.node = node;
  }

  /** The file's name without its folders. */
  public String fileName() {
    return fileName;
  }

  /** Where the field {@code name} stands in the file, as in {@code dram.bytesPerCycle}. */
  public String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether the field is there. */
  public boolean has(String name) {
    return node.has(name);
  }

  /** Whether the field is there and is an object. */
  public boolean hasObject(String name) {
    return node.path(name).isObject();
  }

  /** Whether the field is there and is null. */
  public boolean isNull(String name) {
    return node.path(name).isNull();
  }

  /** The field as Jackson holds it; missing where there is none. */
  public JsonNode value(String name) {
    return node.path(name);
  }

  /** The whole numbers of an array, which may be empty. */
  public List<Integer> intNumbers(String name, int least, int most) {
    String right = "an array of whole numbers from %s to %s".formatted(least, most);
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode element : array(name, right)) {
      if (!element.canConvertToExactIntegral()
          || !element.canConvertToInt()
          || element.intValue() < least
          || element.intValue() > most) {
        throw wrong(name, right);
      }
      numbers.add(element.intValue());
    }
    return numbers;
  }

  /** The texts of an array, which may be empty. */
  public List<String> texts(String name) {
    String right = "an array of texts";
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name, right)) {
      if (!element.isTextual()) {
        throw wrong(name, right);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private ArrayNode array(String name, String right) {
    if (!(required(name, right) instanceof ArrayNode array)) {
      throw wrong(name, right);
    }
    return array;
  }

  /** The object itself. */
  ObjectNode node() {
    return node;
  }

  /** Another object in the place of this one. */
  JsonFields with(ObjectNode other) {
    return new JsonFields(file, fileName, path, other);
  }

  /** Refuses every field but {@code known}. */
  public JsonFields allowOnly(String... known) {
    List<String> names = Arrays.asList(known);
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!names.contains(field)) {
        String suggestion =
            Names.nearest(field, names)
                .map(name -> "did you mean %s? Known here: ".formatted(name))
                .orElse("known here: ");
        throw refused(
            "%s is not a field; %s%s."
                .formatted(pathOf(Quote.shortened(field)), suggestion, String.join(", ", names)));
      }
    }
    return this;
  }

  /** A whole number from {@code least} to {@code most}. */
  public int intNumber(String name, int least, int most) {
    return Math.toIntExact(longNumber(name, least, most));
  }

  /** A whole number from {@code least} to {@code most}. */
  public long longNumber(String name, long least, long most) {
    return longNumber(name, least, most, "a whole number from %s to %s".formatted(least, most));
  }

  /** As {@link #longNumber}, or empty if the field is the string {@code word}. */
  public OptionalLong longNumberOrWord(String name, long least, long most, String word) {
    if (node.path(name).isTextual() && node.path(name).textValue().equals(word)) {
      return OptionalLong.empty();
    }
    String right = "a whole number from %s to %s or \"%s\"".formatted(least, most, word);
    return OptionalLong.of(longNumber(name, least, most, right));
  }

  private long longNumber(String name, long least, long most, String right) {
    BigDecimal number = number(name, BigDecimal.valueOf(least), BigDecimal.valueOf(most), right);
    if (number.stripTrailingZeros().scale() > 0) {
      throw wrong(name, right);
    }
    return number.longValueExact();
  }

  /** A decimal of at most three fractional digits, in thousandths, from {@code least} of them. */
  public long thousandths(String name, long least, long most) {
    return decimals(name, least, most, THOUSANDTHS, "decimals");
  }

  /** A decimal of at most one fractional digit, in tenths, from {@code least} of them. */
  public long tenths(String name, long least, long most) {
    return decimals(name, least, most, 1, "decimal");
  }

  private long decimals(String name, long least, long most, int places, String called) {
    BigDecimal low = BigDecimal.valueOf(least, places);
    BigDecimal high = BigDecimal.valueOf(most, places);
    String right =
        "a number from %s to %s with at most %s %s"
            .formatted(plain(low), plain(high), places, called);
    BigDecimal number = number(name, low, high, right);
    if (number.stripTrailingZeros().scale() > places) {
      throw wrong(name, right);
    }
    return number.scaleByPowerOfTen(places).longValueExact();
  }

  /** A number from {@code least} to {@code most}, rounded to the nearest double. */
  public double decimal(String name, long least, long most) {
    String right = "a number from %s to %s".formatted(least, most);
    BigDecimal number = number(name, BigDecimal.valueOf(least), BigDecimal.valueOf(most), right);
    return Double.parseDouble(number.toString());
  }

  /** A field that is {@code true} or {@code false}. */
  public boolean flag(String name) {
    JsonNode value = required(name, "true or false");
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  /** A line of text that is not blank. */
  public String text(String name) {
    String right = "a line of text";
    JsonNode value = required(name, right);
    if (!value.isTextual()
        || value.textValue().isBlank()
        || value.textValue().chars().anyMatch(Character::isISOControl)) {
      throw wrong(name, right);
    }
    return value.textValue();
  }

  /** As {@link #text}, or the digits of a finite number. */
  public String textOrNumber(String name) {
    return isFinite(node.path(name)) ? textOf(name) : text(name);
  }

  /** A name that can stand in a table, a command line and the name of a file. */
  public String name(String name) {
    String right =
        "at most 64 letters, digits, dots, underscores and hyphens, the first a letter or a digit";
    JsonNode value = required(name, right);
    if (!value.isTextual() || !NAME.matcher(value.textValue()).matches()) {
      throw wrong(name, right);
    }
    return value.textValue();
  }

  /** The choice that goes by the text of the field. */
  public <T> T choice(String name, Map<String, T> choices) {
    String right = "one of " + String.join(", ", choices.keySet());
    JsonNode value = required(name, right);
    return Optional.ofNullable(value.textValue())
        .map(choices::get)
        .orElseThrow(() -> wrong(name, right));
  }

  /** The fields of an object. */
  public JsonFields object(String name) {
    JsonNode value = required(name, "an object");
    if (!(value instanceof ObjectNode object)) {
      throw wrong(name, "an object");
    }
    return new JsonFields(file, fileName, pathOf(name), object);
  }

  /** The objects of an array that is not empty. */
  public List<JsonFields> objects(String name) {
    String right = "an array of at least one object";
    JsonNode value = required(name, right);
    if (!(value instanceof ArrayNode array) || array.isEmpty()) {
      throw wrong(name, right);
    }
    List<JsonFields> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String element = "%s[%s]".formatted(pathOf(name), i);
      if (!(array.get(i) instanceof ObjectNode object)) {
        throw refused("%s (%s) must be an object.".formatted(element, Quote.of(array.get(i))));
      }
      objects.add(new JsonFields(file, fileName, element, object));
    }
    return objects;
  }

  /** The field as a table prints it. */
  public String textOf(String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? plain(value.decimalValue()) : value.asText();
  }

  /** What {@code construction} makes; a value that it refuses is refused as this object's. */
  public <T> T build(Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(path.isEmpty() ? e.getMessage() : path + ": " + e.getMessage());
    }
  }

  /** The refusal of the field {@code name}, which must be {@code right}. */
  public InvalidInputException wrong(String name, String right) {
    return refused("%s (%s) must be %s.".formatted(pathOf(name), Quote.of(node.path(name)), right));
  }

  /** A refusal of something in this file. */
  public InvalidInputException refused(String complaint) {
    return new InvalidInputException("%s: %s".formatted(file, complaint));
  }

  private BigDecimal number(String name, BigDecimal least, BigDecimal most, String right) {
    JsonNode value = required(name, right);
    if (!isFinite(value) && !(value.isTextual() && unit(name).isPresent())) {
      throw wrong(name, right);
    }
    if (value.isTextual() && !Unit.isQuantity(value.textValue())) {
      throw wrong(name, right);
    }
    BigDecimal number = value.isTextual() ? quantity(name) : value.decimalValue();
    if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
      throw wrong(name, right);
    }
    return number;
  }

  /** The number that a text with a unit stands for. */
  private BigDecimal quantity(String name) {
    String text = node.path(name).textValue();
    Unit unit = unit(name).orElseThrow();
    return unit.parse(text).orElseThrow(() -> wrong(name, unit.right(text)));
  }

  /** The unit that the field's name states; that of the object for its {@code value}. */
  private Optional<Unit> unit(String name) {
    return Unit.of(name.equals("value") ? path : name);
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && !(value.isDouble() && !Double.isFinite(value.asDouble()));
  }

  private JsonNode required(String name, String right) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw refused("%s is missing; it must be %s.".formatted(pathOf(name), right));
    }
    return value;
  }

  /** Without an exponent, unless that would be absurdly long. */
  private static String plain(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return Math.abs((long) shortest.scale()) <= MOST_PLAIN_ZEROS
        ? shortest.toPlainString()
        : shortest.toString();
  }
}
