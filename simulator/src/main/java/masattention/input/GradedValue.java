package masattention.input;

/**
 * One stated value as a reader of a report sees it: its text, how well it is founded, and where it
 * comes from.
 */
public record GradedValue(String value, Grade grade, String source) {

  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException when the value or the source is blank
   */
  public GradedValue {
    if (value.isBlank() || source.isBlank()) {
      throw new IllegalArgumentException(
          "The value (%s) and its source (%s) must not be blank.".formatted(value, source));
    }
  }
}
