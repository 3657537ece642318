package masattention.kernel;

/**
 * The sizes of one FP32 attention call, O = softmax(Q Kᵀ / sqrt(E)) V.
 *
 * <p>Query i stands at position p = i + N − M among the keys. With more queries than keys some rows
 * see no key; they are zero.
 *
 * <p>The query heads that share a key/value head are a group, and the rows of a group are one
 * matrix in the order of positions: row i·G + g is query i of the group's head g. Row blocks are
 * runs of these rows.
 *
 * @param batch independent sequences
 * @param queryHeads heads of Q and O
 * @param kvHeads heads of K and V; divides {@code queryHeads}
 * @param seqQ query rows per head (M)
 * @param seqKv keys per head (N)
 * @param headDim depth of Q and K (E)
 * @param valueDim width of V and O (F)
 * @param causal whether a query sees only the keys j ≤ p
 * @param window the most keys that a query sees, its own position included, or 0 for no window: j
 *     &gt; p − window in a causal call, |j − p| ≤ (window − 1) / 2 in others, where it is odd; a
 *     window that masks nothing becomes 0
 */
public record KernelShape(
    int batch,
    int queryHeads,
    int kvHeads,
    int seqQ,
    int seqKv,
    int headDim,
    int valueDim,
    boolean causal,
    int window) {

  public KernelShape {
    requirePositive("batch", batch);
    requirePositive("queryHeads", queryHeads);
    requirePositive("kvHeads", kvHeads);
    requirePositive("seqQ", seqQ);
    requirePositive("seqKv", seqKv);
    requirePositive("headDim", headDim);
    requirePositive("valueDim", valueDim);
    if (queryHeads % kvHeads != 0) {
      throw new IllegalArgumentException(
          "The kvHeads (%d) must divide the queryHeads (%d).".formatted(kvHeads, queryHeads));
    }
    if (window < 0) {
      throw new IllegalArgumentException(
          "The window (%d) must be positive, or 0 for none.".formatted(window));
    }
    if (!causal && window > 0 && window % 2 == 0) {
      throw new IllegalArgumentException(
          "The window (%d) of a call that is not causal must be odd.".formatted(window));
    }
    if (causal ? window >= seqKv : window / 2 >= Math.max(seqQ, seqKv) - 1) {
      window = 0;
    }
  }

  /** A shape without a window. */
  public KernelShape(
      int batch,
      int queryHeads,
      int kvHeads,
      int seqQ,
      int seqKv,
      int headDim,
      int valueDim,
      boolean causal) {
    this(batch, queryHeads, kvHeads, seqQ, seqKv, headDim, valueDim, causal, 0);
  }

  static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("The %s (%d) must be positive.".formatted(name, value));
    }
  }

  /** Plain multi-head self-attention of batch 1. */
  public static KernelShape selfAttention(int heads, int length, int headDim) {
    return new KernelShape(1, heads, heads, length, length, headDim, headDim, false);
  }

  /** Query heads over the whole batch. */
  public int heads() {
    return Math.multiplyExact(batch, queryHeads);
  }

  /** Key/value heads over the whole batch. */
  public int groups() {
    return Math.multiplyExact(batch, kvHeads);
  }

  /** Query heads that share a key/value head (G). */
  public int headsPerGroup() {
    return queryHeads / kvHeads;
  }

  /** Query rows that share a key/value head, G·M. */
  public int rowsPerGroup() {
    return Math.multiplyExact(headsPerGroup(), seqQ);
  }

  /** The key/value head that query head {@code queryHead} reads. */
  public int kvHeadOf(int queryHead) {
    return queryHead / headsPerGroup();
  }

  /** The first key that query {@code i} sees, if it sees any. */
  public int firstKey(int i) {
    return window == 0 ? 0 : clamp((long) i + seqKv - seqQ - behind(), seqKv);
  }

  /** The end (exclusive) of the keys that query {@code i} sees; not above the first if none. */
  public int endKey(int i) {
    return unlimitedAhead() ? seqKv : clamp((long) i + seqKv - seqQ + ahead() + 1, seqKv);
  }

  /** The first query that sees key {@code j}. */
  public int firstQuery(int j) {
    return unlimitedAhead() ? 0 : clamp((long) j - seqKv + seqQ - ahead(), seqQ);
  }

  /** The end (exclusive) of the queries that see key {@code j}. */
  public int endQuery(int j) {
    return window == 0 ? seqQ : clamp((long) j - seqKv + seqQ + behind() + 1, seqQ);
  }

  private boolean unlimitedAhead() {
    return !causal && window == 0;
  }

  /** Keys after its own position that a query sees at most. */
  private int ahead() {
    return causal ? 0 : window / 2;
  }

  /** Keys before its own position that a query sees at most, where there is a window. */
  private int behind() {
    return causal ? window - 1 : window / 2;
  }

  private static int clamp(long value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }

  /** Pairs of a query and a key that it sees, over all heads. */
  public long visiblePairs() {
    long pairs = 0;
    for (int i = 0; i < seqQ; i++) {
      pairs += Math.max(0, endKey(i) - firstKey(i));
    }
    return Math.multiplyExact(pairs, heads());
  }

  /** The factor 1 / sqrt(E) on every score. */
  public float scale() {
    return (float) (1 / Math.sqrt(headDim));
  }

  /**
   * The largest power of two within {@link #scale}: what Q is multiplied by before the product with
   * K, so that no dot product overflows whose scaled value would not by far. Exact, unless a number
   * below the least normal one loses digits.
   */
  float queryScale() {
    return Math.scalb(1f, Math.getExponent(scale()));
  }

  /** What is left of the factor, {@link #scale} / {@link #queryScale}, for the scores. */
  float scoreScale() {
    return scale() / queryScale();
  }

  /** Floating-point operations of the two products, 2·(E + F) per pair that is not masked. */
  public double flops() {
    return 2.0 * visiblePairs() * ((double) headDim + valueDim);
  }
}
