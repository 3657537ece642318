package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelExactnessTest {

  @Test
  void everyRowOfTheTablePasses() {
    List<KernelExactness.Row> rows = KernelExactness.rows();
    assertEquals(
        List.of(), rows.stream().filter(row -> !row.passes()).toList(), "rows beyond their bound");
    assertTrue(KernelExactness.allPass(rows));
  }

  @ParameterizedTest
  @EnumSource(InputKind.class)
  void randomSizesStayWithinTheBound(InputKind kind) {
    for (int seed = 0; seed < 25; seed++) {
      KernelShape shape = RandomCases.shape(new Random(seed));
      for (KernelExactness.Row row : KernelExactness.rows(kind, shape, seed)) {
        assertTrue(row.passes(), () -> row + " with bound " + row.bound());
      }
    }
  }

  @Test
  void anErrorBeyondTheBoundOrAStrangerFails() {
    KernelShape shape = KernelShape.selfAttention(1, 4, 4);
    assertTrue(new KernelExactness.Row("k", "i", shape, Storage.FP32, 13, 1, 3, 0).passes());
    assertFalse(new KernelExactness.Row("k", "i", shape, Storage.FP32, 13.1, 1, 3, 0).passes());
    assertFalse(new KernelExactness.Row("k", "i", shape, Storage.FP32, 0, 1, 3, 1).passes());
  }

  @Test
  void rowsThatSeeNoKeyAreZeroAndMaskedKeysTouchNothing() {
    KernelShape shape = new KernelShape(1, 1, 1, 5, 2, 4, 4, true);
    KernelSetup setup = KernelSetup.of(shape);
    AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 3);
    Arrays.fill(inputs.value(), 4, 8, Float.NaN); // the values of key 1
    for (AttentionKernel kernel : AttentionKernel.values()) {
      float[] output = inputs.attend(kernel, setup);
      for (int i = 0; i < 12; i++) { // rows 0 to 2 see no key
        assertEquals(0f, output[i], kernel.label());
      }
      for (int i = 12; i < 16; i++) { // row 3 sees key 0 alone
        assertEquals(inputs.value()[i - 12], output[i], 1e-6f, kernel.label());
      }
      assertTrue(Float.isNaN(output[16]), kernel.label());
    }
  }
}
