package masattention.benchmarks;

import masattention.kernel.AttentionInputs;
import masattention.kernel.FmaPeak;
import masattention.kernel.KernelSetup;

/** Not attention: the fused multiply-adds that one thread can do at all, as the yardstick. */
final class FmaPeakContender implements AttentionContender {

  private static final int STEPS = 200_000;

  @Override
  public String label() {
    return "fma-peak";
  }

  @Override
  public boolean takes(KernelSetup setup) {
    return setup.threads() == 1;
  }

  @Override
  public AttentionCall prepare(KernelSetup setup, AttentionInputs inputs) {
    if (setup.threads() != 1) {
      throw new IllegalArgumentException(
          "The threads (%d) of fma-peak must be 1.".formatted(setup.threads()));
    }
    FmaPeak peak = FmaPeak.ofThisMachine();
    return new AttentionCall() {
      private float kept;

      @Override
      public void run() {
        kept += peak.multiplyAdd(STEPS);
      }

      @Override
      public float[] firstOutputs(int floats) {
        return new float[0];
      }

      @Override
      public double flops() {
        return (double) STEPS * peak.flopsPerStep();
      }

      @Override
      public double bytes() {
        return 0;
      }

      @Override
      public void close() {
        if (Float.isNaN(kept)) {
          throw new IllegalStateException("The sums of fma-peak are not numbers.");
        }
      }
    };
  }
}
