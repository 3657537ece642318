package masattention.kernel;

/**
 * A kernel with its workspace, ready for any number of calls of one {@link KernelSetup}.
 *
 * <p>A call allocates nothing. An instance serves one call at a time.
 */
public interface PreparedAttention extends AutoCloseable {

  /**
   * Writes O = softmax(Q Kᵀ / sqrt(E)) V into {@code output}; rows that see no key become zero,
   * gaps between rows stay as they are.
   *
   * @throws IllegalArgumentException if an array is shorter than its layout, or K and V are to be
   *     in half precision
   */
  void attend(float[] query, float[] key, float[] value, float[] output);

  /**
   * The same with K and V in the half-precision format of the {@link KernelSetup}.
   *
   * @throws IllegalArgumentException if an array is shorter than its layout, or K and V are to be
   *     in FP32
   */
  void attend(float[] query, short[] key, short[] value, float[] output);

  /** Ends the threads of this instance. */
  @Override
  void close();
}
