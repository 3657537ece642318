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
  private final int blocksPerGroup;
  private final int blocks;
  private final CallTensors call = new CallTensors();
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
      slots[slot] =
          new LaneSteps(setup, arithmetic.get(), LaneSteps.wholeChunks(setup.shape().seqKv()));
    }
    int lanes = slots[0].lanes();
    this.blocksPerGroup = (setup.shape().rowsPerGroup() + lanes - 1) / lanes;
    this.blocks = Math.multiplyExact(setup.shape().groups(), blocksPerGroup);
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
      int first = block.firstKey();
      for (int tile = first; tile < block.endKey(); tile += keyRows) {
        block.accumulate(tile, Math.min(keyRows, block.endKey() - tile), tile - first);
      }
      block.end(call.output);
    }
  }

  private void score(int i) {
    KernelShape shape = setup.shape();
    LaneSteps block = slots[i % SLOTS];
    int group = i / blocksPerGroup;
    int row = i % blocksPerGroup * block.lanes();
    int rows = Math.min(block.lanes(), shape.rowsPerGroup() - row);
    block.begin(call, group / shape.kvHeads(), group % shape.kvHeads(), row, rows);
    block.bound();
    int first = block.firstKey();
    for (int tile = first; tile < block.endKey(); tile += keyRows) {
      block.score(tile, Math.min(keyRows, block.endKey() - tile), tile - first);
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
      int keys = block.endKey() - block.firstKey();
      block.fixMaximum(keys);
      block.exponentials(block.firstKey(), keys, 0);
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
