package masattention.kernel;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The kernels, in the order of the tables. */
public enum AttentionKernel {
  /** The definition, row by row. */
  NAIVE("naive", true) {
    @Override
    public PreparedAttention prepare(KernelSetup setup) {
      requireFp32(setup);
      return new SharedAttention(setup, () -> new NaiveAttention(setup));
    }
  },
  /** Row blocks with a complete softmax, plain Java. */
  TILED("tiled", true) {
    @Override
    public PreparedAttention prepare(KernelSetup setup) {
      requireFp32(setup);
      return new SharedAttention(setup, () -> new TiledAttention(setup));
    }
  },
  /**
   * One SIMD lane per query, complete softmax per row block; where at most eight rows share a
   * key/value head, {@link DecodeAttention}.
   */
  VECTOR_FLAT("vector-flat", true) {
    @Override
    public PreparedAttention prepare(KernelSetup setup) {
      if (DecodeAttention.serves(setup.shape())) {
        return new DecodeAttention(setup, LaneArithmetics::fastestDecode);
      }
      return new SharedAttention(setup, () -> new FlatAttention(setup, LaneArithmetics.fastest()));
    }
  },
  /** One SIMD lane per query, running maximum. */
  VECTOR_ONLINE("vector-online", false) {
    @Override
    public PreparedAttention prepare(KernelSetup setup) {
      return new SharedAttention(
          setup, () -> new OnlineAttention(setup, LaneArithmetics.fastest(), Moved.NOTHING));
    }
  },
  /** The same with the sums of the rows by a column of ones beside V: an experiment. */
  VECTOR_ONLINE_SUMS("vector-online-sums", false) {
    @Override
    public PreparedAttention prepare(KernelSetup setup) {
      return new SharedAttention(
          setup, () -> new OnlineAttention(setup, LaneArithmetics.fastest(), Moved.SUMS));
    }
  },
  /** The same with the maxima subtracted by a product of rank one: an experiment. */
  VECTOR_ONLINE_SHIFT("vector-online-shift", false) {
    @Override
    public PreparedAttention prepare(KernelSetup setup) {
      return new SharedAttention(
          setup, () -> new OnlineAttention(setup, LaneArithmetics.fastest(), Moved.SUBTRACTION));
    }
  },
  /** Products on one thread, softmax on another, complete softmax per row block. */
  STREAMS("streams", true) {
    @Override
    public PreparedAttention prepare(KernelSetup setup) {
      return new StreamsAttention(setup, LaneArithmetics::fastest);
    }
  };

  private final String label;
  private final boolean completeSoftmax;

  AttentionKernel(String label, boolean completeSoftmax) {
    this.label = label;
    this.completeSoftmax = completeSoftmax;
  }

  /** Whether K and V may be stored in a format. */
  public boolean takes(Storage storage) {
    return !storage.isHalf() || (this != NAIVE && this != TILED);
  }

  void requireFp32(KernelSetup setup) {
    if (!takes(setup.storage())) {
      throw new IllegalArgumentException(
          "The storage (%s) of the kernel %s must be FP32.".formatted(setup.storage(), label));
    }
  }

  /** Sets up a kernel for any number of calls of the same sizes. */
  public abstract PreparedAttention prepare(KernelSetup setup);

  /** The name in tables and on the command line. */
  public String label() {
    return label;
  }

  /** Whether every blocking gives the same bits, because a row's softmax is taken as a whole. */
  public boolean completeSoftmax() {
    return completeSoftmax;
  }

  /**
   * The kernel of a label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AttentionKernel of(String label) {
    return Arrays.stream(values())
        .filter(kernel -> kernel.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The kernel (%s) must be one of %s."
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(AttentionKernel::label)
                                .collect(Collectors.joining(", ")))));
  }
}
