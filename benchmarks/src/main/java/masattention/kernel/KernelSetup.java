package masattention.kernel;

import java.util.Objects;

/**
 * Everything about an attention call that is known before the numbers are.
 *
 * @param shape the sizes
 * @param layouts where the tensors lie
 * @param blocking how a head is cut; does not change the bits of a complete-softmax kernel
 * @param threads threads that share the heads and row blocks; never changes the bits
 * @param storage the format of K and V
 */
public record KernelSetup(
    KernelShape shape, AttentionLayouts layouts, Blocking blocking, int threads, Storage storage) {

  public KernelSetup {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(layouts, "layouts");
    Objects.requireNonNull(blocking, "blocking");
    KernelShape.requirePositive("threads", threads);
    Objects.requireNonNull(storage, "storage");
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

  /** Packed FP32 tensors, one thread, the default blocking. */
  public static KernelSetup of(KernelShape shape) {
    return new KernelSetup(
        shape, AttentionLayouts.packed(shape), DEFAULT_BLOCKING, 1, Storage.FP32);
  }

  /** Sub-tiles of 128 keys stay in the first-level cache; see docs/kernel.md. */
  public static final Blocking DEFAULT_BLOCKING = new Blocking(64, 128);

  public KernelSetup withLayouts(AttentionLayouts other) {
    return new KernelSetup(shape, other, blocking, threads, storage);
  }

  public KernelSetup withBlocking(Blocking other) {
    return new KernelSetup(shape, layouts, other, threads, storage);
  }

  public KernelSetup withThreads(int other) {
    return new KernelSetup(shape, layouts, blocking, other, storage);
  }

  public KernelSetup withStorage(Storage other) {
    return new KernelSetup(shape, layouts, blocking, threads, other);
  }

  /** Floats that an array with Q must have. */
  public int queryLength() {
    return queryLength(shape, layouts);
  }

  /** Numbers that an array with K must have. */
  public int keyLength() {
    return keyLength(shape, layouts);
  }

  /** Numbers that an array with V must have. */
  public int valueLength() {
    return valueLength(shape, layouts);
  }

  /** Bytes of K and V. */
  public double storedBytes() {
    double numbers =
        (double) shape.groups() * shape.seqKv() * ((double) shape.headDim() + shape.valueDim());
    return numbers * (storage.isHalf() ? Short.BYTES : Float.BYTES);
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
    requireStorage(!storage.isHalf(), "float[]");
    requireLength("query", query.length, "floats", queryLength());
    requireLength("key", key.length, "floats", keyLength());
    requireLength("value", value.length, "floats", valueLength());
    requireLength("output", output.length, "floats", outputLength());
  }

  /** The same for K and V in half precision. */
  void check(float[] query, short[] key, short[] value, float[] output) {
    requireStorage(storage.isHalf(), "short[]");
    requireLength("query", query.length, "floats", queryLength());
    requireLength("key", key.length, "shorts", keyLength());
    requireLength("value", value.length, "shorts", valueLength());
    requireLength("output", output.length, "floats", outputLength());
  }

  private void requireStorage(boolean fits, String given) {
    if (!fits) {
      throw new IllegalArgumentException(
          "The key and value are %s, but the storage of this kernel is %s.\nMaybe use withStorage."
              .formatted(given, storage));
    }
  }

  private static void requireLength(String name, int length, String unit, int least) {
    if (length < least) {
      throw new IllegalArgumentException(
          "The %s (%d %s) must have at least %d %s.".formatted(name, length, unit, least, unit));
    }
  }

  /** Row blocks of the rows that share a key/value head. */
  int rowBlocks() {
    return (shape.rowsPerGroup() + blocking.queryRows() - 1) / blocking.queryRows();
  }
}
