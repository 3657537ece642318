package masattention.kernel;

import java.util.Objects;

/**
 * Everything about an attention call that is known before the numbers are.
 *
 * @param shape the sizes
 * @param layouts where the tensors lie
 * @param blocking how a head is cut; does not change the bits of a complete-softmax kernel
 * @param threads threads that share the heads and row blocks; never changes the bits
 */
public record KernelSetup(
    KernelShape shape, AttentionLayouts layouts, Blocking blocking, int threads) {

  public KernelSetup {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(layouts, "layouts");
    Objects.requireNonNull(blocking, "blocking");
    KernelShape.requirePositive("threads", threads);
    requireStride("query", layouts.query(), shape.headDim());
    requireStride("key", layouts.key(), shape.headDim());
    requireStride("value", layouts.value(), shape.valueDim());
    requireStride("output", layouts.output(), shape.valueDim());
    queryLength(shape, layouts);
    keyLength(shape, layouts);
    valueLength(shape, layouts);
    outputLength(shape, layouts);
  }

  private static void requireStride(String name, TensorLayout layout, int columns) {
    if (layout.rowStride() < columns) {
      throw new IllegalArgumentException(
          "The rowStride (%d) of %s must be at least its row length (%d)."
              .formatted(layout.rowStride(), name, columns));
    }
  }

  /** Packed tensors, one thread, the default blocking. */
  public static KernelSetup of(KernelShape shape) {
    return new KernelSetup(shape, AttentionLayouts.packed(shape), DEFAULT_BLOCKING, 1);
  }

  /** Sub-tiles of 128 keys stay in the first-level cache; see docs/kernel.md. */
  public static final Blocking DEFAULT_BLOCKING = new Blocking(64, 128);

  public KernelSetup withLayouts(AttentionLayouts other) {
    return new KernelSetup(shape, other, blocking, threads);
  }

  public KernelSetup withBlocking(Blocking other) {
    return new KernelSetup(shape, layouts, other, threads);
  }

  public KernelSetup withThreads(int other) {
    return new KernelSetup(shape, layouts, blocking, other);
  }

  /** Floats that an array with Q must have. */
  public int queryLength() {
    return queryLength(shape, layouts);
  }

  /** Floats that an array with K must have. */
  public int keyLength() {
    return keyLength(shape, layouts);
  }

  /** Floats that an array with V must have. */
  public int valueLength() {
    return valueLength(shape, layouts);
  }

  /** Floats that the array for O must have. */
  public int outputLength() {
    return outputLength(shape, layouts);
  }

  private static int queryLength(KernelShape shape, AttentionLayouts layouts) {
    return layouts.query().length(shape.batch(), shape.queryHeads(), shape.seqQ(), shape.headDim());
  }

  private static int keyLength(KernelShape shape, AttentionLayouts layouts) {
    return layouts.key().length(shape.batch(), shape.kvHeads(), shape.seqKv(), shape.headDim());
  }

  private static int valueLength(KernelShape shape, AttentionLayouts layouts) {
    return layouts.value().length(shape.batch(), shape.kvHeads(), shape.seqKv(), shape.valueDim());
  }

  private static int outputLength(KernelShape shape, AttentionLayouts layouts) {
    return layouts
        .output()
        .length(shape.batch(), shape.queryHeads(), shape.seqQ(), shape.valueDim());
  }

  /** Refuses arrays that are too short, before any of them is touched. */
  void check(float[] query, float[] key, float[] value, float[] output) {
    requireLength("query", query, queryLength());
    requireLength("key", key, keyLength());
    requireLength("value", value, valueLength());
    requireLength("output", output, outputLength());
  }

  private static void requireLength(String name, float[] tensor, int least) {
    if (tensor.length < least) {
      throw new IllegalArgumentException(
          "The %s (%d floats) must have at least %d floats.".formatted(name, tensor.length, least));
    }
  }

  /** Row blocks of one head. */
  int rowBlocks() {
    return (shape.seqQ() + blocking.queryRows() - 1) / blocking.queryRows();
  }
}
