package masattention.benchmarks;

import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelSetup;
import masattention.kernel.MemoryRead;

/**
 * Not attention: K and V read once by the calling thread, line after line, as the yardstick of
 * decoding.
 */
final class MemoryReadContender implements AttentionContender {

  static final String LABEL = "memory-read";

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public boolean takes(KernelSetup setup) {
    return setup.threads() == 1 && setup.shape().seqQ() == 1;
  }

  @Override
  public AttentionCall prepare(KernelSetup setup, AttentionInputs inputs) {
    if (!takes(setup)) {
      throw new IllegalArgumentException(
          "The threads (%d) and the queries (%d) of memory-read must be 1."
              .formatted(setup.threads(), setup.shape().seqQ()));
    }
    MemoryRead reader = MemoryRead.ofThisMachine();
    boolean half = setup.storage().isHalf();
    short[] halfKey = half ? setup.storage().round(inputs.key()) : null;
    short[] halfValue = half ? setup.storage().round(inputs.value()) : null;
    return new AttentionCall() {
      private int kept;

      @Override
      public void run() {
        kept |=
            half
                ? reader.read(halfKey) | reader.read(halfValue)
                : reader.read(inputs.key()) | reader.read(inputs.value());
      }

      @Override
      public float[] firstOutputs(int floats) {
        return new float[0];
      }

      @Override
      public double flops() {
        return 0;
      }

      @Override
      public double bytes() {
        return setup.storedBytes();
      }

      @Override
      public void close() {
        if (kept == 1) {
          throw new IllegalStateException("The bits that were read are not those of numbers.");
        }
      }
    };
  }
}
