package masattention.program;

import masattention.program.Op.Product;

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

  /**
   * A matrix task: reads {@code left} and {@code right}, writes {@code out} (and reads it when it
   * accumulates). Of a P operand, {@code leftCount} consecutive tiles are read.
   */
  void matmul(
      EngineKind unit,
      int core,
      Product product,
      int leftSlot,
      long left,
      int leftCount,
      int rightSlot,
      long right,
      int outSlot,
      long out,
      int m,
      int k,
      int n,
      boolean accumulates,
      int outElementBytes);

  /**
   * The products of a row block with {@code count} consecutive resident sub-tiles, one matrix task
   * each. S = Q Kᵀ: one Q, consecutive score tiles; O = P V: consecutive P tiles, one O, which
   * accumulates from the second task on.
   *
   * @param m rows of the row block
   * @param size keys of a sub-tile
   * @param lastSize keys of the last one
   * @param other E for S, F for O
   * @param lastUse whether the core reads these sub-tiles for the last time before others take
   *     their slots
   */
  default void matmulRun(
      EngineKind unit,
      int core,
      Product product,
      int leftSlot,
      long left,
      int rightSlot,
      long right,
      int outSlot,
      long out,
      int count,
      int m,
      int size,
      int lastSize,
      int other,
      int outElementBytes,
      boolean lastUse) {
    boolean scores = product == Product.SCORES;
    for (int i = 0; i < count; i++) {
      int keys = i == count - 1 ? lastSize : size;
      int leftStep = scores ? 0 : i;
      int outStep = scores ? i : 0;
      matmul(
          unit,
          core,
          product,
          leftSlot + leftStep,
          left + leftStep,
          1,
          rightSlot + i,
          right + i,
          outSlot + outStep,
          out + outStep,
          m,
          scores ? other : keys,
          scores ? keys : other,
          !scores && i > 0,
          outElementBytes);
    }
  }

  /**
   * Complete softmax of {@code count} score tiles of m rows, n columns in all, in place. The first
   * {@code inSlots} of them lie in consecutive slots from {@code slot} on, the rest from {@code
   * restSlot} on.
   *
   * @param state where the sums of the rows go when the scores are not divided by them; {@link
   *     Tile#NONE} when they are
   */
  void softmax(
      int core,
      int slot,
      int inSlots,
      int restSlot,
      long scores,
      int count,
      int stateSlot,
      long state,
      int m,
      int n);

  /**
   * One sub-tile of the one-pass softmax, in place; {@code first} starts the running statistics.
   */
  void onlineSoftmax(
      int core, int slot, long scores, int stateSlot, long state, int m, int n, boolean first);

  /** Rescales an output accumulator to the running maximum of its state. */
  void rescale(int core, int stateSlot, long state, int outSlot, long out, int m, int f);

  /** Divides an output accumulator by the sums of its state. */
  void normalize(int core, int stateSlot, long state, int outSlot, long out, int m, int f);

  /** Later tasks of {@code engines} of {@code core} start after everything earlier in them. */
  void barrier(int core, EngineKind... engines);

  /** Later tasks of all engines of all cores start after everything earlier. */
  void barrier();
}
