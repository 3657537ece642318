package masattention.reference;

import masattention.workload.AttentionShape;

/** The double-precision twin of {@link NaiveAttention}, against which errors are measured. */
public final class DoubleAttention {
  private DoubleAttention() {}

  /** O, [heads, seqQ, valueDim]. */
  public static double[] outputs(AttentionInputs inputs) {
    AttentionShape shape = inputs.shape();
    double[] outputs =
        new double[Math.multiplyExact(shape.heads() * shape.seqQ(), shape.valueDim())];
    double[] weights = new double[shape.seqKv()];
    for (int head = 0; head < shape.heads(); head++) {
      int group = head / shape.headsPerGroup();
      for (int row = 0; row < shape.seqQ(); row++) {
        double sum = weights(inputs, head, row, weights);
        int firstOutput = (head * shape.seqQ() + row) * shape.valueDim();
        for (int j = shape.firstKey(row); j < shape.keyEnd(row); j++) {
          int value = (group * shape.seqKv() + j) * shape.valueDim();
          for (int f = 0; f < shape.valueDim(); f++) {
            outputs[firstOutput + f] += weights[j] / sum * inputs.values()[value + f];
          }
        }
      }
    }
    return outputs;
  }

  /** Writes exp(s − max) of a row and returns their sum. */
  private static double weights(AttentionInputs inputs, int head, int row, double[] weights) {
    AttentionShape shape = inputs.shape();
    int depth = shape.headDim();
    int query = (head * shape.seqQ() + row) * depth;
    int group = head / shape.headsPerGroup();
    double max = Double.NEGATIVE_INFINITY;
    int to = shape.keyEnd(row);
    for (int j = shape.firstKey(row); j < to; j++) {
      int key = (group * shape.seqKv() + j) * depth;
      double dot = 0;
      for (int e = 0; e < depth; e++) {
        dot += (double) inputs.queries()[query + e] * inputs.keys()[key + e];
      }
      weights[j] = dot / Math.sqrt(depth);
      max = Math.max(max, weights[j]);
    }
    double sum = 0;
    for (int j = shape.firstKey(row); j < to; j++) {
      weights[j] = StrictMath.exp(weights[j] - max);
      sum += weights[j];
    }
    return sum;
  }

  /** The largest distance of {@code outputs} from the double-precision result. */
  public static double largestError(double[] exact, float[] outputs) {
    double largest = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = Math.abs(exact[i] - outputs[i]);
      if (Double.isNaN(error)) {
        return Double.POSITIVE_INFINITY;
      }
      largest = Math.max(largest, error);
    }
    return largest;
  }
}
