package masattention.interpret.timing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import masattention.npu.NpuConfig;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.Op.Product;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.program.Tensor;
import masattention.program.Tile;

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

  /** Compute engines come first among those of a core. */
  private static final int COMPUTE = EngineKind.LOAD.ordinal();

  private final TaskEnds ends = new TaskEnds();
  private NpuConfig machine;
  private int cores;
  private DurationMemo durations;
  private Cells cells = new Cells(0);
  private EngineTimes engines = new EngineTimes(0);
  private WaitingTasks[] waiting = {};
  private WaitingTasks[] barriers = {};
  private int barriersWaiting;
  private int[] computesWaiting = {};
  private final Map<Long, Long> spilled = new HashMap<>();

  private int[] settled = {};
  private int[] settledTiles = {};

  private long ready;
  private int unknowns;
  private long[] unknown = new long[64];

  /** Forgets everything and gets ready for a program with the buffers of {@code plan}. */
  public void start(NpuConfig newMachine, L1Plan plan, int elementBytes) {
    if (!newMachine.equals(machine) || durations.elementBytes() != elementBytes) {
      machine = newMachine;
      cores = machine.cores();
      durations = new DurationMemo(machine, elementBytes);
      cells = new Cells(cores);
      engines = new EngineTimes(cores);
      waiting = queues(cores * EngineKind.PER_CORE);
      barriers = queues(cores + 1);
      computesWaiting = new int[cores];
      settled = new int[2 * cores];
      settledTiles = new int[2 * cores];
    }
    ends.clear();
    engines.clear();
    for (WaitingTasks queue : waiting) {
      queue.clear();
    }
    for (WaitingTasks barrier : barriers) {
      barrier.clear();
    }
    barriersWaiting = 0;
    Arrays.fill(computesWaiting, 0);
    Arrays.fill(settled, NONE);
    spilled.clear();
    cells.start(plan);
  }

  private static WaitingTasks[] queues(int number) {
    WaitingTasks[] queues = new WaitingTasks[number];
    Arrays.setAll(queues, i -> new WaitingTasks());
    return queues;
  }

  // ---- dependencies

  private void begin(int engine) {
    begin(engine, 1);
  }

  private void begin(int engine, int names) {
    reserve(names);
    begin();
    need(engines.takeBarrier(engine));
  }

  private void begin() {
    ready = 0;
    unknowns = 0;
  }

  private void need(long end) {
    long known = ends.cycleOf(end);
    if (known >= 0) {
      ready = Math.max(ready, known);
    } else {
      if (unknowns == unknown.length) {
        unknown = Arrays.copyOf(unknown, 2 * unknowns);
      }
      unknown[unknowns++] = end;
    }
  }

  /** Makes room for the names of so many tasks. */
  private void reserve(int names) {
    while (ends.room() < names) {
      forget();
    }
  }

  /** Forgets the ends that nothing waits for, once they stand where they are needed. */
  private void forget() {
    cells.settle(ends);
    engines.settle(ends);
    spilled.replaceAll((tile, end) -> ends.settled(end));
    long earliest = 0;
    for (WaitingTasks queue : waiting) {
      earliest = WaitingTasks.earlier(earliest, queue.earliestName(ends));
    }
    for (WaitingTasks barrier : barriers) {
      earliest = WaitingTasks.earlier(earliest, barrier.earliestName(ends));
    }
    ends.forgetBefore(earliest);
  }

  private void needReaders(int cell) {
    for (int core = 0; core < cores; core++) {
      need(cells.reader(cell, core));
    }
  }

  private void read(int cell, int core, long task) {
    need(cells.writer(cell));
    cells.read(cell, core, task);
  }

  private void write(int cell, long task) {
    need(cells.writer(cell));
    needReaders(cell);
    cells.write(cell, task);
  }

  // ---- transfers

  @Override
  public void load(int core, int slot, long tile, int count, long bytes) {
    int engine = EngineKind.LOAD.of(core);
    begin(engine);
    long task = ends.newTask();
    for (int cell = cells.of(slot); cell <= cells.of(slot + count - 1); cell++) {
      write(cell, task);
    }
    for (int i = 0; i < settled.length; i++) {
      if (settled[i] == cells.copyOf(slot)) {
        settled[i] = NONE;
      }
    }
    if (!spilled.isEmpty() && Tile.tensor(tile) == Tensor.P) {
      need(spilled.remove(tile));
    }
    waiting[engine].add(task, ready, durations.transfer(bytes), unknown, unknowns, 0, 0, 0);
    engines.emitted(engine, task);
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
      spilled.put(tile, last);
    }
    waiting[engine].add(release, ready, durations.store(bytes), unknown, unknowns, 2, 0, 0);
    engines.emitted(engine, last);
  }

  /**
   * Grants the channel to the transfer that has been ready longest, and times what waited for it.
   *
   * @return whether there was one
   */
  public boolean grant() {
    int winner = NONE;
    long longest = 0;
    for (int core = 0; core < cores; core++) {
      for (int engine = EngineKind.LOAD.of(core); engine <= EngineKind.STORE.of(core); engine++) {
        long since = headSince(engine);
        if (since >= 0 && (winner == NONE || since < longest)) {
          winner = engine;
          longest = since;
        }
      }
    }
    if (winner == NONE) {
      return false;
    }
    WaitingTasks queue = waiting[winner];
    long task = queue.headTask();
    long release = engines.grant(winner, longest, queue.headDuration());
    long usable = release + machine.dramLatencyCycles();
    if (EngineKind.kindOf(winner) == EngineKind.LOAD) {
      ends.set(task, usable);
    } else {
      ends.set(task, release);
      ends.set(task + 1, usable);
    }
    queue.removeHead();
    engines.ended(usable);
    runWaiting();
    return true;
  }

  /** Since when the first transfer of a queue has been ready; negative if that is not known. */
  private long headSince(int engine) {
    long since = engines.headSince(engine);
    if (since < 0 && !waiting[engine].isEmpty()) {
      since = waiting[engine].headReady(ends);
      if (since >= 0) {
        since = engines.headReady(engine, since);
      }
    }
    return since;
  }

  // ---- compute

  private void compute(int engine, long task, long duration) {
    engines.emitted(engine, task);
    if (unknowns == 0 && waiting[engine].isEmpty()) {
      finish(engine, task, engines.startAt(engine, ready), duration);
    } else {
      waiting[engine].add(task, ready, duration, unknown, unknowns, 0, 0, 0);
      computesWaiting[EngineKind.coreOf(engine)]++;
    }
  }

  private void finish(int engine, long task, long start, long duration) {
    finishAt(engine, task, start + duration, duration);
  }

  private void finishAt(int engine, long task, long cycle, long duration) {
    ends.set(task, cycle);
    engines.worked(engine, cycle, duration);
  }

  private void runWaiting() {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (int core = 0; core < cores; core++) {
        boolean ofCore = computesWaiting[core] > 0;
        while (ofCore) {
          ofCore = false;
          int first = core * EngineKind.PER_CORE;
          for (int engine = first; engine < first + COMPUTE; engine++) {
            ofCore |= !waiting[engine].isEmpty() && runWaiting(engine);
          }
          progress |= ofCore;
        }
      }
      for (int scope = 0; barriersWaiting > 0 && scope <= cores; scope++) {
        WaitingTasks barrier = barriers[scope];
        while (!barrier.isEmpty() && barrier.headReady(ends) >= 0) {
          ends.set(barrier.headTask(), barrier.headReady(ends));
          barrier.removeHead();
          barriersWaiting--;
          progress = true;
        }
      }
    }
  }

  private boolean runWaiting(int engine) {
    WaitingTasks queue = waiting[engine];
    boolean ran = false;
    while (!queue.isEmpty()) {
      long since = queue.headReady(ends);
      if (since < 0) {
        break;
      }
      long start = engines.startAt(engine, since);
      long task = queue.headTask();
      endParts(task, queue.headParts(), start, queue.headPartFirst(), queue.headPartOther());
      finish(engine, task, start, queue.headDuration());
      queue.removeHead();
      computesWaiting[EngineKind.coreOf(engine)]--;
      ran = true;
    }
    return ran;
  }

  /** Sets the ends of the parts of a run before its last, which is {@code task}. */
  private void endParts(long task, int parts, long start, long first, long other) {
    long cycle = start + first;
    for (long part = task + parts - 1; part > task; part--) {
      ends.set(part, cycle);
      cycle += other;
    }
  }

  @Override
  public void matmul(
      EngineKind unit,
      int core,
      Product product,
      int leftSlot,
      long left,
      int leftCount,
      int rightSlot,
      long right,
      int outSlot,
      long out,
      int m,
      int k,
      int n,
      boolean accumulates,
      int outElementBytes) {
    int engine = unit.of(core);
    begin(engine);
    long task = ends.newTask();
    for (int cell = cells.of(leftSlot); cell <= cells.of(leftSlot + leftCount - 1); cell++) {
      read(cell, core, task);
    }
    read(cells.of(rightSlot), core, task);
    write(cells.of(outSlot), task);
    boolean half = unit != EngineKind.MAC;
    compute(engine, task, durations.matmul(product, m, k, n, accumulates, half, outElementBytes));
  }

  @Override
  public void matmulRun(
      EngineKind unit,
      int core,
      Product product,
      int leftSlot,
      long left,
      int rightSlot,
      long right,
      int outSlot,
      long out,
      int count,
      int m,
      int size,
      int lastSize,
      int other,
      int outElementBytes,
      boolean lastUse) {
    int engine = unit.of(core);
    boolean scores = product == Product.SCORES;
    int scoreSlot = scores ? outSlot : leftSlot;
    boolean oneCell = cells.of(scoreSlot) == cells.of(scoreSlot + count - 1);
    int settledAt = 2 * core + product.ordinal();
    boolean arrived = settled[settledAt] == rightSlot && settledTiles[settledAt] >= count;
    int parts = lastUse ? count : 1;
    long barrier = engines.barrier(engine);
    begin(engine, parts);
    int leftCell = cells.of(leftSlot);
    int outCell = cells.of(outSlot);
    if (oneCell) {
      need(cells.writer(leftCell));
      need(cells.writer(outCell));
      needReaders(outCell);
    }
    boolean now = unknowns == 0 && waiting[engine].isEmpty();
    if (!oneCell || !(now || arrived) || !(arrived || allArrived(rightSlot, count))) {
      engines.setBarrier(engine, barrier);
      ProgramSink.super.matmulRun(
          unit,
          core,
          product,
          leftSlot,
          left,
          rightSlot,
          right,
          outSlot,
          out,
          count,
          m,
          size,
          lastSize,
          other,
          outElementBytes,
          lastUse);
      settle(settledAt, rightSlot, count);
      return;
    }
    boolean half = unit != EngineKind.MAC;
    durations.run(product, count, m, size, lastSize, other, half, outElementBytes);
    int firstCell = cells.of(rightSlot);
    long task = TaskEnds.NEVER;
    for (int part = 0; part < parts; part++) {
      task = ends.newTask();
      if (lastUse) {
        cells.read(firstCell + part, core, task);
      }
    }
    engines.emitted(engine, task);
    if (now) {
      long start = engines.startAt(engine, ready);
      if (arrived) {
        endParts(task, parts, start, durations.firstOfRun(), durations.otherOfRun());
        finish(engine, task, start, durations.wholeRun());
      } else {
        long end = scanArrivals(firstCell, count, start, task, parts);
        finishAt(engine, task, end, durations.wholeRun());
        settle(settledAt, rightSlot, count);
      }
    } else {
      waiting[engine].add(
          task,
          ready,
          durations.wholeRun(),
          unknown,
          unknowns,
          parts,
          durations.firstOfRun(),
          durations.otherOfRun());
      computesWaiting[core]++;
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
  private long scanArrivals(int firstCell, int count, long start, long task, int parts) {
    long cycle = start;
    for (int i = 0; i < count; i++) {
      long arrival = ends.cycleOf(cells.writer(firstCell + i));
      cycle = Math.max(cycle, arrival) + durations.partOfRun(i, count);
      if (parts > 1) {
        ends.set(task + count - 1 - i, cycle);
      }
    }
    return cycle;
  }

  @Override
  public void softmax(
      int core,
      int slot,
      int inSlots,
      int restSlot,
      long scores,
      int count,
      int stateSlot,
      long state,
      int m,
      int n) {
    int engine = EngineKind.VEC.of(core);
    begin(engine);
    long task = ends.newTask();
    if (inSlots > 0) {
      for (int cell = cells.of(slot); cell <= cells.of(slot + inSlots - 1); cell++) {
        write(cell, task);
      }
    }
    for (int i = 0; i < count - inSlots; i++) {
      write(cells.of(restSlot + i), task);
    }
    if (state != Tile.NONE) {
      write(cells.of(stateSlot), task);
    }
    compute(engine, task, durations.softmax(m, n, state == Tile.NONE));
  }

  @Override
  public void onlineSoftmax(
      int core, int slot, long scores, int stateSlot, long state, int m, int n, boolean first) {
    int engine = EngineKind.VEC.of(core);
    begin(engine);
    long task = ends.newTask();
    write(cells.of(slot), task);
    write(cells.of(stateSlot), task);
    compute(engine, task, durations.onlineSoftmax(m, n));
  }

  @Override
  public void rescale(int core, int stateSlot, long state, int outSlot, long out, int m, int f) {
    scaleOutput(core, stateSlot, outSlot, durations.rescale(m, f));
  }

  @Override
  public void normalize(int core, int stateSlot, long state, int outSlot, long out, int m, int f) {
    scaleOutput(core, stateSlot, outSlot, durations.normalize(m, f));
  }

  private void scaleOutput(int core, int stateSlot, int outSlot, long duration) {
    int engine = EngineKind.VEC.of(core);
    begin(engine);
    long task = ends.newTask();
    read(cells.of(stateSlot), core, task);
    write(cells.of(outSlot), task);
    compute(engine, task, duration);
  }

  // ---- barriers

  @Override
  public void barrier(int core, EngineKind... kinds) {
    reserve(1);
    begin();
    for (EngineKind kind : kinds) {
      need(engines.lastEnd(kind.of(core)));
      need(engines.barrier(kind.of(core)));
    }
    long end = endBarrier(core);
    for (EngineKind kind : kinds) {
      engines.setBarrier(kind.of(core), end);
    }
  }

  @Override
  public void barrier() {
    reserve(1);
    begin();
    for (int engine = 0; engine < waiting.length; engine++) {
      need(engines.lastEnd(engine));
      need(engines.barrier(engine));
    }
    long end = endBarrier(cores);
    for (int engine = 0; engine < waiting.length; engine++) {
      engines.setBarrier(engine, end);
    }
  }

  private long endBarrier(int scope) {
    if (unknowns == 0) {
      return ready;
    }
    long task = ends.newTask();
    barriersWaiting++;
    barriers[scope].add(task, ready, 0, unknown, unknowns, 0, 0, 0);
    return task;
  }

  // ---- state

  /** Which copy of a buffer the user of it is at. */
  public interface CopyInUse {
    /** Its number, counted on and on; negative where the owner has no part in the pass. */
    int of(Buffer buffer, int owner);
  }

  /** Whether a core waits for a transfer that has not been granted, and has one in its queue. */
  public boolean isBlocked(int core) {
    return computesWaiting[core] > 0 && !waiting[EngineKind.LOAD.of(core)].isEmpty();
  }

  /** Tasks that cannot be timed yet. */
  public int tasksWaiting() {
    int sum = 0;
    for (WaitingTasks queue : waiting) {
      sum += queue.size();
    }
    return sum;
  }

  /** The clocks of the engines and of the DRAM channel. */
  public EngineTimes engines() {
    return engines;
  }

  /** Hands over all that bears on what follows, of one phase of the buffers. */
  public void visit(Snapshot snapshot, int phase, CopyInUse inUse) {
    int number = 0;
    for (WaitingTasks queue : waiting) {
      number = queue.number(ends, number);
    }
    for (WaitingTasks barrier : barriers) {
      number = barrier.number(ends, number);
    }
    for (int engine = 0; engine < waiting.length; engine++) {
      if (EngineKind.kindOf(engine).transfers()) {
        engines.visitHead(snapshot, engine, headSince(engine));
      }
      waiting[engine].visit(snapshot, ends);
    }
    for (WaitingTasks barrier : barriers) {
      barrier.visit(snapshot, ends);
    }
    engines.visit(snapshot, ends);
    cells.visit(snapshot, ends, phase, inUse);
    if (snapshot.isSettingBack()) {
      Arrays.fill(settled, NONE);
    }
  }
}
