package masattention.interpret.timing;

import java.util.Arrays;
import masattention.npu.NpuConfig;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.MatrixRun;
import masattention.program.MatrixTask;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.program.Operand;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.program.SoftmaxTask;
import masattention.program.SpanTask;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.workload.AttentionShape;

/**
 * Times tasks while they are emitted, without keeping a program: the fast twin of {@link
 * Simulation}, by the same rules.
 *
 * <p>A compute task whose dependencies have known ends is timed at once; the others wait in the
 * queue of their engine. Transfers wait for {@link #grant}, which may be called when every core
 * {@linkplain #isBlocked is blocked}: what is not emitted yet then cannot be ready before a
 * transfer that is still to be granted. What it keeps is bounded by the slots of L1 and by the
 * tasks that wait, and all of it is handed over to a {@link Snapshot}.
 */
public final class StreamedSimulation implements ProgramSink {
  private static final int NONE = -1;

  private final Comparisons comparisons = new Comparisons();
  private final TaskEnds ends = new TaskEnds();
  private final Awaited awaited = new Awaited(ends, comparisons);
  private NpuConfig machine;
  private int cores;
  private DurationMemo durations;
  private Cells cells = new Cells(0);
  private TaskQueues queues;
  private EngineTimes engines = new EngineTimes(0, comparisons);

  private Spilled spilled = new Spilled(0);
  private int[] settled = {};
  private int[] settledTiles = {};

  /** Forgets everything and gets ready for a program with the buffers of {@code plan}. */
  public void start(NpuConfig newMachine, L1Plan plan, AttentionShape shape) {
    if (!newMachine.equals(machine) || !durations.serves(shape)) {
      machine = newMachine;
      cores = machine.cores();
      durations = new DurationMemo(machine, shape);
      cells = new Cells(cores);
      queues = new TaskQueues(machine, ends, comparisons);
      engines = queues.engines();
      spilled = new Spilled(cores);
      settled = new int[2 * cores];
      settledTiles = new int[2 * cores];
    }
    ends.clear();
    queues.clear();
    Arrays.fill(settled, NONE);
    spilled.clear();
    cells.start(plan);
  }

  // ---- dependencies

  private void begin(int engine, int names) {
    reserve(names);
    awaited.clear();
    awaited.add(engines.takeBarrier(engine));
  }

  /** Makes room for the names of so many tasks. */
  private void reserve(int names) {
    while (ends.room() < names) {
      cells.settle(ends);
      spilled.replace(ends::settled);
      ends.forgetBefore(queues.settle());
    }
  }

  private void awaitReaders(int cell) {
    for (int core = 0; core < cores; core++) {
      awaited.add(cells.reader(cell, core));
    }
  }

  private void read(int cell, int core, long task) {
    awaited.add(cells.writer(cell));
    cells.read(cell, core, task);
  }

  private void read(Operand tiles, int core, long task) {
    for (int cell = firstCell(tiles); cell <= lastCell(tiles); cell++) {
      read(cell, core, task);
    }
  }

  private void write(int cell, long task) {
    awaited.add(cells.writer(cell));
    awaitReaders(cell);
    cells.write(cell, task);
  }

  private void write(Operand tiles, long task) {
    for (int cell = firstCell(tiles); tiles.count() > 0 && cell <= lastCell(tiles); cell++) {
      write(cell, task);
    }
  }

  private int firstCell(Operand tiles) {
    return cells.of(tiles.slot());
  }

  private int lastCell(Operand tiles) {
    return cells.of(tiles.slot() + tiles.count() - 1);
  }

  // ---- transfers

  @Override
  public void load(int core, int slot, long tile, int count, long bytes) {
    int engine = EngineKind.LOAD.of(core);
    begin(engine, 1);
    long task = ends.newTask();
    for (int cell = cells.of(slot); cell <= cells.of(slot + count - 1); cell++) {
      write(cell, task);
    }
    for (int i = 0; i < settled.length; i++) {
      if (settled[i] == cells.copyOf(slot)) {
        settled[i] = NONE;
      }
    }
    if (!spilled.isEmpty(core) && Tile.tensor(tile) == Tensor.P) {
      awaited.add(spilled.take(core));
    }
    queues.load(engine, task, awaited, durations.transfer(bytes));
  }

  @Override
  public void store(int core, int slot, long tile, int count, long bytes, boolean spill) {
    int engine = EngineKind.STORE.of(core);
    begin(engine, 2);
    long last = ends.newTask();
    long release = ends.newTask();
    for (int cell = cells.of(slot); cell <= cells.of(slot + count - 1); cell++) {
      read(cell, core, release);
    }
    if (spill) {
      spilled.add(core, last);
    }
    queues.store(engine, release, last, awaited, durations.store(bytes));
  }

  /**
   * Grants the channel to the transfer that has been ready longest, and times what waited for it.
   *
   * @return whether there was one
   */
  public boolean grant() {
    return queues.grant();
  }

  // ---- compute

  @Override
  public void matmul(MatrixTask matrixTask) {
    int core = matrixTask.core();
    int engine = matrixTask.unit().of(core);
    begin(engine, 1);
    long task = ends.newTask();
    read(matrixTask.left(), core, task);
    if (matrixTask.right().count() > 0) {
      read(firstCell(matrixTask.right()), core, task);
    }
    write(firstCell(matrixTask.out()), task);
    queues.compute(engine, task, awaited, durations.matmul(matrixTask.op()));
  }

  @Override
  public void matmulRun(MatrixRun run) {
    MatrixTask first = run.first();
    int core = first.core();
    int engine = first.unit().of(core);
    int count = run.count();
    int rightSlot = first.right().slot();
    Product product = first.op().product();
    int scoreSlot = (product == Product.SCORES ? first.out() : first.left()).slot();
    boolean oneCell = cells.of(scoreSlot) == cells.of(scoreSlot + count - 1);
    int settledAt = 2 * core + product.ordinal();
    boolean arrived = settled[settledAt] == rightSlot && settledTiles[settledAt] >= count;
    int parts = run.lastUse() ? count : 1;
    reserve(parts); // which may forget the name of the barrier, so that it is asked for after
    long barrier = engines.barrier(engine);
    begin(engine, parts);
    int leftCell = firstCell(first.left());
    int outCell = firstCell(first.out());
    if (oneCell) {
      awaited.add(cells.writer(leftCell));
      awaited.add(cells.writer(outCell));
      awaitReaders(outCell);
    }
    boolean now = awaited.unknowns() == 0 && queues.isEmpty(engine);
    if (!oneCell || !(now || arrived) || !(arrived || allArrived(rightSlot, count))) {
      engines.setBarrier(engine, barrier);
      ProgramSink.super.matmulRun(run);
      settle(settledAt, rightSlot, count);
      return;
    }
    RunDurations cycles = durations.run(run);
    int firstCell = cells.of(rightSlot);
    long task = TaskEnds.NEVER;
    for (int part = 0; part < parts; part++) {
      task = ends.newTask();
      if (run.lastUse()) {
        cells.read(firstCell + part, core, task);
      }
    }
    if (arrived) {
      queues.computeRun(engine, task, awaited, cycles, parts);
    } else {
      engines.emitted(engine, task);
      long start = engines.startAt(engine, awaited.readyCycle());
      long end = scanArrivals(firstCell, count, start, task, parts, cycles);
      queues.finishAt(engine, task, end, cycles.whole());
      settle(settledAt, rightSlot, count);
    }
    cells.read(leftCell, core, task);
    cells.write(outCell, task);
  }

  private void settle(int at, int slot, int count) {
    settled[at] = slot;
    settledTiles[at] = count;
  }

  private boolean allArrived(int slot, int count) {
    for (int cell = cells.of(slot); cell < cells.of(slot) + count; cell++) {
      if (ends.cycleOf(cells.writer(cell)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The end of a run each of whose parts also waits for its sub-tile. */
  private long scanArrivals(
      int firstCell, int count, long start, long task, int parts, RunDurations run) {
    long cycle = start;
    for (int i = 0; i < count; i++) {
      long arrival = ends.cycleOf(cells.writer(firstCell + i));
      cycle = comparisons.later(cycle, arrival) + run.part(i, count);
      if (parts > 1) {
        ends.set(task + count - 1 - i, cycle);
      }
    }
    return cycle;
  }

  @Override
  public void softmax(SoftmaxTask softmax) {
    int engine = EngineKind.VEC.of(softmax.core());
    begin(engine, 1);
    long task = ends.newTask();
    write(softmax.scores(), task);
    write(softmax.rest(), task);
    if (!softmax.op().divides()) {
      write(softmax.sums(), task);
    }
    queues.compute(engine, task, awaited, durations.softmax(softmax.op()));
  }

  @Override
  public void onlineSoftmax(
      int core, int slot, long scores, int stateSlot, long state, int m, int n, boolean first) {
    int engine = EngineKind.VEC.of(core);
    begin(engine, 1);
    long task = ends.newTask();
    write(cells.of(slot), task);
    write(cells.of(stateSlot), task);
    queues.compute(engine, task, awaited, durations.onlineSoftmax(m, n));
  }

  @Override
  public void spanSoftmax(SpanTask span) {
    int engine = EngineKind.VEC.of(span.core());
    begin(engine, 1);
    long task = ends.newTask();
    if (span.op().exponentiates()) {
      write(span.scores(), task);
    } else {
      read(span.scores(), span.core(), task);
    }
    if (span.op().finds()) {
      write(span.reference(), task);
    } else if (span.reference().count() > 0) {
      read(span.reference(), span.core(), task);
    }
    write(span.state(), task);
    queues.compute(engine, task, awaited, durations.spanSoftmax(span.op()));
  }

  @Override
  public void rescale(int core, int stateSlot, long state, int outSlot, long out, int m, int f) {
    scaleOutput(core, stateSlot, outSlot, durations.rescale(m, f));
  }

  @Override
  public void normalize(
      int core, Op.Normalize op, int stateSlot, long state, int outSlot, long out) {
    scaleOutput(core, stateSlot, outSlot, durations.normalize(op.m(), op.f()));
  }

  private void scaleOutput(int core, int stateSlot, int outSlot, long duration) {
    int engine = EngineKind.VEC.of(core);
    begin(engine, 1);
    long task = ends.newTask();
    read(cells.of(stateSlot), core, task);
    write(cells.of(outSlot), task);
    queues.compute(engine, task, awaited, duration);
  }

  // ---- barriers

  @Override
  public void barrier(int core, EngineKind... kinds) {
    reserve(1);
    awaited.clear();
    for (EngineKind kind : kinds) {
      awaited.add(engines.lastEnd(kind.of(core)));
      awaited.add(engines.barrier(kind.of(core)));
    }
    long end = queues.barrier(core, awaited);
    for (EngineKind kind : kinds) {
      engines.setBarrier(kind.of(core), end);
    }
  }

  @Override
  public void barrier() {
    reserve(1);
    awaited.clear();
    for (int engine = 0; engine < engines.count(); engine++) {
      awaited.add(engines.lastEnd(engine));
      awaited.add(engines.barrier(engine));
    }
    long end = queues.barrier(cores, awaited);
    for (int engine = 0; engine < engines.count(); engine++) {
      engines.setBarrier(engine, end);
    }
  }

  // ---- state

  /** Which copy of a buffer the user of it is at. */
  public interface CopyInUse {
    /** Its number, counted on and on; negative where the owner has no part in the pass. */
    int of(Buffer buffer, int owner);
  }

  /** Whether a core waits for a transfer that has not been granted, and has one in its queue. */
  public boolean isBlocked(int core) {
    return queues.isBlocked(core);
  }

  /** Tasks that cannot be timed yet. */
  public int tasksWaiting() {
    return queues.tasksWaiting();
  }

  /** What decides the course of the simulation. */
  public Comparisons comparisons() {
    return comparisons;
  }

  /** Since when the first transfer of a queue has been ready; −1 where there is none or not yet. */
  public long headSinceCycle(int engine) {
    return EngineKind.kindOf(engine).transfers() ? queues.headSinceNow(engine) : NONE;
  }

  /** The clocks of the engines and of the DRAM channel. */
  public EngineTimes engines() {
    return engines;
  }

  /** Hands over all that bears on what follows, of one phase of the buffers. */
  public void visit(Snapshot snapshot, int phase, CopyInUse inUse) {
    queues.visit(snapshot);
    cells.visit(snapshot, ends, phase, inUse);
    spilled.visit(snapshot, ends);
    if (snapshot.isSettingBack()) {
      Arrays.fill(settled, NONE);
    }
  }
}
