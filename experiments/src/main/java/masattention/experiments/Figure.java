package masattention.experiments;

/**
 * A picture that an experiment draws.
 *
 * @param stem name of its file in the folder of plots, without suffix
 * @param sentence what a reader sees in it, in one sentence
 */
public record Figure(String stem, String sentence) {

  public Figure {
    if (!stem.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "The stem (%s) of a figure must be of a-z, 0-9 and '-'.".formatted(stem));
    }
    if (!sentence.endsWith(".")) {
      throw new IllegalArgumentException(
          "The sentence (%s) of a figure must end with a full stop.".formatted(sentence));
    }
  }
}
