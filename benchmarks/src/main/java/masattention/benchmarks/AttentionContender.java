package masattention.benchmarks;

import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelShape;

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
   * @param shape self-attention, packed
   * @param inputs Q, K and V
   * @param threads threads to use
   */
  AttentionCall prepare(KernelShape shape, AttentionInputs inputs, int threads);

  /** What is timed. */
  interface AttentionCall extends AutoCloseable {

    void run();

    /** The first {@code floats} outputs of the last run; empty if there is no output to check. */
    float[] firstOutputs(int floats);

    /** Floating-point operations of a run. */
    double flops();

    @Override
    void close();
  }
}
