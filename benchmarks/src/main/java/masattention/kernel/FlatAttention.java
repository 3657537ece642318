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
    this.steps = new LaneSteps(setup, arithmetic, LaneSteps.wholeChunks(setup.shape().seqKv()));
    this.keyRows = LaneSteps.wholeChunks(setup.blocking().keyRows());
  }

  @Override
  public void newCall() {
    steps.newCall();
  }

  @Override
  public void attendRows(CallTensors call, int batch, int kvHead, int firstRow, int endRow) {
    for (int row = firstRow; row < endRow; row += steps.lanes()) {
      steps.begin(call, batch, kvHead, row, Math.min(steps.lanes(), endRow - row));
      if (steps.bound()) {
        attendInOnePass();
      } else {
        attendInTwoPasses();
      }
      steps.end(call.output);
    }
  }

  private void attendInOnePass() {
    int end = steps.endKey();
    for (int tile = steps.firstKey(); tile < end; tile += keyRows) {
      int count = Math.min(keyRows, end - tile);
      steps.score(tile, count, 0);
      steps.exponentials(tile, count, 0);
      steps.accumulate(tile, count, 0);
    }
  }

  private void attendInTwoPasses() {
    int first = steps.firstKey();
    int end = steps.endKey();
    for (int tile = first; tile < end; tile += keyRows) {
      steps.score(tile, Math.min(keyRows, end - tile), tile - first);
    }
    steps.fixMaximum(end - first);
    for (int tile = first; tile < end; tile += keyRows) {
      int count = Math.min(keyRows, end - tile);
      steps.exponentials(tile, count, tile - first);
      steps.accumulate(tile, count, tile - first);
    }
  }
}
