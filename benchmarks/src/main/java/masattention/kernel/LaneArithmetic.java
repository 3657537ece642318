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

  /** Qᵀ = {@code rows} rows of Q; zero in the lanes beyond. */
  void load(LaneBlock block, float[] query, int at, int rowStride, int rows);

  /** Writes Σ |q_e|·limits_e into the row of bounds. */
  void bounds(LaneBlock block, float[] limits);

  /**
   * Multiplies Qᵀ by factor + rest in the lanes whose bound is at most {@code bound}, and makes 1
   * the factor that is left for their exponentials, {@code factor} that of the others. Returns
   * whether there are no others.
   */
  boolean scaleBounded(LaneBlock block, float bound, float factor, float rest);

  /** Sᵀ = K Qᵀ of {@code keys} keys into the score rows from {@code row} on. */
  void scores(LaneBlock block, float[] key, int keyAt, int keyStride, int keys, int row);

  /** Raises the row {@code nextMax} to the maximum of {@code keys} score rows; skips NaN. */
  void raiseMaximum(LaneBlock block, int row, int keys);

  /**
   * Replaces the scores s by 2^((s − shift)·factor) and adds their sum, taken over ascending keys
   * from zero, to the row of sums.
   */
  void exponentials(LaneBlock block, int row, int keys);

  /** The same for scores within ±126, shift 0 and factor 1, which need no care at the ends. */
  void boundedExponentials(LaneBlock block, int row, int keys);

  /**
   * Adds Vᵀ Pᵀ, summed over {@code keys} ascending keys from zero, to the matrix at {@code to}; the
   * weights begin at score row {@code row}.
   */
  void accumulate(
      LaneBlock block, int row, int keys, float[] value, int valueAt, int valueStride, int to);

  /**
   * Moves the running maximum to {@code nextMax}: Oᵀ and the sums shrink by 2^((max −
   * nextMax)·factor), and the shift becomes the new maximum, or 0 while that is −∞.
   */
  void rescale(LaneBlock block);

  /** {@code rows} rows of O = Oᵀ transposed, each times 1 / sum. */
  void store(LaneBlock block, float[] output, int at, int rowStride, int rows);
}
