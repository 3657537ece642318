package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A few queries against many keys: several spans, odd ends, windows, all storage formats. */
class DecodeTest {

  private static final int[] KEYS = {1, 3, 64, 65, 511, 512, 513, 1029, 1600};
  private static final int[] DEPTHS = {1, 16, 20, 48, 64, 80, 128};

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  private static KernelShape shape(Random random) {
    int group = 1 + random.nextInt(4);
    int kvHeads = 1 + random.nextInt(2);
    boolean causal = random.nextBoolean();
    int window = random.nextInt(3) == 0 ? 2 * random.nextInt(600) + 1 : 0;
    return new KernelShape(
        1 + random.nextInt(2),
        kvHeads * group,
        kvHeads,
        1 + random.nextInt(8 / group),
        KEYS[random.nextInt(KEYS.length)],
        DEPTHS[random.nextInt(DEPTHS.length)],
        DEPTHS[random.nextInt(DEPTHS.length)],
        causal,
        window);
  }

  private static KernelSetup setup(Random random, KernelShape shape) {
    AttentionLayouts layouts =
        switch (random.nextInt(3)) {
          case 0 -> AttentionLayouts.interleaved(shape);
          case 1 -> AttentionLayouts.padded(shape, 3);
          default -> AttentionLayouts.packed(shape);
        };
    Storage[] formats = Storage.values();
    return KernelSetup.of(shape)
        .withLayouts(layouts)
        .withStorage(formats[random.nextInt(formats.length)]);
  }

  private static float[] decode(
      KernelSetup setup, AttentionInputs inputs, Supplier<DecodeArithmetic> arithmetic) {
    try (PreparedAttention attention = new DecodeAttention(setup, arithmetic)) {
      return inputs.attend(attention, setup);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void vectorsHaveTheBitsOfTheirPlainTwinForAnyThreadCount(int seed) {
    Random random = new Random(seed);
    KernelSetup setup = setup(random, shape(random));
    InputKind[] kinds = InputKind.values();
    AttentionInputs inputs = kinds[random.nextInt(kinds.length)].inputs(setup, seed);
    float[] expected = decode(setup, inputs, PlainDecode::new);
    for (int threads : new int[] {1, 2, 3}) {
      KernelSetup shared = setup.withThreads(threads).withBlocking(RandomCases.blocking(random));
      float[] output = decode(shared, inputs, LaneArithmetics::fastestDecode);
      assertArrayEquals(bits(expected), bits(output), setup::toString);
    }
  }

  private static int[] bits(float[] numbers) {
    int[] bits = new int[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(numbers[i]);
    }
    return bits;
  }

  @ParameterizedTest
  @EnumSource(InputKind.class)
  void staysWithinTheBound(InputKind kind) {
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      KernelSetup setup = setup(random, shape(random));
      KernelExactness.Row row = KernelExactness.row(AttentionKernel.VECTOR_FLAT, kind, setup, seed);
      assertTrue(row.passes(), () -> setup + ": " + row + " with bound " + row.bound());
    }
  }

  @ParameterizedTest
  @EnumSource(InputKind.class)
  void blocksOfHalvesHaveTheBitsOfTheExpandedNumbers(InputKind kind) {
    for (Storage storage : new Storage[] {Storage.FP16, Storage.BF16}) {
      KernelSetup setup =
          KernelSetup.of(new KernelShape(1, 2, 1, 70, 90, 20, 12, true)).withStorage(storage);
      AttentionInputs inputs = kind.inputs(setup, 7);
      AttentionInputs expanded = inputs.stored(storage);
      for (AttentionKernel kernel :
          new AttentionKernel[] {
            AttentionKernel.VECTOR_FLAT, AttentionKernel.VECTOR_ONLINE, AttentionKernel.STREAMS
          }) {
        assertArrayEquals(
            bits(expanded.attend(kernel, setup.withStorage(Storage.FP32))),
            bits(inputs.attend(kernel, setup)),
            kernel.label());
      }
    }
  }

  @Test
  void aMaskedKeyTouchesNothing() {
    KernelShape shape = new KernelShape(1, 2, 1, 3, 70, 16, 16, true, 20);
    for (Storage storage : Storage.values()) {
      KernelSetup setup = KernelSetup.of(shape).withStorage(storage);
      AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 3);
      Arrays.fill(inputs.value(), 0, 48 * 16, Float.NaN); // keys before every window
      Arrays.fill(inputs.value(), 69 * 16, 70 * 16, Float.POSITIVE_INFINITY); // seen by the last
      float[] output = inputs.attend(AttentionKernel.VECTOR_FLAT, setup);
      for (int i = 0; i < output.length; i++) {
        boolean last = i / 16 % 3 == 2;
        assertEquals(last, Float.isInfinite(output[i]), "output " + i + " " + storage);
        assertTrue(last || Float.isFinite(output[i]), "output " + i + " " + storage);
      }
    }
  }
}
