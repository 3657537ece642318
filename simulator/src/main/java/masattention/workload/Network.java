package masattention.workload;

import masattention.input.Grade;

/**
 * An attention layer that has a name.
 *
 * @param name what reports and the command line call it
 * @param shape the sizes of one of its layers
 * @param source where the sizes come from
 * @param grade how well they are founded
 * @param layers layers of this shape that a total over the network counts; 1 where the tables show
 *     a single layer
 */
public record Network(String name, AttentionShape shape, String source, Grade grade, int layers) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when the name or the source is blank or the layers are not
   *     positive
   */
  public Network {
    if (name.isBlank() || source.isBlank()) {
      throw new IllegalArgumentException(
          "The name (%s) and the source (%s) must not be blank.".formatted(name, source));
    }
    if (layers <= 0) {
      throw new IllegalArgumentException("The layers (%s) must be positive.".formatted(layers));
    }
  }

  /** One layer of these sizes, stated by the caller without a source. */
  public static Network of(String name, AttentionShape shape) {
    return new Network(name, shape, "stated by the caller", Grade.ASSUMED, 1);
  }

  /** This network with another number of key/value heads. */
  public Network withKvHeads(int kvHeads) {
    return new Network(name, shape.withKvHeads(kvHeads), source, grade, layers);
  }
}
