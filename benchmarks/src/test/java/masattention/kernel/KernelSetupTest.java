package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelSetupTest {

  private static final KernelShape SHAPE = new KernelShape(2, 4, 2, 37, 70, 20, 12, true);

  @ParameterizedTest
  @EnumSource(AttentionKernel.class)
  void gapsBetweenRowsStayAsTheyAre(AttentionKernel kernel) {
    KernelSetup setup = KernelSetup.of(SHAPE).withLayouts(AttentionLayouts.padded(SHAPE, 3));
    AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 1);
    float[] output = new float[setup.outputLength() + 5];
    Arrays.fill(output, -7f);
    try (PreparedAttention attention = kernel.prepare(setup)) {
      attention.attend(inputs.query(), inputs.key(), inputs.value(), output);
    }
    double[] exact = inputs.exact(setup);
    int stride = setup.layouts().output().rowStride();
    for (int i = 0; i < output.length; i++) {
      if (i % stride >= SHAPE.valueDim() || i >= exact.length) {
        assertEquals(-7f, output[i], "gap at " + i);
      } else {
        assertEquals(exact[i], output[i], 1e-5, "output " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AttentionKernel.class)
  void interleavedHeadsGiveTheSameRows(AttentionKernel kernel) {
    KernelSetup setup = KernelSetup.of(SHAPE).withLayouts(AttentionLayouts.interleaved(SHAPE));
    AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 2);
    float[] output = inputs.attend(kernel, setup);
    double[] exact = inputs.exact(setup);
    for (int i = 0; i < output.length; i++) {
      assertEquals(exact[i], output[i], 1e-5, "output " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(AttentionKernel.class)
  void aSecondCallForgetsTheFirst(AttentionKernel kernel) {
    KernelSetup setup = KernelSetup.of(SHAPE);
    AttentionInputs first = InputKind.NORMAL.inputs(setup, 1);
    AttentionInputs second = InputKind.LARGE_LOGITS.inputs(setup, 2);
    float[] output = new float[setup.outputLength()];
    try (PreparedAttention attention = kernel.prepare(setup)) {
      attention.attend(first.query(), first.key(), first.value(), output);
      attention.attend(second.query(), second.key(), second.value(), output);
    }
    assertArrayEquals(second.attend(kernel, setup), output, 0f);
  }

  @Test
  void refusesWhatCannotBe() {
    assertMessage(
        "The kvHeads (2) must divide the queryHeads (3).",
        () -> new KernelShape(1, 3, 2, 1, 1, 1, 1, false));
    assertMessage("The seqQ (0) must be positive.", () -> KernelShape.selfAttention(1, 0, 4));
    assertMessage("The keyRows (-1) must be positive.", () -> new Blocking(1, -1));
    KernelSetup setup = KernelSetup.of(KernelShape.selfAttention(1, 4, 4));
    assertMessage("The threads (0) must be positive.", () -> setup.withThreads(0));
    assertMessage(
        "The rowStride (3) of query must be at least its row length (4).",
        () -> setup.withLayouts(AttentionLayouts.packed(KernelShape.selfAttention(1, 4, 3))));
    assertMessage(
        "The threads (2) of the kernel streams must be 1: it brings its second stream itself.",
        () -> AttentionKernel.STREAMS.prepare(setup.withThreads(2)));
    assertMessage(
        "The kernel (fast) must be one of naive, tiled, vector-flat, vector-online,"
            + " vector-online-sums, vector-online-shift, streams.",
        () -> AttentionKernel.of("fast"));
    try (PreparedAttention attention = AttentionKernel.NAIVE.prepare(setup)) {
      assertMessage(
          "The value (15 floats) must have at least 16 floats.",
          () -> attention.attend(new float[16], new float[16], new float[15], new float[16]));
    }
  }

  private static void assertMessage(String message, Runnable action) {
    Exception thrown = assertThrows(IllegalArgumentException.class, action::run);
    assertEquals(message, thrown.getMessage());
  }
}
