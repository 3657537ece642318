package masattention.models;

/**
 * What is asked of a model file.
 *
 * @param part which of its layers
 * @param latent how multi-head latent attention is computed
 */
public record Question(Part part, Latent latent) {

  /** Everything, latent attention with expanded keys and values. */
  public static final Question ALL = new Question(Part.ALL, Latent.NAIVE);
}
