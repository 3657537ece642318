package masattention.kernel;

/** The complete softmax of one row of scores. */
final class PlainSoftmax {

  private PlainSoftmax() {}

  /** Replaces the scores s by exp(s − max) · (1 / Σ exp(s − max)); an empty row stays empty. */
  static void rowInPlace(float[] row, int at, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = at; j < at + length; j++) {
      max = Math.max(max, row[j]);
    }
    float sum = 0;
    for (int j = at; j < at + length; j++) {
      row[j] = (float) StrictMath.exp(row[j] - max);
      sum += row[j];
    }
    float inverse = 1 / sum;
    for (int j = at; j < at + length; j++) {
      row[j] *= inverse;
    }
  }
}
