package masattention.input;

import com.fasterxml.jackson.databind.JsonNode;

/** The user's own text as it stands in a message: short enough to read. */
final class Quote {

  private static final int LONGEST = 60;

  private Quote() {}

  static String shortened(String text) {
    return Printable.shortened(text, LONGEST);
  }

  static String of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case NULL, STRING, NUMBER, BOOLEAN, BINARY, MISSING, POJO -> shortened(node.toString());
    };
  }
}
