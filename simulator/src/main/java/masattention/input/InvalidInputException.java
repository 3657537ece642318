package masattention.input;

/**
 * A refusal of something the user stated: one line that says what is wrong, where it stands and
 * what would be right.
 */
public final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;

  /** A refusal with that message, in which line breaks and control characters are escaped. */
  public InvalidInputException(String message) {
    super(oneLine(message));
  }

  /** Text of the user's may stand in a message; nothing of it may break the line. */
  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder(message.length());
    message
        .codePoints()
        .forEach(
            point -> {
              if (point == '\n') {
                line.append("\\n");
              } else if (Character.isISOControl(point)
                  || point == LINE_SEPARATOR
                  || point == PARAGRAPH_SEPARATOR) {
                line.append("\\u%04x".formatted(point));
              } else {
                line.appendCodePoint(point);
              }
            });
    return line.toString();
  }
}
