package masattention.models;

/** How multi-head latent attention (MLA) is computed. */
public enum Latent {
  /** Keys and values are expanded for every head. */
  NAIVE,
  /** The expansion is absorbed into queries and outputs: one head of keys and values for all. */
  ABSORBED
}
