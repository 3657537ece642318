package masattention.kernel;

/**
 * The arithmetic of a {@link LaneBlock}, in which each lane is the same chain of IEEE 754
 * operations whatever the vector width: products are chains of fused multiply-adds over ascending e
 * or j, and exponentials are those of {@link LaneExp}.
 */
interface LaneArithmetic {

  /** Queries per block. */
  int lanes();

  /** Raises each column's bits of |x|, as an integer, to those of {@code rows} rows. */
  void raiseMagnitudes(float[] matrix, int at, int rowStride, int rows, int[] columns);

  /** Qᵀ = {@code rows} rows of Q times {@code factor}; zero in the lanes beyond. */
  void load(LaneBlock block, float[] query, int at, int rowStride, int rows, float factor);

  /** Whether Σ |q_e|·limits_e is at most {@code bound} in every lane; writes the sums. */
  boolean bounded(LaneBlock block, float[] limits, float bound);

  /** Sᵀ = K Qᵀ of {@code keys} keys into the score rows from {@code row} on. */
  void scores(LaneBlock block, float[] key, int keyAt, int keyStride, int keys, int row);

  /** Raises the row {@code nextMax} to the maximum of {@code keys} score rows; skips NaN. */
  void raiseMaximum(LaneBlock block, int row, int keys);

  /**
   * Replaces the scores s by 2^(s − shift) and adds them to the row of sums, over ascending keys.
   */
  void exponentials(LaneBlock block, int row, int keys);

  /** The same for scores within ±126 and a shift of zero, which need no care at the ends. */
  void boundedExponentials(LaneBlock block, int row, int keys);

  /** Oᵀ += Vᵀ Pᵀ over {@code keys} keys whose weights begin at score row {@code row}. */
  void accumulate(LaneBlock block, int row, int keys, float[] value, int valueAt, int valueStride);

  /**
   * Moves the running maximum to {@code nextMax}: Oᵀ and the sums shrink by 2^(max − nextMax), and
   * the shift becomes the new maximum, or 0 while that is −∞.
   */
  void rescale(LaneBlock block);

  /** {@code rows} rows of O = Oᵀ transposed, each times 1 / sum. */
  void store(LaneBlock block, float[] output, int at, int rowStride, int rows);
}
