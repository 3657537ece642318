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
    int rows = Math.min(setup.blocking().queryRows(), shape.seqQ());
    this.scores = new float[Math.multiplyExact(rows, shape.seqKv())];
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
    int queryAt = layouts.query().headAt(batch, head) + firstRow * layouts.query().rowStride();
    int outputAt = layouts.output().headAt(batch, head) + firstRow * layouts.output().rowStride();
    int keyAt = layouts.key().headAt(batch, kvHead);
    int valueAt = layouts.value().headAt(batch, kvHead);
    int rows = endRow - firstRow;
    int visible = shape.visibleKeys(endRow - 1);
    for (int tile = 0; tile < visible; tile += keyRows) {
      scoreTile(query, queryAt, key, keyAt, rows, tile, Math.min(visible, tile + keyRows));
    }
    for (int r = 0; r < rows; r++) {
      PlainSoftmax.rowInPlace(scores, r * shape.seqKv(), shape.visibleKeys(firstRow + r));
      int at = outputAt + r * layouts.output().rowStride();
      Arrays.fill(output, at, at + shape.valueDim(), 0f);
    }
    for (int tile = 0; tile < visible; tile += keyRows) {
      int end = Math.min(visible, tile + keyRows);
      for (int r = 0; r < rows; r++) {
        int seen = Math.min(end, shape.visibleKeys(firstRow + r));
        int at = outputAt + r * layouts.output().rowStride();
        accumulateTile(r, tile, seen, value, valueAt, output, at);
      }
    }
  }

  private void scoreTile(
      float[] query, int queryAt, float[] key, int keyAt, int rows, int tile, int end) {
    float scale = shape.scale();
    for (int r = 0; r < rows; r++) {
      int q = queryAt + r * layouts.query().rowStride();
      for (int j = tile; j < end; j++) {
        int k = keyAt + j * layouts.key().rowStride();
        float dot = 0;
        for (int e = 0; e < shape.headDim(); e++) {
          dot += query[q + e] * key[k + e];
        }
        scores[r * shape.seqKv() + j] = dot * scale;
      }
    }
  }

  private void accumulateTile(
      int r, int tile, int end, float[] value, int valueAt, float[] output, int outputAt) {
    for (int j = tile; j < end; j++) {
      float p = scores[r * shape.seqKv() + j];
      int v = valueAt + j * layouts.value().rowStride();
      for (int f = 0; f < shape.valueDim(); f++) {
        output[outputAt + f] += p * value[v + f];
      }
    }
  }
}
