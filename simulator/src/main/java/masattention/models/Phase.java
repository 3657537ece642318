package masattention.models;

/** Which step of a generating model runs. */
public enum Phase {
  /** All tokens at once. */
  PREFILL,
  /** One more token against the keys of all tokens so far, its own included. */
  DECODE
}
