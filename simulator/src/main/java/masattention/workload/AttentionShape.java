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
 * @param elementBytes bytes of one element in DRAM and L1, 2 for FP16
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
    int elementBytes)
    implements Serializable {

  /**
   * Every count derived from a shape, times a cost per element, must stay inside a {@code long}.
   */
  private static final long LARGEST_WORK = 1L << 52;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException when a size is not positive, {@code kvHeads} does not divide
   *     {@code queryHeads}, a causal row sees no key, or the rows or the work are too large to be
   *     counted
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
    double heads = (double) batch * queryHeads;
    double work =
        Math.max(heads * seqQ * seqKv * ((double) headDim + valueDim), heads * seqQ * seqKv)
            * elementBytes;
    double tensors = heads * ((double) seqQ + seqKv) * ((double) headDim + valueDim) * elementBytes;
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
    return new AttentionShape(
        batch, queryHeads, kvHeads, sequence, sequence, headDim, valueDim, causal, elementBytes);
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

  /** Keys that the queries of position {@code position} see. */
  public int visibleKeys(int position) {
    return causal ? position + seqKv - seqQ + 1 : seqKv;
  }

  /** Unmasked positions of the score matrices of all query heads. */
  public long visiblePositions() {
    long perHead =
        causal ? (long) seqQ * (seqKv - seqQ) + (long) seqQ * (seqQ + 1L) / 2 : (long) seqQ * seqKv;
    return perHead * heads();
  }

  /** Bytes of Q. */
  public long queryBytes() {
    return (long) heads() * seqQ * headDim * elementBytes;
  }

  /** Bytes of K. */
  public long keyBytes() {
    return (long) groups() * seqKv * headDim * elementBytes;
  }

  /** Bytes of V. */
  public long valueBytes() {
    return (long) groups() * seqKv * valueDim * elementBytes;
  }

  /** Bytes of O. */
  public long outputBytes() {
    return (long) heads() * seqQ * valueDim * elementBytes;
  }

  /** The least that any exact schedule moves: Q, K, V read once and O written once. */
  public long compulsoryBytes() {
    return queryBytes() + keyBytes() + valueBytes() + outputBytes();
  }
}
