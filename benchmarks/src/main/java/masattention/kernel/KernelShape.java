package masattention.kernel;

import masattention.workload.AttentionShape;

/**
 * The sizes of one FP32 attention call, O = softmax(Q Kᵀ / sqrt(E)) V.
 *
 * <p>Unlike {@link AttentionShape}, a causal call may have more queries than keys; the rows that
 * see no key are then zero.
 *
 * @param batch independent sequences
 * @param queryHeads heads of Q and O
 * @param kvHeads heads of K and V; divides {@code queryHeads}
 * @param seqQ query rows per head (M)
 * @param seqKv keys per head (N)
 * @param headDim depth of Q and K (E)
 * @param valueDim width of V and O (F)
 * @param causal whether query i sees only the keys j ≤ i + N − M
 */
public record KernelShape(
    int batch,
    int queryHeads,
    int kvHeads,
    int seqQ,
    int seqKv,
    int headDim,
    int valueDim,
    boolean causal) {

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

  /** The same sizes as a workload of the simulator, in FP32. */
  public static KernelShape of(AttentionShape shape) {
    return new KernelShape(
        shape.batch(),
        shape.queryHeads(),
        shape.kvHeads(),
        shape.seqQ(),
        shape.seqKv(),
        shape.headDim(),
        shape.valueDim(),
        shape.causal());
  }

  /** Query heads over the whole batch. */
  public int heads() {
    return Math.multiplyExact(batch, queryHeads);
  }

  /** The key/value head that query head {@code queryHead} reads. */
  public int kvHeadOf(int queryHead) {
    return queryHead / (queryHeads / kvHeads);
  }

  /** Leading keys that query row {@code row} sees; 0 for a fully masked row. */
  public int visibleKeys(int row) {
    if (!causal) {
      return seqKv;
    }
    long visible = (long) row + seqKv - seqQ + 1;
    return (int) Math.max(0, Math.min(seqKv, visible));
  }

  /** The factor 1 / sqrt(E) on every score. */
  public float scale() {
    return (float) (1 / Math.sqrt(headDim));
  }

  /** Floating-point operations of the two products, counted as 2·(E + F) per position. */
  public double flops() {
    return 2.0 * heads() * seqQ * seqKv * ((double) headDim + valueDim);
  }
}
