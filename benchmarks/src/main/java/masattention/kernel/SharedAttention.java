package masattention.kernel;

import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Deals the row blocks of all key/value heads to a {@link WorkTeam}. Each row block is computed by
 * one thread, in the same order of additions whichever thread it is.
 */
final class SharedAttention implements PreparedAttention, WorkTeam.Work {

  private final KernelSetup setup;
  private final RowBlockAttention[] workers;
  private final WorkTeam team;
  private final int rowBlocks;
  private final CallTensors call = new CallTensors();

  SharedAttention(KernelSetup setup, Supplier<RowBlockAttention> worker) {
    this.setup = setup;
    this.workers =
        IntStream.range(0, setup.threads())
            .mapToObj(thread -> worker.get())
            .toArray(RowBlockAttention[]::new);
    this.team = new WorkTeam(setup.threads());
    this.rowBlocks = setup.rowBlocks();
  }

  @Override
  public void attend(float[] query, float[] key, float[] value, float[] output) {
    setup.check(query, key, value, output);
    call.set(query, key, value, output);
    attend();
  }

  @Override
  public void attend(float[] query, short[] key, short[] value, float[] output) {
    setup.check(query, key, value, output);
    call.setHalf(query, key, value, output);
    attend();
  }

  private void attend() {
    for (RowBlockAttention worker : workers) {
      worker.newCall();
    }
    team.run(this, Math.multiplyExact(setup.shape().groups(), rowBlocks));
  }

  @Override
  public void item(int worker, int item) {
    KernelShape shape = setup.shape();
    int group = item / rowBlocks;
    int firstRow = item % rowBlocks * setup.blocking().queryRows();
    int rows = Math.min(setup.blocking().queryRows(), shape.rowsPerGroup() - firstRow);
    workers[worker].attendRows(
        call, group / shape.kvHeads(), group % shape.kvHeads(), firstRow, firstRow + rows);
  }

  @Override
  public void close() {
    team.close();
  }
}
