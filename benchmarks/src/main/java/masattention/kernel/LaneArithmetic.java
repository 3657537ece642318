package masattention.kernel;

/**
 * The arithmetic of a {@link LaneBlock}, in which each lane is the same chain of IEEE 754
 * operations whatever the vector width: products are chains of fused multiply-adds over ascending e
 * or j, and exponentials are those of {@link LaneExp}.
 */
interface LaneArithmetic {

  /** Queries per block. */
  int lanes();

  /** Sᵀ = K Qᵀ, unscaled, of {@code keys} keys into the score rows from {@code row} on. */
  void scores(LaneBlock block, float[] key, int keyAt, int keyStride, int keys, int row);

  /** Raises the row {@code nextMax} to the maximum of {@code keys} score rows; skips NaN. */
  void raiseMaximum(LaneBlock block, int row, int keys);

  /**
   * Replaces the scores s by 2^((s − shift)·factor) and adds them to the row of sums, over
   * ascending keys.
   */
  void exponentials(LaneBlock block, int row, int keys, float factor);

  /** Oᵀ += Vᵀ Pᵀ over {@code keys} keys whose weights begin at score row {@code row}. */
  void accumulate(LaneBlock block, int row, int keys, float[] value, int valueAt, int valueStride);

  /**
   * Moves the running maximum to {@code nextMax}: Oᵀ and the sums shrink by 2^((max −
   * nextMax)·factor), and the shift becomes the new maximum, or 0 while that is −∞.
   */
  void rescale(LaneBlock block, float factor);
}
