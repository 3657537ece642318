package masattention.kernel;

import java.util.Arrays;

/**
 * Row blocks with a complete softmax, as FLAT and MAS tile them (<a
 * href="https://arxiv.org/abs/2107.06419">FLAT</a>): the scores of a row block against one K
 * sub-tile after the other, the softmax of its rows, then one V sub-tile after the other. Each
 * number is the same chain of operations as in {@link NaiveAttention}.
 */
final class TiledAttention implements RowBlockAttention {

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final int keyRows;
  private final float[] scores;

  TiledAttention(KernelSetup setup) {
    this.shape = setup.shape();
    this.layouts = setup.layouts();
    this.keyRows = setup.blocking().keyRows();
    int rows = Math.min(setup.blocking().queryRows(), shape.rowsPerGroup());
    this.scores = new float[Math.multiplyExact(rows, shape.seqKv())];
  }

  @Override
  public void attendRows(CallTensors call, int batch, int kvHead, int firstRow, int endRow) {
    int group = shape.headsPerGroup();
    int keyAt = layouts.key().headAt(batch, kvHead);
    int valueAt = layouts.value().headAt(batch, kvHead);
    int first = shape.firstKey(firstRow / group);
    int end = shape.endKey((endRow - 1) / group);
    for (int tile = first; tile < end; tile += keyRows) {
      for (int r = firstRow; r < endRow; r++) {
        int i = r / group;
        int from = Math.max(tile, shape.firstKey(i));
        int to = Math.min(Math.min(end, tile + keyRows), shape.endKey(i));
        int q = layouts.query().rowAt(batch, kvHead * group + r % group, i);
        scoreRow(call, q, keyAt, from, to, (r - firstRow) * shape.seqKv());
      }
    }
    for (int r = firstRow; r < endRow; r++) {
      int i = r / group;
      int from = shape.firstKey(i);
      int count = Math.max(0, shape.endKey(i) - from);
      PlainSoftmax.rowInPlace(scores, (r - firstRow) * shape.seqKv() + from, count);
      int o = layouts.output().rowAt(batch, kvHead * group + r % group, i);
      Arrays.fill(call.output, o, o + shape.valueDim(), 0f);
    }
    for (int tile = first; tile < end; tile += keyRows) {
      for (int r = firstRow; r < endRow; r++) {
        int i = r / group;
        int from = Math.max(tile, shape.firstKey(i));
        int to = Math.min(Math.min(end, tile + keyRows), shape.endKey(i));
        int o = layouts.output().rowAt(batch, kvHead * group + r % group, i);
        accumulateRow(call, valueAt, from, to, (r - firstRow) * shape.seqKv(), o);
      }
    }
  }

  private void scoreRow(CallTensors call, int q, int keyAt, int from, int to, int row) {
    float queryScale = shape.queryScale();
    float scoreScale = shape.scoreScale();
    for (int j = from; j < to; j++) {
      int k = keyAt + j * layouts.key().rowStride();
      float dot = 0;
      for (int e = 0; e < shape.headDim(); e++) {
        dot += call.query[q + e] * queryScale * call.key[k + e];
      }
      scores[row + j] = dot * scoreScale;
    }
  }

  private void accumulateRow(CallTensors call, int valueAt, int from, int to, int row, int o) {
    for (int j = from; j < to; j++) {
      float p = scores[row + j];
      int v = valueAt + j * layouts.value().rowStride();
      for (int f = 0; f < shape.valueDim(); f++) {
        call.output[o + f] += p * call.value[v + f];
      }
    }
  }
}
