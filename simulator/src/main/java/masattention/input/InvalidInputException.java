package masattention.input;

/**
 * A refusal of something the user stated: one line that says what is wrong, where it stands and
 * what would be right.
 */
public final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 6000;

  /**
   * A refusal with that message. Text of the user's may stand in it; nothing of it breaks the line
   * or makes it endless.
   */
  public InvalidInputException(String message) {
    super(Printable.of(Printable.shortened(message, LONGEST)));
  }
}
