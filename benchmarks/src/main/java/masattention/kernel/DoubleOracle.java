package masattention.kernel;

import java.util.Arrays;

/**
 * The definition in double precision on the FP32 inputs: what the kernels are judged by. A row that
 * sees no key is zero; NaN and infinities follow the rules of IEEE 754.
 */
public final class DoubleOracle {

  private DoubleOracle() {}

  /** The exact output, laid out as {@code setup} lays out O. */
  public static double[] attend(KernelSetup setup, float[] query, float[] key, float[] value) {
    KernelShape shape = setup.shape();
    double[] output = new double[setup.outputLength()];
    double[] weights = new double[shape.seqKv()];
    for (int batch = 0; batch < shape.batch(); batch++) {
      for (int head = 0; head < shape.queryHeads(); head++) {
        for (int i = 0; i < shape.seqQ(); i++) {
          weights(setup, query, key, batch, head, i, weights);
          outputRow(setup, value, batch, head, i, weights, output);
        }
      }
    }
    return output;
  }

  /** The first rows of the first query head, one after the other. */
  public static double[] firstRows(KernelSetup setup, AttentionInputs inputs, int rows) {
    double[] output = new double[setup.outputLength()];
    double[] weights = new double[setup.shape().seqKv()];
    for (int i = 0; i < rows; i++) {
      weights(setup, inputs.query(), inputs.key(), 0, 0, i, weights);
      outputRow(setup, inputs.value(), 0, 0, i, weights, output);
    }
    return Arrays.copyOf(output, rows * setup.shape().valueDim());
  }

  private static void weights(
      KernelSetup setup, float[] query, float[] key, int batch, int head, int i, double[] weights) {
    int first = setup.shape().firstKey(i);
    int end = setup.shape().endKey(i);
    double max = Double.NEGATIVE_INFINITY;
    for (int j = first; j < end; j++) {
      weights[j] = logit(setup, query, key, batch, head, i, j);
      max = Math.max(max, weights[j]);
    }
    double sum = 0;
    for (int j = first; j < end; j++) {
      weights[j] = StrictMath.exp(weights[j] - max);
      sum += weights[j];
    }
    for (int j = first; j < end; j++) {
      weights[j] /= sum;
    }
  }

  /** The largest finite |logit| that any query sees. */
  public static double largestLogit(KernelSetup setup, float[] query, float[] key) {
    KernelShape shape = setup.shape();
    double largest = 0;
    for (int batch = 0; batch < shape.batch(); batch++) {
      for (int head = 0; head < shape.queryHeads(); head++) {
        for (int i = 0; i < shape.seqQ(); i++) {
          for (int j = shape.firstKey(i); j < shape.endKey(i); j++) {
            double logit = Math.abs(logit(setup, query, key, batch, head, i, j));
            largest = logit <= Double.MAX_VALUE ? Math.max(largest, logit) : largest;
          }
        }
      }
    }
    return largest;
  }

  private static double logit(
      KernelSetup setup, float[] query, float[] key, int batch, int head, int i, int j) {
    KernelShape shape = setup.shape();
    TensorLayout queries = setup.layouts().query();
    TensorLayout keys = setup.layouts().key();
    int q = queries.headAt(batch, head) + i * queries.rowStride();
    int k = keys.headAt(batch, shape.kvHeadOf(head)) + j * keys.rowStride();
    double dot = 0;
    for (int e = 0; e < shape.headDim(); e++) {
      dot += (double) query[q + e] * key[k + e];
    }
    return dot / Math.sqrt(shape.headDim());
  }

  private static void outputRow(
      KernelSetup setup,
      float[] value,
      int batch,
      int head,
      int i,
      double[] weights,
      double[] output) {
    KernelShape shape = setup.shape();
    int first = shape.firstKey(i);
    int end = shape.endKey(i);
    TensorLayout values = setup.layouts().value();
    TensorLayout outputs = setup.layouts().output();
    int v = values.headAt(batch, shape.kvHeadOf(head));
    int o = outputs.headAt(batch, head) + i * outputs.rowStride();
    for (int f = 0; f < shape.valueDim(); f++) {
      double sum = 0;
      for (int j = first; j < end; j++) {
        sum += weights[j] * value[v + j * values.rowStride() + f];
      }
      output[o + f] = sum;
    }
  }
}
