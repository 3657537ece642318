package masattention.kernel;

/** The work of one thread on one row block; an instance owns its workspace. */
interface RowBlockAttention {

  /** Announces that the numbers may have changed since the last row block. */
  default void newCall() {}

  /**
   * Writes rows {@code firstRow} to {@code endRow} (exclusive) of the group that shares a key/value
   * head; see {@link KernelShape} for their order.
   *
   * @param batch the sequence
   * @param kvHead the key/value head within it
   */
  void attendRows(CallTensors call, int batch, int kvHead, int firstRow, int endRow);
}
