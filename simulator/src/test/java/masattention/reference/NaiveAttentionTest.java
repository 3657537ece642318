package masattention.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import masattention.laws.RandomCases;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** Attention by its definition, on cases computed by hand. */
class NaiveAttentionTest {
  /**
   * Two query heads on one key/value head, causal, 2 queries and 3 keys, E = 4, F = 1: with K = 0
   * all visible keys weigh the same. Query 0 sees keys 0 and 1, query 1 all three.
   */
  @Test
  void equalScoresAverageTheVisibleValues() {
    AttentionShape shape = new AttentionShape(1, 2, 1, 2, 3, 4, 1, true, 2);
    AttentionInputs inputs =
        new AttentionInputs(shape, new float[16], new float[12], new float[] {1, 2, 6});
    float third = 1f / 3;
    float all = third + third * 2 + third * 6;
    assertArrayEquals(new float[] {1.5f, all, 1.5f, all}, NaiveAttention.outputs(inputs));
    assertArrayEquals(new double[] {1.5, 3, 1.5, 3}, DoubleAttention.outputs(inputs), 1e-15);
  }

  /** Scores (2 · 3 + 0 · 1) / sqrt(4) = 3 and 0: the weights are e³ : 1. */
  @Test
  void scoresAreScaledByTheRootOfTheDepth() {
    AttentionShape shape = new AttentionShape(1, 1, 1, 1, 2, 4, 2, false, 2);
    AttentionInputs inputs =
        new AttentionInputs(
            shape,
            new float[] {2, 0, 0, 0},
            new float[] {3, 1, 0, 0, 0, 1, 0, 0},
            new float[] {1, 0, 0, 1});
    double weight = Math.exp(3) / (Math.exp(3) + 1);
    assertArrayEquals(new double[] {weight, 1 - weight}, DoubleAttention.outputs(inputs), 1e-15);
    float[] naive = NaiveAttention.outputs(inputs);
    assertEquals(weight, naive[0], 1e-7);
    assertEquals(1 - weight, naive[1], 1e-7);
  }

  /** A batch of two is two layers of one, one behind the other. */
  @Test
  void sequencesOfABatchAreIndependent() {
    AttentionShape two = new AttentionShape(2, 4, 2, 3, 5, 2, 3, true, 2);
    AttentionInputs inputs = AttentionInputs.random(two, RandomCases.generator(5));
    AttentionShape one = new AttentionShape(1, 4, 2, 3, 5, 2, 3, true, 2);
    float[] both = NaiveAttention.outputs(inputs);
    for (int i = 0; i < 2; i++) {
      AttentionInputs half =
          new AttentionInputs(
              one, half(inputs.queries(), i), half(inputs.keys(), i), half(inputs.values(), i));
      assertArrayEquals(half(both, i), NaiveAttention.outputs(half));
    }
  }

  private static float[] half(float[] array, int which) {
    int size = array.length / 2;
    return java.util.Arrays.copyOfRange(array, which * size, (which + 1) * size);
  }

  @Test
  void theErrorOfFloatsIsSmall() {
    AttentionShape shape = AttentionShape.selfAttention(2, 50, 16);
    AttentionInputs inputs = AttentionInputs.random(shape, RandomCases.generator(6));
    double error =
        DoubleAttention.largestError(
            DoubleAttention.outputs(inputs), NaiveAttention.outputs(inputs));
    assertTrue(error > 0 && error < 1e-6, "error " + error);
  }

  @Test
  void aNumberThatIsNoneIsAnInfiniteError() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        DoubleAttention.largestError(new double[] {1, 2}, new float[] {Float.NaN, 2}));
  }
}
