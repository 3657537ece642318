package masattention.benchmarks;

import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelSetup;

/**
 * Something that computes attention and can be timed: a kernel of this suite or a native library.
 * The native ones are found by {@link java.util.ServiceLoader} when built with {@code -Ppeers}.
 */
public interface AttentionContender {

  /** The name in tables. */
  String label();

  /**
   * Everything that a user would do once: sessions, models, native copies of the inputs.
   *
   * @param setup sizes, packed, the format of K and V, and the threads to use
   * @param inputs Q, K and V
   * @throws IllegalArgumentException if this contender cannot compute that
   */
  AttentionCall prepare(KernelSetup setup, AttentionInputs inputs);

  /** Whether this contender can compute that. */
  default boolean takes(KernelSetup setup) {
    return true;
  }

  /** What is timed. */
  interface AttentionCall extends AutoCloseable {

    void run();

    /** The first {@code floats} outputs of the last run; empty if there is no output to check. */
    float[] firstOutputs(int floats);

    /** Floating-point operations of a run. */
    double flops();

    /** Bytes of K and V that a run must read at least once. */
    double bytes();

    @Override
    void close();
  }
}
