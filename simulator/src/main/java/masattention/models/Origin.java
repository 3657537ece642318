package masattention.models;

/** Where a number of a model comes from. */
public enum Origin {
  /** It stands in the file. */
  FILE("file"),
  /** It follows from numbers of the file. */
  DERIVED("derived"),
  /** The file leaves it out, and the configuration class sets it. */
  CLASS_DEFAULT("class default");

  private final String words;

  Origin(String words) {
    this.words = words;
  }

  /** What reports print. */
  public String words() {
    return words;
  }
}
