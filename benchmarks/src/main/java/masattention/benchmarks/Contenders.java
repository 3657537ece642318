package masattention.benchmarks;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import masattention.kernel.AttentionInputs;
import masattention.kernel.AttentionKernel;
import masattention.kernel.KernelSetup;
import masattention.kernel.PreparedAttention;

/** All contenders of the attention benchmark, in the order of the tables. */
public final class Contenders {

  private Contenders() {}

  /** The measured peaks, the kernels of this suite, then the peers that are on the class path. */
  public static List<AttentionContender> all() {
    List<AttentionContender> contenders = new ArrayList<>();
    contenders.add(new FmaPeakContender());
    contenders.add(new MemoryReadContender());
    for (AttentionKernel kernel : AttentionKernel.values()) {
      contenders.add(new KernelContender(kernel));
    }
    contenders.addAll(peers());
    return contenders;
  }

  /** The native peers, except those that a build without {@code -Ppeers} left behind by name. */
  private static List<AttentionContender> peers() {
    List<AttentionContender> peers = new ArrayList<>();
    Iterator<AttentionContender> found = ServiceLoader.load(AttentionContender.class).iterator();
    while (found.hasNext()) {
      try {
        peers.add(found.next());
      } catch (ServiceConfigurationError e) {
        System.getLogger(Contenders.class.getName()).log(Level.WARNING, e.getMessage());
      }
    }
    return peers;
  }

  /**
   * The contender of a label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AttentionContender of(String label) {
    List<AttentionContender> all = all();
    return all.stream()
        .filter(contender -> contender.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The contender (%s) must be one of %s.%nMaybe build with -Ppeers."
                        .formatted(
                            label,
                            all.stream()
                                .map(AttentionContender::label)
                                .collect(Collectors.joining(", ")))));
  }

  /** A kernel of this suite. */
  private record KernelContender(AttentionKernel kernel) implements AttentionContender {

    @Override
    public String label() {
      return kernel.label();
    }

    @Override
    public boolean takes(KernelSetup setup) {
      return kernel.takes(setup.storage())
          && (setup.threads() == 1 || kernel != AttentionKernel.STREAMS);
    }

    @Override
    public AttentionCall prepare(KernelSetup setup, AttentionInputs inputs) {
      PreparedAttention attention = kernel.prepare(setup);
      boolean half = setup.storage().isHalf();
      short[] halfKey = half ? setup.storage().round(inputs.key()) : null;
      short[] halfValue = half ? setup.storage().round(inputs.value()) : null;
      float[] output = new float[setup.outputLength()];
      return new AttentionCall() {
        @Override
        public void run() {
          if (half) {
            attention.attend(inputs.query(), halfKey, halfValue, output);
          } else {
            attention.attend(inputs.query(), inputs.key(), inputs.value(), output);
          }
        }

        @Override
        public float[] firstOutputs(int floats) {
          return Arrays.copyOf(output, floats);
        }

        @Override
        public double flops() {
          return setup.shape().flops();
        }

        @Override
        public double bytes() {
          return setup.storedBytes();
        }

        @Override
        public void close() {
          attention.close();
        }
      };
    }
  }
}
