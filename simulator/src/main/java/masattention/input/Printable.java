package masattention.input;

/**
 * Text of the user's, made fit for a terminal, a page or a message: what would steer these instead
 * of being seen stands there as its escape.
 */
public final class Printable {

  private static final int LONGEST_CELL = 200;

  private Printable() {}

  /**
   * The text with control characters, line and paragraph separators, directional marks and other
   * invisible format characters, and lone surrogates written as {@code \}{@code uXXXX}.
   */
  public static String of(String text) {
    return escaped(text, false);
  }

  /** As {@link #of}, but the ends of lines and tabs stay: for whole texts of more than one line. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  /** As {@link #of}, and short enough for a cell of a table on a terminal. */
  public static String cell(String text) {
    return of(shortened(text, LONGEST_CELL));
  }

  /** The text, or its beginning and an ellipsis if it is longer than {@code longest}. */
  static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }

  private static String escaped(String text, boolean keepLines) {
    if (text.codePoints().noneMatch(point -> steers(point, keepLines))) {
      return text;
    }
    StringBuilder seen = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (!steers(point, keepLines)) {
                seen.appendCodePoint(point);
              } else if (point == '\n') {
                seen.append("\\n");
              } else {
                for (char unit : Character.toChars(point)) {
                  seen.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return seen.toString();
  }

  private static boolean steers(int point, boolean keepLines) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> !(keepLines && (point == '\n' || point == '\t'));
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
