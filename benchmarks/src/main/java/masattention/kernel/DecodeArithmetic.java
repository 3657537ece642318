package masattention.kernel;

/**
 * The arithmetic of a {@link DecodeBlock}: panels of {@link #ROWS} query rows against many keys. As
 * in {@link LaneArithmetic} every number is the same chain of IEEE 754 operations whatever the
 * vector width:
 *
 * <ul>
 *   <li>a score is {@link #PARTIALS} chains of fused multiply-adds, chain i over the e with e mod
 *       16 = i, ascending; they are added as d0 = c0 + c8 to d7 = c7 + c15, then ((d0 + d1) + (d4 +
 *       d5)) + ((d2 + d3) + (d6 + d7));
 *   <li>the weights of a panel are summed in 16 chains, chain 4·i + r over the keys j of row r with
 *       j mod 4 = i;
 *   <li>weighted values are one chain over ascending j.
 * </ul>
 *
 * <p>Half-precision numbers are taken in units ({@link Storage#inUnits}), which the callers make up
 * for.
 */
interface DecodeArithmetic {

  /** Query rows of a panel. */
  int ROWS = 4;

  /** Chains of a score, and chains of the sums of a panel's weights. */
  int PARTIALS = 16;

  /**
   * Scores [keys, ROWS] of a panel.
   *
   * @param t holds Q and the scores
   * @param query where Q [ROWS, depth] begins
   * @param depth columns, a multiple of {@link #PARTIALS}
   * @param chains where 16 times 16 floats are free
   * @param keys a multiple of {@link #ROWS}
   * @param to where the scores go
   */
  void scores(
      float[] t,
      int query,
      int depth,
      int chains,
      float[] key,
      int keyAt,
      int keyStride,
      int keys,
      int to);

  /** The same for halves. */
  void scores(
      float[] t,
      int query,
      int depth,
      int chains,
      Storage storage,
      short[] key,
      int keyAt,
      int keyStride,
      int keys,
      int to);

  /** Raises 16 maxima, number 4·i + r for row r and the keys j with j mod 4 = i; skips NaN. */
  void raiseMaxima(float[] t, int scores, int keys, int maxima);

  /**
   * Replaces the scores s by unit·2^((s − shift)·factor) and writes the 16 sums of the weights,
   * without the unit.
   *
   * @param shifts where 16 shifts lie, one per lane as in {@link #raiseMaxima}
   */
  void exponentials(
      float[] t, int scores, int keys, int shifts, float factor, float unit, int sums);

  /**
   * Adds P V, summed over ascending keys from zero, to the rows of O.
   *
   * @param t holds the weights [keys, ROWS] and O [ROWS, width]
   * @param width columns, a multiple of {@link #PARTIALS}
   */
  void values(
      float[] t,
      int weights,
      int keys,
      float[] value,
      int valueAt,
      int valueStride,
      int width,
      int to);

  /** The same for halves. */
  void values(
      float[] t,
      int weights,
      int keys,
      Storage storage,
      short[] value,
      int valueAt,
      int valueStride,
      int width,
      int to);
}
