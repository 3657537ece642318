package masattention.kernel;

/**
 * The definition, row by row: dot products over ascending e, scaled once at the end; p = exp(s −
 * max) · (1 / sum) with one division per row; sums over ascending j; plain FP32 operations and
 * {@link StrictMath#exp}. Masked keys are left out.
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
  public void attendRows(
      float[] query,
      float[] key,
      float[] value,
      float[] output,
      int batch,
      int head,
      int firstRow,
      int endRow) {
    int kvHead = shape.kvHeadOf(head);
    int queryHeadAt = layouts.query().headAt(batch, head);
    int keyAt = layouts.key().headAt(batch, kvHead);
    int valueAt = layouts.value().headAt(batch, kvHead);
    int outputHeadAt = layouts.output().headAt(batch, head);
    for (int i = firstRow; i < endRow; i++) {
      int visible = shape.visibleKeys(i);
      scores(query, queryHeadAt + i * layouts.query().rowStride(), key, keyAt, visible);
      PlainSoftmax.rowInPlace(row, 0, visible);
      output(value, valueAt, visible, output, outputHeadAt + i * layouts.output().rowStride());
    }
  }

  private void scores(float[] query, int queryAt, float[] key, int keyAt, int visible) {
    float scale = shape.scale();
    for (int j = 0; j < visible; j++) {
      int at = keyAt + j * layouts.key().rowStride();
      float dot = 0;
      for (int e = 0; e < shape.headDim(); e++) {
        dot += query[queryAt + e] * key[at + e];
      }
      row[j] = dot * scale;
    }
  }

  private void output(float[] value, int valueAt, int visible, float[] output, int outputAt) {
    for (int f = 0; f < shape.valueDim(); f++) {
      float sum = 0;
      for (int j = 0; j < visible; j++) {
        sum += row[j] * value[valueAt + j * layouts.value().rowStride() + f];
      }
      output[outputAt + f] = sum;
    }
  }
}
