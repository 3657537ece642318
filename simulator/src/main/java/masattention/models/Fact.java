package masattention.models;

/**
 * A positive whole number of a model.
 *
 * @param from the field path, the arithmetic, or the class and its field
 */
public record Fact(int value, Origin origin, String from) {

  /** A number that follows from others. */
  static Fact derived(int value, String arithmetic) {
    return new Fact(value, Origin.DERIVED, arithmetic);
  }
}
