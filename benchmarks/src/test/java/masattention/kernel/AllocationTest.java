package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {

  private static final int CALLS = 50;
  private static final int BATCHES = 3000;

  /** Vectors are objects until the JIT compiler has seen the loops, so the last calls count. */
  @ParameterizedTest
  @EnumSource(AttentionKernel.class)
  void aWarmCallAllocatesNothing(AttentionKernel kernel) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    KernelSetup setup = KernelSetup.of(KernelShape.selfAttention(2, 64, 32));
    AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 1);
    float[] output = new float[setup.outputLength()];
    long least = Long.MAX_VALUE;
    try (PreparedAttention attention = kernel.prepare(setup)) {
      for (int batch = 0; batch < BATCHES && least > CALLS; batch++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < CALLS; call++) {
          attention.attend(inputs.query(), inputs.key(), inputs.value(), output);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
    }
    long bytes = least;
    assertTrue(bytes <= CALLS, () -> bytes + " bytes in " + CALLS + " calls");
  }
}
