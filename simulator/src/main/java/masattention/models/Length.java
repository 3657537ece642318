package masattention.models;

/** How many queries or keys there are: a number of the model, or one that the user gives. */
public sealed interface Length {

  /** A number that the model fixes. */
  record Fixed(Fact fact) implements Length {}

  /** A number that the user gives. */
  enum Given implements Length {
    /** Tokens of the text, or of the decoder. */
    TOKENS("--tokens"),
    /** Tokens of the encoder. */
    SOURCE("--source-tokens"),
    /** Patches of the image. */
    IMAGE("--image-tokens");

    private final String option;

    Given(String option) {
      this.option = option;
    }

    /** The option of the command line that gives it. */
    public String option() {
      return option;
    }
  }
}
