package masattention.kernel;

/**
 * The arithmetic of a {@link LaneBlock}, in which each lane is the same chain of IEEE 754
 * operations whatever the vector width: products are chains of fused multiply-adds over ascending e
 * or j, and exponentials are those of {@link LaneExp}.
 *
 * <p>Lanes from {@link LaneBlock#rows} on hold whatever a whole vector brings along; nothing of
 * theirs is stored.
 */
interface LaneArithmetic {

  /** Queries per block. */
  int lanes();

  /** Expands {@code columns} stored numbers; those that are finite are exact. */
  void expand(Storage storage, short[] from, int fromAt, int columns, float[] to, int toAt);

  /** Raises each column's bits of |x|, as an integer, to those of {@code rows} rows. */
  void raiseMagnitudes(float[] matrix, int at, int rowStride, int rows, int[] columns);

  /** Qᵀ = the rows of Q that begin at {@code rowAt}, times {@code scale}; zero beyond them. */
  void load(LaneBlock block, float[] query, int[] rowAt, float scale);

  /** Writes Σ |q_e|·limits_e into the row of bounds. */
  void bounds(LaneBlock block, float[] limits);

  /**
   * Multiplies Qᵀ by factor + rest in the lanes whose bound is at most {@code bound}, and makes 1
   * the factor that is left for their exponentials, {@code factor} that of the others. Returns
   * whether there are no others.
   */
  boolean scaleBounded(LaneBlock block, float bound, float factor, float rest);

  /**
   * Sᵀ = K Qᵀ of {@code keys} keys into the score rows from {@code row} on, at least for the lanes
   * from {@code firstLane} to {@code endLane} (exclusive).
   */
  void scores(
      LaneBlock block,
      int firstLane,
      int endLane,
      float[] key,
      int keyAt,
      int keyStride,
      int keys,
      int row);

  /** Raises the row {@code nextMax} to the maximum of {@code keys} score rows; skips NaN. */
  void raiseMaximum(LaneBlock block, int row, int keys);

  /**
   * Replaces the scores s by 2^((s − shift)·factor) and adds their sum, taken over ascending keys
   * from zero, to the row of sums.
   *
   * @param moved what of it a product does: nothing is added up, or S += 1 (−shift)ᵀ comes first
   */
  void exponentials(LaneBlock block, int row, int keys, Moved moved);

  /** The same for scores within ±126, shift 0 and factor 1, which need no care at the ends. */
  void boundedExponentials(LaneBlock block, int row, int keys);

  /**
   * Adds P V, summed over {@code keys} ascending keys from zero, to the rows of O of the lanes from
   * {@code firstLane} to {@code endLane} (exclusive), both multiples of {@link #LANE_STEP}; the
   * weights begin at score row {@code row}, and the rows of V are {@link LaneBlock#valueWidth}
   * long.
   */
  void values(
      LaneBlock block,
      int firstLane,
      int endLane,
      int row,
      int keys,
      float[] value,
      int valueAt,
      int valueStride);

  /** Lanes whose values are computed together. */
  int LANE_STEP = 4;

  /**
   * Moves the running maximum to {@code nextMax}: O and the sums shrink by 2^((max −
   * nextMax)·factor), and the shift becomes the new maximum, or 0 while that is −∞.
   */
  void rescale(LaneBlock block);

  /** Writes the rows of O, each times 1 / sum, to where {@code rowAt} says they begin. */
  void store(LaneBlock block, float[] output, int[] rowAt);
}
