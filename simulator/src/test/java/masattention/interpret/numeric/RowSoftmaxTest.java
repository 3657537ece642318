package masattention.interpret.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The one-pass softmax keeps the maximum, sum and change of scale of every row apart. */
class RowSoftmaxTest {
  private static final int ROWS = 5;
  private static final int WIDTH = 4;

  private final Random random = new Random(3);
  private final float[] state = RowSoftmax.freshState(ROWS);
  private final float[] max = new float[ROWS];
  private final double[] sum = new double[ROWS];

  @Test
  void everyRowHasAStateOfItsOwn() {
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    for (int tile = 0; tile < 6; tile++) {
      float[] scores = new float[ROWS * WIDTH];
      for (int row = 0; row < ROWS; row++) {
        for (int j = 0; j < WIDTH; j++) {
          scores[row * WIDTH + j] = (float) random.nextGaussian() * (tile + 1) - 20 * row;
        }
      }
      for (int row = 0; row < ROWS; row++) {
        double factor = expected(scores, row);
        RowSoftmax.online(scores, row, WIDTH, 0, WIDTH, state);
        float[] outputs = ones();
        RowSoftmax.rescale(state, outputs, ROWS, 1);
        assertEquals(factor, outputs[row], 1e-6);
        outputs = ones();
        RowSoftmax.normalize(state, outputs, ROWS, 1);
        assertEquals(1 / sum[row], outputs[row], 1e-5);
      }
    }
  }

  private double expected(float[] scores, int row) {
    float before = max[row];
    for (int j = 0; j < WIDTH; j++) {
      max[row] = Math.max(max[row], scores[row * WIDTH + j]);
    }
    double factor = Math.exp(before - max[row]);
    sum[row] *= factor;
    for (int j = 0; j < WIDTH; j++) {
      sum[row] += Math.exp(scores[row * WIDTH + j] - max[row]);
    }
    return factor;
  }

  private static float[] ones() {
    float[] ones = new float[ROWS];
    Arrays.fill(ones, 1);
    return ones;
  }
}
