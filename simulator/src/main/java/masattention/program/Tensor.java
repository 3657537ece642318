package masattention.program;

/** The matrices of an attention layer, and the running row statistics of the one-pass softmax. */
public enum Tensor {
  /** Queries. */
  Q,
  /** Keys. */
  K,
  /** Values. */
  V,
  /** Scores, Q Kᵀ. */
  S,
  /** Probabilities, softmax of a row of S. */
  P,
  /** Outputs, P V. */
  O,
  /** Running maximum and sum of every row of a row block. */
  STATE,
  /** Maximum of every row of a row block as of one span, and the factor to it from the last. */
  REFERENCE
}
