package masattention.kernel;

/** The work of one thread on one row block; an instance owns its workspace. */
interface RowBlockAttention {

  /** Announces that the numbers may have changed since the last row block. */
  default void newCall() {}

  /**
   * Writes rows {@code firstRow} to {@code endRow} (exclusive) of a query head.
   *
   * @param batch the sequence
   * @param head the query head within it
   */
  void attendRows(
      float[] query,
      float[] key,
      float[] value,
      float[] output,
      int batch,
      int head,
      int firstRow,
      int endRow);
}
