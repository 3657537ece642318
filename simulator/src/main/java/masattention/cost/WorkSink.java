package masattention.cost;

import java.util.Arrays;
import masattention.interpret.energy.Work;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.Durations;
import masattention.npu.NpuConfig;
import masattention.program.Buffer;
import masattention.program.Buffer.Turn;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.MatrixRun;
import masattention.program.MatrixTask;
import masattention.program.Op;
import masattention.program.Operand;
import masattention.program.ProgramSink;
import masattention.program.SoftmaxTask;
import masattention.program.SpanTask;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;

/**
 * Counts the work and the busy cycles of the tasks emitted to it, each as often as it is told.
 * Fetches of resident K and V sub-tiles are no row block's own: it is told them apart.
 */
final class WorkSink implements ProgramSink {
  private final Durations durations;
  private final int elementBytes;
  private final boolean[] resident;
  private final Work work;
  private final long[] busy = new long[EngineKind.PER_CORE];
  private final boolean[] reads = new boolean[Tensor.values().length];
  private long times = 1;

  WorkSink(NpuConfig machine, L1Plan plan, int elementBytes) {
    durations = new Durations(machine);
    this.elementBytes = elementBytes;
    work = new Work(machine);
    resident = new boolean[plan.slots()];
    for (Buffer buffer : plan.buffers()) {
      if (buffer.turn() == Turn.GROUP) {
        Arrays.fill(resident, buffer.firstSlot(), buffer.firstSlot() + buffer.slots(), true);
      }
    }
  }

  /** Counts what comes from here on {@code newTimes} times. */
  void count(long newTimes) {
    times = newTimes;
  }

  /** Operations and bytes so far, of a layer so cut. */
  WorkCounts work(BlockGrid grid) {
    return work.counts(grid);
  }

  /** Busy cycles since they were asked for last. */
  BusyCycles takeBusy() {
    BusyCycles taken = BusyCycles.of(busy);
    Arrays.fill(busy, 0);
    Arrays.fill(reads, false);
    return taken;
  }

  /** Whether resident sub-tiles of K, or of V, were read since the busy cycles were taken. */
  boolean hasRead(Tensor tensor) {
    return reads[tensor.ordinal()];
  }

  /** Counts fetches of a K or V sub-tile that stays. */
  void fetch(Tensor tensor, long bytes, long fetches) {
    count(fetches);
    add(EngineKind.LOAD, new Op.Load(tensor, bytes));
  }

  private void add(EngineKind engine, Op op) {
    work.add(op, times);
    busy[engine.ordinal()] += times * op.accept(durations);
  }

  @Override
  public void load(int core, int slot, long tile, int count, long bytes) {
    add(EngineKind.LOAD, new Op.Load(Tile.tensor(tile), bytes));
  }

  @Override
  public void store(int core, int slot, long tile, int count, long bytes, boolean spill) {
    add(EngineKind.STORE, new Op.Store(Tile.tensor(tile), bytes, spill));
  }

  @Override
  public void matmul(MatrixTask task) {
    Operand right = task.right();
    if (right.count() > 0 && resident[right.slot()]) {
      reads[Tile.tensor(right.tile()).ordinal()] = true;
    }
    add(task.unit(), task.op());
  }

  @Override
  public void matmulRun(MatrixRun run) {
    EngineKind unit = run.first().unit();
    matmul(run.first());
    if (run.count() > 1) {
      long before = times;
      times = before * (run.count() - 2);
      add(unit, run.next());
      times = before;
      add(unit, run.last());
    }
  }

  @Override
  public void softmax(SoftmaxTask task) {
    add(EngineKind.VEC, task.op());
  }

  @Override
  public void onlineSoftmax(
      int core, int slot, long scores, int stateSlot, long state, int m, int n, boolean first) {
    add(EngineKind.VEC, new Op.OnlineSoftmax(m, n, elementBytes));
  }

  @Override
  public void spanSoftmax(SpanTask task) {
    add(EngineKind.VEC, task.op());
  }

  @Override
  public void rescale(int core, int stateSlot, long state, int outSlot, long out, int m, int f) {
    add(EngineKind.VEC, new Op.Rescale(m, f));
  }

  @Override
  public void normalize(
      int core, Op.Normalize op, int stateSlot, long state, int outSlot, long out) {
    add(EngineKind.VEC, op);
  }

  @Override
  public void barrier(int core, EngineKind... engines) {
    // no work
  }

  @Override
  public void barrier() {
    // no work
  }
}
