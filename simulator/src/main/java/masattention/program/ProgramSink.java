package masattention.program;

/**
 * Where a scheduler writes its tasks, engine by engine in program order.
 *
 * <p>Every read names the slot and the tile wanted in it, every write the slot and the tile it then
 * holds; nobody states a data edge. The only ordering a scheduler states is a barrier.
 */
public interface ProgramSink {

  /** Loads {@code count} consecutive tiles into consecutive slots in one transfer. */
  void load(int core, int slot, long tile, int count, long bytes);

  /**
   * Stores the {@code count} consecutive tiles of consecutive slots in one transfer.
   *
   * @param spill whether the bytes leave only for want of room and come back
   */
  void store(int core, int slot, long tile, int count, long bytes, boolean spill);

  /** A matrix task. */
  void matmul(MatrixTask task);

  /** The matrix tasks of a run, one after the other. */
  default void matmulRun(MatrixRun run) {
    for (int i = 0; i < run.count(); i++) {
      matmul(run.task(i));
    }
  }

  /** A complete softmax. */
  void softmax(SoftmaxTask task);

  /**
   * One sub-tile of the one-pass softmax, in place; {@code first} starts the running statistics.
   */
  void onlineSoftmax(
      int core, int slot, long scores, int stateSlot, long state, int m, int n, boolean first);

  /** A step of the softmax of a span. */
  void spanSoftmax(SpanTask task);

  /** Rescales an output accumulator to the running maximum of its state. */
  void rescale(int core, int stateSlot, long state, int outSlot, long out, int m, int f);

  /** Divides an output accumulator by the sums of its rows, with their state at hand. */
  void normalize(int core, Op.Normalize op, int stateSlot, long state, int outSlot, long out);

  /** Later tasks of {@code engines} of {@code core} start after everything earlier in them. */
  void barrier(int core, EngineKind... engines);

  /** Later tasks of all engines of all cores start after everything earlier. */
  void barrier();
}
