package masattention.workload;

import java.io.Serializable;

/**
 * The sizes of one attention layer, O = softmax(Q Kᵀ / sqrt(E)) V.
 *
 * <p>Q is [batch, queryHeads, seqQ, headDim], K is [batch, kvHeads, seqKv, headDim], V is [batch,
 * kvHeads, seqKv, valueDim] and O is [batch, queryHeads, seqQ, valueDim]. Fewer key/value heads
 * than query heads is grouped-query attention: consecutive groups of {@code queryHeads / kvHeads}
 * query heads share one key/value head.
 *
 * <p>What a key/value head is asked by is one matrix of {@link #groupRows} rows in the order of
 * positions: with G query heads to a group, row i·G + g is position i of the group's head g. This
 * is what schedules cut into row blocks, and where it stands is {@link #rowPosition} and {@link
 * #rowQueryHead}. Multi-head attention is G = 1.
 *
 * @param batch independent sequences
 * @param queryHeads heads of Q and O
 * @param kvHeads heads of K and V; divides {@code queryHeads}
 * @param seqQ query positions, rows of each query head (M)
 * @param seqKv keys per head (N)
 * @param headDim depth of Q and K (E)
 * @param valueDim width of V and O (F)
 * @param causal whether position i sees only the keys j ≤ i + N − M
 * @param window the most keys that one query sees, its own position p = i + N − M included: of a
 *     causal shape p and those before it, else as many on either side of it, so that the window is
 *     odd; {@link #NO_WINDOW} where there is none. One that masks nothing at these lengths ({@link
 *     #hasWindow}) is as good as none, and may mask something at longer ones
 * @param elementBytes bytes of one element of Q, scores and O in DRAM and L1, 2 for FP16
 * @param kElementBytes the same of K
 * @param vElementBytes the same of V
 */
public record AttentionShape(
    int batch,
    int queryHeads,
    int kvHeads,
    int seqQ,
    int seqKv,
    int headDim,
    int valueDim,
    boolean causal,
    int window,
    int elementBytes,
    int kElementBytes,
    int vElementBytes)
    implements Serializable {

  /** The window of a shape without one. */
  public static final int NO_WINDOW = 0;

  /**
   * Every count derived from a shape, times a cost per element, must stay inside a {@code long}.
   */
  private static final long LARGEST_WORK = 1L << 52;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException when a size is not positive, {@code kvHeads} does not divide
   *     {@code queryHeads}, a row sees no key, a two-sided window is even, or the rows or the work
   *     are too large to be counted
   */
  public AttentionShape {
    requirePositive("batch", batch);
    requirePositive("queryHeads", queryHeads);
    requirePositive("kvHeads", kvHeads);
    requirePositive("seqQ", seqQ);
    requirePositive("seqKv", seqKv);
    requirePositive("headDim", headDim);
    requirePositive("valueDim", valueDim);
    requirePositive("elementBytes", elementBytes);
    requirePositive("kElementBytes", kElementBytes);
    requirePositive("vElementBytes", vElementBytes);
    if (window < 0) {
      throw new IllegalArgumentException("The window (%s) must be positive.".formatted(window));
    }
    if (!causal && window > 0 && window % 2 == 0) {
      throw new IllegalArgumentException(
          "The window (%s) of a shape that is not causal must be odd, as many keys on each side of a query's own."
              .formatted(window));
    }
    if (queryHeads % kvHeads != 0) {
      throw new IllegalArgumentException(
          "The kvHeads (%s) must divide the queryHeads (%s).".formatted(kvHeads, queryHeads));
    }
    if ((long) batch * queryHeads > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "The batch (%s) times the queryHeads (%s) must not exceed %s."
              .formatted(batch, queryHeads, Integer.MAX_VALUE));
    }
    if (causal && seqKv < seqQ) {
      throw new IllegalArgumentException(
          "The causal shape with seqQ (%s) above seqKv (%s) has rows that see no key."
              .formatted(seqQ, seqKv));
    }
    if (!causal && window > 0 && seqQ - (long) seqKv > (window - 1) / 2) {
      throw new IllegalArgumentException(
          "The shape with seqQ (%s) above seqKv (%s) and window (%s) has rows that see no key."
              .formatted(seqQ, seqKv, window));
    }
    int widest = Math.max(elementBytes, Math.max(kElementBytes, vElementBytes));
    double heads = (double) batch * queryHeads;
    double work =
        Math.max(heads * seqQ * seqKv * ((double) headDim + valueDim), heads * seqQ * seqKv)
            * widest;
    double tensors = heads * ((double) seqQ + seqKv) * ((double) headDim + valueDim) * widest;
    if (Math.max(work, tensors) > LARGEST_WORK) {
      throw new IllegalArgumentException(
          ("The shape (batch %s, queryHeads %s, seqQ %s, seqKv %s, headDim %s, valueDim %s) is too"
                  + " large: its products times elementBytes must not exceed 2^52.")
              .formatted(batch, queryHeads, seqQ, seqKv, headDim, valueDim));
    }
    if ((long) (queryHeads / kvHeads) * seqQ > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "The queryHeads (%s) per kvHeads (%s) times the seqQ (%s) must not exceed %s."
              .formatted(queryHeads, kvHeads, seqQ, Integer.MAX_VALUE));
    }
  }

  /** A shape without a window, all of whose elements have one size. */
  public AttentionShape(
      int batch,
      int queryHeads,
      int kvHeads,
      int seqQ,
      int seqKv,
      int headDim,
      int valueDim,
      boolean causal,
      int elementBytes) {
    this(
        batch,
        queryHeads,
        kvHeads,
        seqQ,
        seqKv,
        headDim,
        valueDim,
        causal,
        NO_WINDOW,
        elementBytes,
        elementBytes,
        elementBytes);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("The %s (%s) must be positive.".formatted(name, value));
    }
  }

  /** Plain multi-head FP16 self-attention of batch 1. */
  public static AttentionShape selfAttention(int heads, int sequence, int headDim) {
    return new AttentionShape(1, heads, heads, sequence, sequence, headDim, headDim, false, 2);
  }

  /** This shape with another number of queries and keys per head. */
  public AttentionShape withSequence(int sequence) {
    return withLengths(sequence, sequence);
  }

  /** This shape with other numbers of queries and of keys per head. */
  public AttentionShape withLengths(int queries, int keys) {
    return with(queryHeads, kvHeads, queries, keys, window, kElementBytes, vElementBytes);
  }

  /** This shape with another number of key/value heads. */
  public AttentionShape withKvHeads(int heads) {
    return with(queryHeads, heads, seqQ, seqKv, window, kElementBytes, vElementBytes);
  }

  /** This shape with another number of heads, each with a key/value head of its own. */
  public AttentionShape withHeads(int heads) {
    return with(heads, heads, seqQ, seqKv, window, kElementBytes, vElementBytes);
  }

  /** This shape with a window, or {@link #NO_WINDOW}. */
  public AttentionShape withWindow(int keys) {
    return with(queryHeads, kvHeads, seqQ, seqKv, keys, kElementBytes, vElementBytes);
  }

  /** This shape with elements of K and V of other sizes. */
  public AttentionShape withKvElementBytes(int ofKeys, int ofValues) {
    return with(queryHeads, kvHeads, seqQ, seqKv, window, ofKeys, ofValues);
  }

  private AttentionShape with(
      int ofQueries, int ofKv, int queries, int keys, int seen, int keyBytes, int valueBytes) {
    return new AttentionShape(
        batch,
        ofQueries,
        ofKv,
        queries,
        keys,
        headDim,
        valueDim,
        causal,
        seen,
        elementBytes,
        keyBytes,
        valueBytes);
  }

  /** Query heads that share one key/value head. */
  public int headsPerGroup() {
    return queryHeads / kvHeads;
  }

  /** Key/value heads over the whole batch. */
  public int groups() {
    return Math.multiplyExact(batch, kvHeads);
  }

  /** Query heads over the whole batch. */
  public int heads() {
    return Math.multiplyExact(batch, queryHeads);
  }

  /** Query rows that one key/value head is asked by: G·M, the positions of its G query heads. */
  public int groupRows() {
    return headsPerGroup() * seqQ;
  }

  /** The position of a row of a group. */
  public int rowPosition(int groupRow) {
    return groupRow / headsPerGroup();
  }

  /** The query head, over the whole batch, of a row of group {@code group}. */
  public int rowQueryHead(int group, int groupRow) {
    return group * headsPerGroup() + groupRow % headsPerGroup();
  }

  /** Whether some query does not see every key. */
  public boolean isMasked() {
    return causal || hasWindow();
  }

  /** Whether a window masks something at these lengths. */
  public boolean hasWindow() {
    return window > 0 && behind() < (causal ? seqKv : Math.max(seqQ, seqKv)) - 1;
  }

  /** Keys before its own position that a query sees, were there as many. */
  private long behind() {
    return window == NO_WINDOW ? Integer.MAX_VALUE : causal ? window - 1 : (window - 1) / 2;
  }

  /** Keys after its own position that a query sees, were there as many. */
  private long ahead() {
    return causal ? 0 : behind();
  }

  /** The first key that the queries of position {@code position} see. */
  public int firstKey(int position) {
    return (int) Math.max(0, position + seqKv - (long) seqQ - behind());
  }

  /** The key after the last one that the queries of position {@code position} see. */
  public int keyEnd(int position) {
    return (int) Math.min(seqKv, position + seqKv - (long) seqQ + ahead() + 1);
  }

  /** The first position that sees a key after the first {@code keys} keys; seqQ where none does. */
  public int firstPositionBeyond(int keys) {
    return (int) Math.min(seqQ, Math.max(0, keys + (long) seqQ - seqKv - ahead()));
  }

  /** The last position that sees one of the first {@code keys} keys; negative where none does. */
  public int lastPositionWithin(int keys) {
    return (int) Math.min(seqQ - 1L, Math.max(-1, keys - 1 + (long) seqQ - seqKv + behind()));
  }

  /** Keys that the queries of position {@code position} see. */
  public int visibleKeys(int position) {
    return keyEnd(position) - firstKey(position);
  }

  /** Keys that some query sees. */
  public int seenKeys() {
    return seqKv - firstKey(0);
  }

  /** Unmasked positions of the score matrices of all query heads. */
  public long visiblePositions() {
    long offset = seqKv - (long) seqQ;
    return (sum(offset + ahead() + 1) - sum(offset - behind())) * heads();
  }

  /** The sum over all positions i of i + {@code offset}, but at least 0 and at most seqKv each. */
  private long sum(long offset) {
    long from = Math.min(seqQ, Math.max(0, -offset));
    long to = Math.min(seqQ, Math.max(from, seqKv - offset));
    long ends = from + to - 1 + 2 * offset;
    return (to - from) * ends / 2 + (seqQ - to) * seqKv;
  }

  /** Bytes of Q. */
  public long queryBytes() {
    return (long) heads() * seqQ * headDim * elementBytes;
  }

  /** Bytes of K. */
  public long keyBytes() {
    return (long) groups() * seqKv * headDim * kElementBytes;
  }

  /** Bytes of V. */
  public long valueBytes() {
    return (long) groups() * seqKv * valueDim * vElementBytes;
  }

  /** Bytes of O. */
  public long outputBytes() {
    return (long) heads() * seqQ * valueDim * elementBytes;
  }

  /** Whether all elements are as long as those of FP16. */
  public boolean isOfTwoBytes() {
    return elementBytes == 2 && kElementBytes == 2 && vElementBytes == 2;
  }

  /** Bytes of a key of K and of V together. */
  public long bytesPerKey() {
    return (long) headDim * kElementBytes + (long) valueDim * vElementBytes;
  }

  /**
   * The least that any exact schedule moves: Q, and what is seen of K and V, read once and O
   * written once.
   */
  public long compulsoryBytes() {
    return queryBytes() + outputBytes() + (long) groups() * seenKeys() * bytesPerKey();
  }
}
