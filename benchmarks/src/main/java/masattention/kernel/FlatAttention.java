package masattention.kernel;

/**
 * Complete softmax per row block on SIMD lanes: all scores of a block of queries and their maximum,
 * then sub-tile by sub-tile the exponentials and the product with V while both are in the first
 * level cache. One division per row at the end.
 */
final class FlatAttention implements RowBlockAttention {

  private final LaneSteps steps;
  private final int keyRows;

  FlatAttention(KernelSetup setup, LaneArithmetic arithmetic) {
    this.steps = new LaneSteps(setup, arithmetic, setup.shape().seqKv());
    this.keyRows = setup.blocking().keyRows();
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
    for (int row = firstRow; row < endRow; row += steps.lanes()) {
      steps.begin(query, batch, head, row, Math.min(steps.lanes(), endRow - row));
      int keys = steps.keys();
      for (int tile = 0; tile < keys; tile += keyRows) {
        steps.score(key, tile, Math.min(keyRows, keys - tile), tile);
      }
      steps.completeMaximum();
      for (int tile = 0; tile < keys; tile += keyRows) {
        int count = Math.min(keyRows, keys - tile);
        steps.exponentials(tile, count);
        steps.accumulate(value, tile, count, tile);
      }
      steps.end(output);
    }
  }
}
