package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelBitsTest {

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void completeSoftmaxHasTheSameBitsForEveryTilingAndThreadCount(int seed) {
    Random random = new Random(seed);
    KernelSetup setup = KernelSetup.of(RandomCases.shape(random));
    AttentionInputs inputs = RandomCases.mixedInputs(setup, seed);
    for (AttentionKernel kernel : AttentionKernel.values()) {
      if (kernel.completeSoftmax()) {
        float[] expected = inputs.attend(kernel, setup);
        for (int threads : new int[] {1, 2, 3}) {
          int allowed = kernel == AttentionKernel.STREAMS ? 1 : threads;
          KernelSetup other = setup.withBlocking(RandomCases.blocking(random)).withThreads(allowed);
          assertArrayEquals(
              expected,
              inputs.attend(kernel, other),
              0f,
              () -> "seed %d, %s, %s".formatted(seed, kernel, other));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onlineHasTheSameBitsForEveryThreadCount(int seed) {
    Random random = new Random(seed);
    KernelSetup setup =
        KernelSetup.of(RandomCases.shape(random)).withBlocking(RandomCases.blocking(random));
    AttentionInputs inputs = RandomCases.mixedInputs(setup, seed);
    assertArrayEquals(
        inputs.attend(AttentionKernel.VECTOR_ONLINE, setup),
        inputs.attend(AttentionKernel.VECTOR_ONLINE, setup.withThreads(3)),
        0f);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tiledHasTheBitsOfNaiveAndStreamsThoseOfFlat(int seed) {
    KernelSetup setup = KernelSetup.of(RandomCases.shape(new Random(seed)));
    AttentionInputs inputs = RandomCases.mixedInputs(setup, seed);
    assertArrayEquals(
        inputs.attend(AttentionKernel.NAIVE, setup),
        inputs.attend(AttentionKernel.TILED, setup),
        0f);
    assertArrayEquals(
        attend(setup, inputs, () -> new FlatAttention(setup, LaneArithmetics.fastest())),
        inputs.attend(AttentionKernel.STREAMS, setup),
        0f);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void vectorsHaveTheBitsOfTheirPlainTwin(int seed) {
    KernelSetup setup = KernelSetup.of(RandomCases.shape(new Random(seed)));
    AttentionInputs inputs = RandomCases.mixedInputs(setup, seed);
    assertArrayEquals(
        attend(setup, inputs, () -> new FlatAttention(setup, new PlainLanes())),
        attend(setup, inputs, () -> new FlatAttention(setup, LaneArithmetics.fastest())),
        0f);
    for (Moved moved : Moved.values()) {
      assertArrayEquals(
          attend(setup, inputs, () -> new OnlineAttention(setup, new PlainLanes(), moved)),
          attend(setup, inputs, () -> new OnlineAttention(setup, LaneArithmetics.fastest(), moved)),
          0f,
          moved.name());
    }
  }

  /** Sums by ones and subtraction by a product are the same additions in the same order. */
  @ParameterizedTest
  @MethodSource("seeds")
  void onlineHasTheSameBitsWhicheverPartAProductDoes(int seed) {
    Random random = new Random(seed);
    KernelSetup setup =
        KernelSetup.of(RandomCases.shape(random)).withBlocking(RandomCases.blocking(random));
    AttentionInputs inputs = RandomCases.mixedInputs(setup, seed);
    float[] expected = inputs.attend(AttentionKernel.VECTOR_ONLINE, setup);
    assertArrayEquals(expected, inputs.attend(AttentionKernel.VECTOR_ONLINE_SUMS, setup), 0f);
    assertArrayEquals(expected, inputs.attend(AttentionKernel.VECTOR_ONLINE_SHIFT, setup), 0f);
  }

  private static float[] attend(
      KernelSetup setup, AttentionInputs inputs, Supplier<RowBlockAttention> kernel) {
    float[] output = new float[setup.outputLength()];
    try (SharedAttention attention = new SharedAttention(setup, kernel)) {
      attention.attend(inputs.query(), inputs.key(), inputs.value(), output);
    }
    return output;
  }
}
