package masattention.program;

import java.util.Arrays;
import masattention.npu.NpuConfig;
import masattention.tiling.BlockGrid;

/**
 * Builds a program and derives its dependencies from what each L1 slot holds.
 *
 * <p>A reader depends on the slot's last writer (read after write); a writer on the last writer
 * and, of every engine, on its last reader since (write after write, write after read); a load also
 * on the store that put its bytes into DRAM. Reading a tile that the slot does not hold is refused.
 */
public final class ProgramBuilder implements ProgramSink {
  private static final int NEVER = -1;

  private final BlockGrid grid;
  private final NpuConfig machine;
  private final L1Plan plan;
  private final int elementBytes;
  private final int engineCount;
  private final ProgramColumns columns = new ProgramColumns();

  private final long[] held;
  private final int[] lastWriter;
  private final int[] lastReader;
  private final int[] lastTask;
  private final int[] barrier;
  private final boolean[] barrierPending;
  private final StoredTiles stored;

  /** An empty program. */
  public ProgramBuilder(BlockGrid grid, NpuConfig machine, L1Plan plan) {
    this.grid = grid;
    this.machine = machine;
    this.plan = plan;
    elementBytes = grid.shape().elementBytes();
    engineCount = machine.cores() * EngineKind.PER_CORE;
    held = filled(plan.slots(), Tile.NONE);
    lastWriter = filled(plan.slots());
    lastReader = filled(Math.multiplyExact(plan.slots(), engineCount));
    lastTask = filled(engineCount);
    barrier = filled(engineCount * engineCount);
    barrierPending = new boolean[engineCount];
    stored = new StoredTiles(grid);
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NEVER);
    return array;
  }

  private static long[] filled(int size, long value) {
    long[] array = new long[size];
    Arrays.fill(array, value);
    return array;
  }

  /** The program written so far. */
  public Program build() {
    return new Program(grid, machine, plan, columns);
  }

  @Override
  public void load(int core, int slot, long tile, int count, long bytes) {
    int task = start(new Op.Load(Tile.tensor(tile), bytes), EngineKind.LOAD, core);
    for (int i = 0; i < count; i++) {
      write(task, slot + i, tile + i);
      int producer = stored.producer(tile + i);
      if (producer != NEVER) {
        columns.dependency(producer, false);
      }
    }
    columns.endTask();
  }

  @Override
  public void store(int core, int slot, long tile, int count, long bytes, boolean spill) {
    int task = start(new Op.Store(Tile.tensor(tile), bytes, spill), EngineKind.STORE, core);
    for (int i = 0; i < count; i++) {
      read(task, slot + i, tile + i);
      stored.store(tile + i, task);
    }
    columns.endTask();
  }

  @Override
  public void matmul(MatrixTask matrixTask) {
    int task = start(matrixTask.op(), matrixTask.unit(), matrixTask.core());
    Operand left = matrixTask.left();
    for (int i = 0; i < left.count(); i++) {
      read(task, left.slot() + i, left.tile() + i);
    }
    if (matrixTask.right().count() > 0) {
      read(task, matrixTask.right().slot(), matrixTask.right().tile());
    }
    Operand out = matrixTask.out();
    if (matrixTask.op().accumulates()) {
      update(task, out.slot(), out.tile(), out.tile());
    } else {
      write(task, out.slot(), out.tile());
    }
    columns.endTask();
  }

  @Override
  public void softmax(SoftmaxTask softmax) {
    int task = start(softmax.op(), EngineKind.VEC, softmax.core());
    becomeProbabilities(task, softmax.scores());
    becomeProbabilities(task, softmax.rest());
    if (!softmax.op().divides()) {
      write(task, softmax.sums().slot(), softmax.sums().tile());
    }
    columns.endTask();
  }

  private void becomeProbabilities(int task, Operand scores) {
    for (int i = 0; i < scores.count(); i++) {
      long tile = scores.tile() + i;
      update(task, scores.slot() + i, tile, probabilities(tile));
    }
  }

  @Override
  public void onlineSoftmax(
      int core, int slot, long scores, int stateSlot, long state, int m, int n, boolean first) {
    int task = start(new Op.OnlineSoftmax(m, n, elementBytes), EngineKind.VEC, core);
    update(task, slot, scores, probabilities(scores));
    if (first) {
      write(task, stateSlot, state);
    } else {
      update(task, stateSlot, state, state);
    }
    columns.endTask();
  }

  @Override
  public void spanSoftmax(SpanTask span) {
    int task = start(span.op(), EngineKind.VEC, span.core());
    Operand scores = span.scores();
    if (span.op().exponentiates()) {
      becomeProbabilities(task, scores);
    } else {
      for (int i = 0; i < scores.count(); i++) {
        read(task, scores.slot() + i, scores.tile() + i);
      }
    }
    if (span.reference().count() > 0 && span.op().finds()) {
      write(task, span.reference().slot(), span.reference().tile());
    } else if (span.reference().count() > 0) {
      read(task, span.reference().slot(), span.reference().tile());
    }
    if (span.first() && span.op().finds()) {
      write(task, span.state().slot(), span.state().tile());
    } else {
      update(task, span.state().slot(), span.state().tile(), span.state().tile());
    }
    columns.endTask();
  }

  @Override
  public void rescale(int core, int stateSlot, long state, int outSlot, long out, int m, int f) {
    scaleOutput(new Op.Rescale(m, f), core, stateSlot, state, outSlot, out);
  }

  @Override
  public void normalize(
      int core, Op.Normalize op, int stateSlot, long state, int outSlot, long out) {
    scaleOutput(op, core, stateSlot, state, outSlot, out);
  }

  private void scaleOutput(Op op, int core, int stateSlot, long state, int outSlot, long out) {
    int task = start(op, EngineKind.VEC, core);
    read(task, stateSlot, state);
    update(task, outSlot, out, out);
    columns.endTask();
  }

  private static long probabilities(long scores) {
    return Tile.of(Tensor.P, Tile.head(scores), Tile.rowBlock(scores), Tile.subTile(scores));
  }

  @Override
  public void barrier(int core, EngineKind... kinds) {
    int[] engines = new int[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      engines[i] = kinds[i].of(core);
    }
    barrierOver(engines);
  }

  @Override
  public void barrier() {
    int[] engines = new int[engineCount];
    Arrays.setAll(engines, i -> i);
    barrierOver(engines);
  }

  private void barrierOver(int[] engines) {
    for (int later : engines) {
      barrierPending[later] = true;
      for (int earlier : engines) {
        barrier[later * engineCount + earlier] = lastTask[earlier];
      }
    }
  }

  private int start(Op op, EngineKind kind, int core) {
    int engine = kind.of(core);
    int task = columns.startTask(op, engine);
    lastTask[engine] = task;
    if (barrierPending[engine]) {
      barrierPending[engine] = false;
      int from = engine * engineCount;
      for (int earlier = from; earlier < from + engineCount; earlier++) {
        if (barrier[earlier] != NEVER) {
          columns.dependency(barrier[earlier], false);
          barrier[earlier] = NEVER;
        }
      }
    }
    return task;
  }

  private void read(int task, int slot, long wanted) {
    columns.access(slot, wanted, Tile.NONE);
    requireHeld(task, slot, wanted);
    columns.dependency(lastWriter[slot], false);
    lastReader[slot * engineCount + columns.engine(task)] = task;
  }

  private void write(int task, int slot, long tile) {
    columns.access(slot, Tile.NONE, tile);
    overwrite(task, slot, tile);
  }

  private void update(int task, int slot, long wanted, long tile) {
    columns.access(slot, wanted, tile);
    requireHeld(task, slot, wanted);
    overwrite(task, slot, tile);
  }

  private void requireHeld(int task, int slot, long wanted) {
    if (held[slot] != wanted) {
      throw new IllegalStateException(
          "Task %s wants %s in slot %s, which holds %s."
              .formatted(task, Tile.describe(wanted), slot, Tile.describe(held[slot])));
    }
  }

  private void overwrite(int task, int slot, long tile) {
    if (lastWriter[slot] != NEVER) {
      columns.dependency(lastWriter[slot], false);
    }
    int from = slot * engineCount;
    for (int reader = from; reader < from + engineCount; reader++) {
      if (lastReader[reader] != NEVER) {
        columns.dependency(lastReader[reader], true);
        lastReader[reader] = NEVER;
      }
    }
    lastWriter[slot] = task;
    held[slot] = tile;
  }
}
