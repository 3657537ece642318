package masattention.schedule;

/** Where a schedule divides by the sums of its rows. */
public enum Normalize {
  /** Every score of a row block, within its softmax. */
  SCORES("scores"),
  /** Every output of a row block, after its product with V; O is FP32 until then. */
  OUTPUTS("outputs");

  private final String id;

  Normalize(String id) {
    this.id = id;
  }

  /** Name in tables and on the command line. */
  public String id() {
    return id;
  }
}
