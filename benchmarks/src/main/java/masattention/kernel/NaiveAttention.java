package masattention.kernel;

/**
 * The definition, row by row: dot products over ascending e, scaled by a power of two before and by
 * the rest of 1 / sqrt(E) at the end; p = exp(s − max) · (1 / sum) with one division per row; sums
 * over ascending j; plain FP32 operations and {@link StrictMath#exp}. Masked keys are left out.
 */
final class NaiveAttention implements RowBlockAttention {

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final float[] row;

  NaiveAttention(KernelSetup setup) {
    this.shape = setup.shape();
    this.layouts = setup.layouts();
    this.row = new float[shape.seqKv()];
  }

  @Override
  public void attendRows(CallTensors call, int batch, int kvHead, int firstRow, int endRow) {
    int group = shape.headsPerGroup();
    int keyAt = layouts.key().headAt(batch, kvHead);
    int valueAt = layouts.value().headAt(batch, kvHead);
    for (int r = firstRow; r < endRow; r++) {
      int head = kvHead * group + r % group;
      int i = r / group;
      int first = shape.firstKey(i);
      int end = Math.max(first, shape.endKey(i));
      scores(call.query, layouts.query().rowAt(batch, head, i), call.key, keyAt, first, end);
      PlainSoftmax.rowInPlace(row, first, end - first);
      int outputAt = layouts.output().rowAt(batch, head, i);
      output(call.value, valueAt, first, end, call.output, outputAt);
    }
  }

  private void scores(float[] query, int queryAt, float[] key, int keyAt, int first, int end) {
    float queryScale = shape.queryScale();
    float scoreScale = shape.scoreScale();
    for (int j = first; j < end; j++) {
      int at = keyAt + j * layouts.key().rowStride();
      float dot = 0;
      for (int e = 0; e < shape.headDim(); e++) {
        dot += query[queryAt + e] * queryScale * key[at + e];
      }
      row[j] = dot * scoreScale;
    }
  }

  private void output(
      float[] value, int valueAt, int first, int end, float[] output, int outputAt) {
    for (int f = 0; f < shape.valueDim(); f++) {
      float sum = 0;
      for (int j = first; j < end; j++) {
        sum += row[j] * value[valueAt + j * layouts.value().rowStride() + f];
      }
      output[outputAt + f] = sum;
    }
  }
}
