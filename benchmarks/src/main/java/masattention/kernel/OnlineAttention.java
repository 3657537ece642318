package masattention.kernel;

/**
 * Running maximum on SIMD lanes (<a href="https://arxiv.org/abs/2205.14135">FlashAttention</a>):
 * each sub-tile of keys goes through scores, maximum, exponentials and the product with V at once;
 * when a maximum moves, what was summed so far shrinks. The bits depend on the keys per sub-tile,
 * and not on what products do of the softmax.
 */
final class OnlineAttention implements RowBlockAttention {

  private final LaneSteps steps;
  private final int keyRows;

  OnlineAttention(KernelSetup setup, LaneArithmetic arithmetic, Moved moved) {
    int tile = LaneSteps.wholeChunks(setup.blocking().keyRows());
    this.keyRows = Math.min(tile, LaneSteps.wholeChunks(setup.shape().seqKv()));
    this.steps = new LaneSteps(setup, arithmetic, keyRows, moved);
  }

  @Override
  public void newCall() {
    steps.newCall();
  }

  @Override
  public void attendRows(CallTensors call, int batch, int kvHead, int firstRow, int endRow) {
    for (int row = firstRow; row < endRow; row += steps.lanes()) {
      steps.begin(call, batch, kvHead, row, Math.min(steps.lanes(), endRow - row));
      int end = steps.endKey();
      for (int tile = steps.firstKey(); tile < end; tile += keyRows) {
        int count = Math.min(keyRows, end - tile);
        steps.score(tile, count, 0);
        steps.raiseMaximum(0, count);
        steps.moveMaximum();
        steps.exponentials(tile, count, 0);
        steps.accumulate(tile, count, 0);
      }
      steps.end(call.output);
    }
  }
}
