package masattention.kernel;

/**
 * Complete softmax per row block on SIMD lanes: all scores of a block of queries and their maximum,
 * then sub-tile by sub-tile the exponentials and the product with V while both are in the first
 * level cache. One division per row at the end. Where {@link HeadBounds} show that no row of the
 * block needs its maximum subtracted, both passes become one and the bits are the same.
 */
final class FlatAttention implements RowBlockAttention {

  private final LaneSteps steps;
  private final int keyRows;

  FlatAttention(KernelSetup setup, LaneArithmetic arithmetic) {
    this.steps = new LaneSteps(setup, arithmetic, setup.shape().seqKv());
    this.keyRows = LaneSteps.wholeChunks(setup.blocking().keyRows());
  }

  @Override
  public void newCall() {
    steps.newCall();
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
      if (steps.bound(key, value)) {
        attendInOnePass(key, value);
      } else {
        attendInTwoPasses(key, value);
      }
      steps.end(output);
    }
  }

  private void attendInOnePass(float[] key, float[] value) {
    int keys = steps.keys();
    for (int tile = 0; tile < keys; tile += keyRows) {
      int count = Math.min(keyRows, keys - tile);
      steps.score(key, tile, count, 0);
      steps.exponentials(tile, count, 0);
      steps.accumulate(value, tile, count, 0);
    }
  }

  private void attendInTwoPasses(float[] key, float[] value) {
    int keys = steps.keys();
    for (int tile = 0; tile < keys; tile += keyRows) {
      steps.score(key, tile, Math.min(keyRows, keys - tile), tile);
    }
    steps.fixMaximum(keys);
    for (int tile = 0; tile < keys; tile += keyRows) {
      int count = Math.min(keyRows, keys - tile);
      steps.exponentials(tile, count, tile);
      steps.accumulate(value, tile, count, tile);
    }
  }
}
