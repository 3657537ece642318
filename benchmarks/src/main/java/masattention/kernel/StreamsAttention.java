package masattention.kernel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The two streams of MAS-Attention as two threads: while one takes the softmax of row block i, the
 * other multiplies the scores of block i + 1 and then, once the softmax is there, O_i = P_i V.
 *
 * <p>The hand-over is bounded by its two slots: the scores of block i + 1 go where those of block i
 * − 1 were, whose output is written. The bits are those of {@link FlatAttention}.
 */
final class StreamsAttention implements PreparedAttention, WorkTeam.Work {

  private static final int SLOTS = 2;
  private static final int SPINS = 2_000;
  private static final long PAUSE_NANOS = 20_000;

  private final KernelSetup setup;
  private final LaneSteps[] slots = new LaneSteps[SLOTS];
  private final WorkTeam team = new WorkTeam(2);
  private final int keyRows;
  private final int blocksPerHead;
  private final int blocks;
  private float[] query;
  private float[] key;
  private float[] value;
  private float[] output;
  private volatile int scored;
  private volatile int weighted;
  private volatile boolean failed;

  StreamsAttention(KernelSetup setup, Supplier<LaneArithmetic> arithmetic) {
    if (setup.threads() != 1) {
      throw new IllegalArgumentException(
          "The threads (%d) of the kernel streams must be 1: it brings its second stream itself."
              .formatted(setup.threads()));
    }
    this.setup = setup;
    this.keyRows = LaneSteps.wholeChunks(setup.blocking().keyRows());
    for (int slot = 0; slot < SLOTS; slot++) {
      slots[slot] = new LaneSteps(setup, arithmetic.get(), setup.shape().seqKv());
    }
    int lanes = slots[0].lanes();
    this.blocksPerHead = (setup.shape().seqQ() + lanes - 1) / lanes;
    this.blocks = Math.multiplyExact(setup.shape().heads(), blocksPerHead);
  }

  @Override
  public void attend(float[] query, float[] key, float[] value, float[] output) {
    setup.check(query, key, value, output);
    this.query = query;
    this.key = key;
    this.value = value;
    this.output = output;
    for (LaneSteps slot : slots) {
      slot.newCall();
    }
    scored = 0;
    weighted = 0;
    failed = false;
    team.run(this, 2);
  }

  @Override
  public void item(int worker, int stream) {
    try {
      if (stream == 0) {
        multiply();
      } else {
        weigh();
      }
    } catch (RuntimeException | Error e) {
      failed = true;
      throw e;
    }
  }

  /** The stream of products: S_0, S_1, O_0, S_2, O_1, … */
  private void multiply() {
    score(0);
    for (int i = 0; i < blocks; i++) {
      if (i + 1 < blocks) {
        score(i + 1);
      }
      for (int turn = 0; weighted <= i && !failed; turn++) {
        pause(turn);
      }
      if (failed) {
        return;
      }
      LaneSteps block = slots[i % SLOTS];
      for (int tile = 0; tile < block.keys(); tile += keyRows) {
        block.accumulate(value, tile, Math.min(keyRows, block.keys() - tile), tile);
      }
      block.end(output);
    }
  }

  private void score(int i) {
    KernelShape shape = setup.shape();
    LaneSteps block = slots[i % SLOTS];
    int head = i / blocksPerHead;
    int row = i % blocksPerHead * block.lanes();
    int rows = Math.min(block.lanes(), shape.seqQ() - row);
    block.begin(query, head / shape.queryHeads(), head % shape.queryHeads(), row, rows);
    block.bound(key, value);
    for (int tile = 0; tile < block.keys(); tile += keyRows) {
      block.score(key, tile, Math.min(keyRows, block.keys() - tile), tile);
    }
    scored = i + 1;
  }

  /** The stream of softmaxes. */
  private void weigh() {
    for (int i = 0; i < blocks; i++) {
      for (int turn = 0; scored <= i && !failed; turn++) {
        pause(turn);
      }
      if (failed) {
        return;
      }
      LaneSteps block = slots[i % SLOTS];
      block.fixMaximum(block.keys());
      block.exponentials(0, block.keys(), 0);
      weighted = i + 1;
    }
  }

  private static void pause(int turn) {
    if (turn < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    team.close();
  }
}
