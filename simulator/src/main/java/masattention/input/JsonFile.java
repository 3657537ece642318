package masattention.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that holds one JSON object: strict JSON in UTF-8, no key twice, nothing after the object.
 * Whatever is wrong with it is refused with an {@link InvalidInputException}.
 */
public final class JsonFile {

  private static final int MOST_BYTES = 16 << 20;

  // NaN and infinities are let through here so that the field that holds them can be named.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonFile() {}

  /** Whether what the user typed can only mean a file, or names one that is there. */
  public static boolean isMeant(String nameOrPath) {
    if (nameOrPath.toLowerCase(Locale.ROOT).endsWith(".json")
        || nameOrPath.contains("/")
        || nameOrPath.contains("\\")) {
      return true;
    }
    return exists(nameOrPath);
  }

  /** Whether there is a file or folder at {@code path}. */
  public static boolean exists(String path) {
    try {
      return !path.isBlank() && Files.exists(Path.of(path));
    } catch (InvalidPathException notAPath) {
      return false;
    }
  }

  /** The object in the file at {@code path}. */
  public static JsonFields read(String path) {
    String text = InputFile.text(path, MOST_BYTES, "JSON file");
    return parse(path, Path.of(path).getFileName().toString(), text);
  }

  /** The object in the resource {@code name} beside {@code anchor}. */
  public static JsonFields readResource(Class<?> anchor, String name) {
    try (InputStream stream = anchor.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(
            "The resource %s of %s must be on the class path.".formatted(name, anchor.getName()));
      }
      return parse(name, name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("The resource %s must be readable.".formatted(name), e);
    }
  }

  private static JsonFields parse(String file, String fileName, String text) {
    if (text.isBlank()) {
      throw refused(file, "is empty; it must hold a JSON object.");
    }
    if (text.startsWith("version https://git-lfs")) {
      throw refused(
          file, "is a Git LFS pointer, not the file itself; fetch it, as with git lfs pull.");
    }
    JsonNode root = tree(file, text);
    if (!(root instanceof ObjectNode object)) {
      throw refused(file, "holds %s; it must hold a JSON object.".formatted(Quote.of(root)));
    }
    return new JsonFields(file, fileName, "", object);
  }

  private static JsonNode tree(String file, String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        parser.nextToken();
        JsonNode root = value(parser);
        if (parser.nextToken() != null) {
          throw refused(
              file,
              place(parser, parser.currentTokenLocation())
                  + "something follows the JSON object; nothing may.");
        }
        return root;
      } catch (JsonEOFException e) {
        throw malformed(
            file, parser, e, "the JSON ends too early; close every string, array and object.");
      } catch (StreamConstraintsException e) {
        throw malformed(
            file, parser, e, "deeper nesting or a longer number or text than any file needs.");
      } catch (JsonProcessingException e) {
        String said = e.getOriginalMessage().replaceAll("\\s*\\(start marker at .*", "");
        throw malformed(file, parser, e, said + "; the file must be valid JSON.");
      } catch (NumberFormatException e) {
        throw refused(
            file, place(parser, null) + "the exponent is too large; give a smaller number.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be readable.", e);
    }
  }

  /**
   * The value that a parser is at. A mapper reads the same tree, but takes a good part of the time
   * of a single question to get ready.
   */
  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == NumberType.INT
              ? NODES.numberNode(parser.getIntValue())
              : NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT ->
          parser.isNaN()
              ? NODES.numberNode(parser.getDoubleValue())
              : NODES.numberNode(parser.getDecimalValue().stripTrailingZeros());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static InvalidInputException malformed(
      String file, JsonParser parser, JsonProcessingException e, String complaint) {
    return refused(file, place(parser, e.getLocation()) + complaint);
  }

  /** Line, column and the path of the field, as far as there is one. */
  private static String place(JsonParser parser, JsonLocation stated) {
    JsonLocation location = stated == null ? parser.currentLocation() : stated;
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    String path = pointer.replaceFirst("^/", "").replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    return "line %s, column %s%s: "
        .formatted(
            location.getLineNr(),
            location.getColumnNr(),
            path.isEmpty() ? "" : ", at " + Quote.shortened(path));
  }

  private static InvalidInputException refused(String file, String complaint) {
    return new InvalidInputException("%s: %s".formatted(file, complaint));
  }
}
