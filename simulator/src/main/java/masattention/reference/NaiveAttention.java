package masattention.reference;

import masattention.workload.AttentionShape;

/**
 * The definition of attention in FP32, one row after the other: dot products over ascending e,
 * scaled once at the end; p = exp(s − max) · (1 / sum) with one division per row; sums over
 * ascending j; plain float additions and multiplications, {@link StrictMath#exp}.
 */
public final class NaiveAttention {
  private NaiveAttention() {}

  /** The factor 1 / sqrt(headDim) of the scores. */
  public static float scale(AttentionShape shape) {
    return (float) (1 / Math.sqrt(shape.headDim()));
  }

  /** O, [heads, seqQ, valueDim]. */
  public static float[] outputs(AttentionInputs inputs) {
    AttentionShape shape = inputs.shape();
    float[] outputs = new float[Math.multiplyExact(shape.heads() * shape.seqQ(), shape.valueDim())];
    float[] scores = new float[shape.seqKv()];
    for (int head = 0; head < shape.heads(); head++) {
      for (int row = 0; row < shape.seqQ(); row++) {
        int from = shape.firstKey(row);
        int to = shape.keyEnd(row);
        scores(inputs, head, row, from, to, scores);
        softmax(scores, from, to);
        int firstValue = head / shape.headsPerGroup() * shape.seqKv() * shape.valueDim();
        int firstOutput = (head * shape.seqQ() + row) * shape.valueDim();
        for (int f = 0; f < shape.valueDim(); f++) {
          float sum = 0;
          for (int j = from; j < to; j++) {
            sum += scores[j] * inputs.values()[firstValue + j * shape.valueDim() + f];
          }
          outputs[firstOutput + f] = sum;
        }
      }
    }
    return outputs;
  }

  private static void scores(
      AttentionInputs inputs, int head, int row, int from, int to, float[] scores) {
    AttentionShape shape = inputs.shape();
    int depth = shape.headDim();
    int query = (head * shape.seqQ() + row) * depth;
    int key = head / shape.headsPerGroup() * shape.seqKv() * depth;
    float scale = scale(shape);
    for (int j = from; j < to; j++) {
      float sum = 0;
      for (int e = 0; e < depth; e++) {
        sum += inputs.queries()[query + e] * inputs.keys()[key + j * depth + e];
      }
      scores[j] = sum * scale;
    }
  }

  private static void softmax(float[] row, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = from; j < to; j++) {
      max = Math.max(max, row[j]);
    }
    float sum = 0;
    for (int j = from; j < to; j++) {
      row[j] = (float) StrictMath.exp(row[j] - max);
      sum += row[j];
    }
    float inverse = 1 / sum;
    for (int j = from; j < to; j++) {
      row[j] *= inverse;
    }
  }
}
