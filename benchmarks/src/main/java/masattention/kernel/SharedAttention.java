package masattention.kernel;

import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Deals the row blocks of all heads to a {@link WorkTeam}. Each row block is computed by one
 * thread, in the same order of additions whichever thread it is.
 */
final class SharedAttention implements PreparedAttention, WorkTeam.Work {

  private final KernelSetup setup;
  private final RowBlockAttention[] workers;
  private final WorkTeam team;
  private final int rowBlocks;
  private float[] query;
  private float[] key;
  private float[] value;
  private float[] output;

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
    this.query = query;
    this.key = key;
    this.value = value;
    this.output = output;
    for (RowBlockAttention worker : workers) {
      worker.newCall();
    }
    team.run(this, Math.multiplyExact(setup.shape().heads(), rowBlocks));
  }

  @Override
  public void item(int worker, int item) {
    KernelShape shape = setup.shape();
    int head = item / rowBlocks;
    int firstRow = item % rowBlocks * setup.blocking().queryRows();
    int rows = Math.min(setup.blocking().queryRows(), shape.seqQ() - firstRow);
    workers[worker].attendRows(
        query,
        key,
        value,
        output,
        head / shape.queryHeads(),
        head % shape.queryHeads(),
        firstRow,
        firstRow + rows);
  }

  @Override
  public void close() {
    team.close();
  }
}
