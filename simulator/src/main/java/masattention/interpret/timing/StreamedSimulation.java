package masattention.interpret.timing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import masattention.npu.NpuConfig;
import masattention.program.Buffer;
import masattention.program.Buffer.Turn;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.Op.Product;
import masattention.program.ProgramSink;
import masattention.program.State;
import masattention.program.Tensor;
import masattention.program.Tile;

/**
 * Times tasks while they are emitted, without keeping a program: the fast twin of {@link
 * Simulation}, by the same rules.
 *
 * <p>A task whose dependencies have known ends is timed at once; the others wait in their engine's
 * queue. Transfers wait for {@link #grant}, which may be called when every core {@linkplain
 * #isBlocked is blocked}: what is not emitted yet then cannot be ready before a transfer that is
 * still to be granted. Instead of slots it keeps cells: the slots of a buffer that is filled and
 * emptied in one order are one cell. The numbers {@link #describe} writes say in which relative
 * state it is; two equal states go on alike.
 */
public final class StreamedSimulation implements ProgramSink {
  private static final long UNKNOWN = -1;
  private static final int NONE = -1;
  private static final long OLD = Long.MIN_VALUE;
  private static final long NOTHING = Long.MIN_VALUE + 1;
  private static final long WAITING = Long.MIN_VALUE / 2;

  /** Compute engines come first among those of a core. */
  private static final int COMPUTE = EngineKind.LOAD.ordinal();

  private NpuConfig machine;
  private int cores;
  private L1Plan plan;
  private DurationMemo durations;

  private long[] end = new long[512];
  private int ids;
  private long latest;
  private long channelFree;
  private long[] engineFree = {};
  private long[] headSince = {};
  private int[] lastId = {};
  private int[] barrierOf = {};
  private boolean[] used = {};
  private WaitingTasks[] waiting = {};
  private WaitingTasks[] barriers = {};
  private int barriersWaiting;
  private int[] computesWaiting = {};

  private int[] cellOf = {};
  private int[] copyOf = {};
  private int[] writer = {};
  private int[] reader = {};
  private int[] settled = {};
  private int[] settledTiles = {};
  private final Map<Long, Integer> spilled = new HashMap<>();

  private long ready;
  private int unknowns;
  private int[] unknown = new int[64];

  /** Forgets everything and gets ready for a program with the buffers of {@code newPlan}. */
  public void start(NpuConfig newMachine, L1Plan newPlan, int elementBytes) {
    if (!newMachine.equals(machine) || durations.elementBytes() != elementBytes) {
      startMachine(newMachine, elementBytes);
    }
    plan = newPlan;
    ids = 0;
    latest = 0;
    channelFree = 0;
    Arrays.fill(engineFree, 0);
    Arrays.fill(headSince, UNKNOWN);
    Arrays.fill(lastId, NONE);
    Arrays.fill(barrierOf, NONE);
    Arrays.fill(used, false);
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
    if (cellOf.length < plan.slots()) {
      cellOf = new int[plan.slots()];
      copyOf = new int[plan.slots()];
    }
    int cells = assignCells();
    if (writer.length < cells || reader.length < cells * cores) {
      writer = new int[cells];
      reader = new int[cells * cores];
    }
    Arrays.fill(writer, 0, cells, NONE);
    Arrays.fill(reader, 0, cells * cores, NONE);
  }

  private void startMachine(NpuConfig newMachine, int elementBytes) {
    machine = newMachine;
    cores = machine.cores();
    durations = new DurationMemo(machine, elementBytes);
    int engines = cores * EngineKind.PER_CORE;
    engineFree = new long[engines];
    headSince = new long[engines];
    lastId = new int[engines];
    barrierOf = new int[engines];
    used = new boolean[engines];
    waiting = queues(engines);
    barriers = queues(cores + 1);
    computesWaiting = new int[cores];
    settled = new int[2 * cores];
    settledTiles = new int[2 * cores];
  }

  private static WaitingTasks[] queues(int number) {
    WaitingTasks[] queues = new WaitingTasks[number];
    Arrays.setAll(queues, i -> new WaitingTasks());
    return queues;
  }

  /** Says that only what is emitted from here on belongs to the state. */
  public void startPass() {
    Arrays.fill(used, false);
  }

  private int assignCells() {
    int cells = 0;
    for (Buffer buffer : plan.buffers()) {
      int slot = buffer.firstSlot();
      for (int copy = 0; copy < buffer.owners() * buffer.copies(); copy++) {
        int firstOfCopy = slot;
        for (int piece = 0; piece < buffer.pieces(); piece++) {
          copyOf[slot] = firstOfCopy;
          cellOf[slot++] = cells;
          cells += buffer.inOneOrder() && piece < buffer.pieces() - 1 ? 0 : 1;
        }
      }
    }
    return cells;
  }

  // ---- dependencies

  private int newId() {
    if (ids == end.length) {
      end = Arrays.copyOf(end, 2 * ids);
    }
    end[ids] = UNKNOWN;
    return ids++;
  }

  private void begin(int engine) {
    used[engine] = true;
    ready = 0;
    unknowns = 0;
    if (barrierOf[engine] != NONE) {
      need(barrierOf[engine]);
      barrierOf[engine] = NONE;
    }
  }

  private void need(int id) {
    if (id == NONE) {
      return;
    }
    long known = end[id];
    if (known >= 0) {
      ready = Math.max(ready, known);
    } else {
      if (unknowns == unknown.length) {
        unknown = Arrays.copyOf(unknown, 2 * unknowns);
      }
      unknown[unknowns++] = id;
    }
  }

  private void needReaders(int cell) {
    int from = cell * cores;
    for (int r = from; r < from + cores; r++) {
      need(reader[r]);
    }
  }

  private void read(int cell, int core, int id) {
    need(writer[cell]);
    reader[cell * cores + core] = id;
  }

  private void write(int cell, int id) {
    need(writer[cell]);
    int from = cell * cores;
    for (int r = from; r < from + cores; r++) {
      need(reader[r]);
      reader[r] = NONE;
    }
    writer[cell] = id;
  }

  // ---- transfers

  @Override
  public void load(int core, int slot, long tile, int count, long bytes) {
    int engine = EngineKind.LOAD.of(core);
    begin(engine);
    int id = newId();
    for (int cell = cellOf[slot]; cell <= cellOf[slot + count - 1]; cell++) {
      write(cell, id);
    }
    for (int i = 0; i < settled.length; i++) {
      if (settled[i] == copyOf[slot]) {
        settled[i] = NONE;
      }
    }
    if (!spilled.isEmpty() && Tile.tensor(tile) == Tensor.P) {
      need(spilled.remove(tile));
    }
    waiting[engine].add(id, ready, durations.transfer(bytes), unknown, unknowns, 0, 0, 0);
    lastId[engine] = id;
  }

  @Override
  public void store(int core, int slot, long tile, int count, long bytes, boolean spill) {
    int engine = EngineKind.STORE.of(core);
    begin(engine);
    int release = newId();
    int last = newId();
    for (int cell = cellOf[slot]; cell <= cellOf[slot + count - 1]; cell++) {
      read(cell, core, release);
    }
    if (spill) {
      spilled.put(tile, last);
    }
    waiting[engine].add(release, ready, durations.store(bytes), unknown, unknowns, 0, 0, 0);
    lastId[engine] = last;
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
        long since = headSince[engine];
        if (since < 0) {
          WaitingTasks queue = waiting[engine];
          since = queue.isEmpty() ? UNKNOWN : queue.headReady(end);
          if (since < 0) {
            continue;
          }
          since = Math.max(since, engineFree[engine]);
          headSince[engine] = since;
        }
        if (winner == NONE || since < longest) {
          winner = engine;
          longest = since;
        }
      }
    }
    if (winner == NONE) {
      return false;
    }
    WaitingTasks queue = waiting[winner];
    int id = queue.headId();
    long release = Math.max(channelFree, longest) + queue.headDuration();
    queue.removeHead();
    headSince[winner] = UNKNOWN;
    channelFree = release;
    engineFree[winner] = release;
    long usable = release + machine.dramLatencyCycles();
    if (EngineKind.kindOf(winner) == EngineKind.LOAD) {
      end[id] = usable;
    } else {
      end[id] = release;
      end[id + 1] = usable;
    }
    latest = Math.max(latest, usable);
    runWaiting();
    return true;
  }

  // ---- compute

  private void compute(int engine, int id, long duration) {
    lastId[engine] = id;
    if (unknowns == 0 && waiting[engine].isEmpty()) {
      finish(engine, id, Math.max(engineFree[engine], ready) + duration);
    } else {
      waiting[engine].add(id, ready, duration, unknown, unknowns, 0, 0, 0);
      computesWaiting[EngineKind.coreOf(engine)]++;
    }
  }

  private void finish(int engine, int id, long cycle) {
    end[id] = cycle;
    engineFree[engine] = cycle;
    latest = Math.max(latest, cycle);
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
        while (!barrier.isEmpty() && barrier.headReady(end) >= 0) {
          end[barrier.headId()] = barrier.headReady(end);
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
      long since = queue.headReady(end);
      if (since < 0) {
        break;
      }
      long start = Math.max(engineFree[engine], since);
      int id = queue.headId();
      endParts(id, queue.headParts(), start, queue.headPartFirst(), queue.headPartOther());
      finish(engine, id, start + queue.headDuration());
      queue.removeHead();
      computesWaiting[EngineKind.coreOf(engine)]--;
      ran = true;
    }
    return ran;
  }

  /** Sets the ends of the parts of a run before its last, whose id is {@code lastId}. */
  private void endParts(int id, int parts, long start, long first, long other) {
    long cycle = start + first;
    for (int part = id - parts + 1; part < id; part++) {
      end[part] = cycle;
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
    int id = newId();
    for (int cell = cellOf[leftSlot]; cell <= cellOf[leftSlot + leftCount - 1]; cell++) {
      read(cell, core, id);
    }
    read(cellOf[rightSlot], core, id);
    write(cellOf[outSlot], id);
    boolean half = unit != EngineKind.MAC;
    compute(engine, id, durations.matmul(product, m, k, n, accumulates, half, outElementBytes));
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
    boolean oneCell = cellOf[scoreSlot] == cellOf[scoreSlot + count - 1];
    int settledAt = 2 * core + product.ordinal();
    boolean arrived = settled[settledAt] == rightSlot && settledTiles[settledAt] >= count;
    int barrier = barrierOf[engine];
    begin(engine);
    int leftCell = cellOf[leftSlot];
    int outCell = cellOf[outSlot];
    if (oneCell) {
      need(writer[leftCell]);
      need(writer[outCell]);
      needReaders(outCell);
    }
    boolean now = unknowns == 0 && waiting[engine].isEmpty();
    if (!oneCell || !(now || arrived) || !(arrived || allArrived(rightSlot, count))) {
      barrierOf[engine] = barrier;
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
    int firstCell = cellOf[rightSlot];
    int id = NONE;
    if (lastUse) {
      for (int i = 0; i < count; i++) {
        id = newId();
        reader[(firstCell + i) * cores + core] = id;
      }
    } else {
      id = newId();
    }
    int parts = lastUse ? count : 1;
    if (now) {
      long start = Math.max(engineFree[engine], ready);
      if (arrived) {
        endParts(id, parts, start, durations.firstOfRun(), durations.otherOfRun());
        finish(engine, id, start + durations.wholeRun());
      } else {
        finish(engine, id, scanArrivals(firstCell, count, start, id, parts));
        settle(settledAt, rightSlot, count);
      }
    } else {
      waiting[engine].add(
          id,
          ready,
          durations.wholeRun(),
          unknown,
          unknowns,
          parts,
          durations.firstOfRun(),
          durations.otherOfRun());
      computesWaiting[core]++;
    }
    lastId[engine] = id;
    reader[leftCell * cores + core] = id;
    Arrays.fill(reader, outCell * cores, (outCell + 1) * cores, NONE);
    writer[outCell] = id;
  }

  private void settle(int at, int slot, int count) {
    settled[at] = slot;
    settledTiles[at] = count;
  }

  private boolean allArrived(int slot, int count) {
    for (int cell = cellOf[slot]; cell < cellOf[slot] + count; cell++) {
      if (end[writer[cell]] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The end of a run each of whose parts also waits for its sub-tile. */
  private long scanArrivals(int firstCell, int count, long start, int id, int parts) {
    long cycle = start;
    for (int i = 0; i < count; i++) {
      cycle = Math.max(cycle, end[writer[firstCell + i]]) + durations.partOfRun(i, count);
      if (parts > 1) {
        end[id - count + 1 + i] = cycle;
      }
    }
    return cycle;
  }

  @Override
  public void softmax(
      int core, int slot, int inSlots, int restSlot, long scores, int count, int m, int n) {
    int engine = EngineKind.VEC.of(core);
    begin(engine);
    int id = newId();
    if (inSlots > 0) {
      for (int cell = cellOf[slot]; cell <= cellOf[slot + inSlots - 1]; cell++) {
        write(cell, id);
      }
    }
    for (int i = 0; i < count - inSlots; i++) {
      write(cellOf[restSlot + i], id);
    }
    compute(engine, id, durations.softmax(m, n));
  }

  @Override
  public void onlineSoftmax(
      int core, int slot, long scores, int stateSlot, long state, int m, int n, boolean first) {
    int engine = EngineKind.VEC.of(core);
    begin(engine);
    int id = newId();
    write(cellOf[slot], id);
    write(cellOf[stateSlot], id);
    compute(engine, id, durations.onlineSoftmax(m, n));
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
    int id = newId();
    read(cellOf[stateSlot], core, id);
    write(cellOf[outSlot], id);
    compute(engine, id, duration);
  }

  // ---- barriers

  @Override
  public void barrier(int core, EngineKind... kinds) {
    ready = 0;
    unknowns = 0;
    for (EngineKind kind : kinds) {
      need(lastId[kind.of(core)]);
      need(barrierOf[kind.of(core)]);
    }
    int id = endBarrier(core);
    for (EngineKind kind : kinds) {
      barrierOf[kind.of(core)] = id;
    }
  }

  @Override
  public void barrier() {
    ready = 0;
    unknowns = 0;
    for (int engine = 0; engine < engineFree.length; engine++) {
      need(lastId[engine]);
      need(barrierOf[engine]);
    }
    Arrays.fill(barrierOf, endBarrier(cores));
  }

  private int endBarrier(int scope) {
    int id = newId();
    if (unknowns == 0) {
      end[id] = ready;
    } else {
      barriersWaiting++;
      barriers[scope].add(id, ready, 0, unknown, unknowns, 0, 0, 0);
    }
    return id;
  }

  // ---- state

  /** Whether a core waits for a transfer that has not been granted, and has one in its queue. */
  public boolean isBlocked(int core) {
    return computesWaiting[core] > 0 && !waiting[EngineKind.LOAD.of(core)].isEmpty();
  }

  /** The latest end of all tasks so far. */
  public long makespanCycles() {
    return latest;
  }

  /** When the DRAM channel falls free. */
  public long channelFreeCycle() {
    return channelFree;
  }

  /**
   * Writes the relative state. Copies of a buffer are written from the one in use on: {@code
   * rowTurn} and {@code groupTurn} say for every core at which copy its user is.
   *
   * @param phase the phase of the buffers in use
   * @param residents whether the sub-tiles of K and V that stay belong to it
   */
  public void describe(State state, int[] rowTurn, int[] groupTurn, int phase, boolean residents) {
    long macFree = Long.MAX_VALUE;
    long loadFree = Long.MAX_VALUE;
    for (int core = 0; core < cores; core++) {
      long macOfCore = 0;
      for (int kind = 0; kind < EngineKind.PER_CORE; kind++) {
        int engine = core * EngineKind.PER_CORE + kind;
        if (used[engine]) {
          state.add(engineFree[engine] - channelFree);
          state.add(relative(barrierOf[engine], OLD));
          waiting[engine].describe(state, engineFree[engine], channelFree, ids, end);
        }
        if (kind < EngineKind.VEC.ordinal()) {
          macOfCore = Math.max(macOfCore, engineFree[engine]);
        }
      }
      macFree = Math.min(macFree, macOfCore);
      loadFree = Math.min(loadFree, engineFree[EngineKind.LOAD.of(core)]);
    }
    for (Buffer buffer : plan.buffers()) {
      boolean perGroup = buffer.turn() == Turn.GROUP;
      if (buffer.pieces() == 0 || buffer.phase() != phase || (perGroup && !residents)) {
        continue;
      }
      for (int owner = 0; owner < buffer.owners(); owner++) {
        int turn = perGroup ? groupTurn[owner] : rowTurn[owner];
        for (int i = 0; i < buffer.copies(); i++) {
          int slot = buffer.slot(owner, (turn + i) % buffer.copies(), 0);
          int to = cellOf[slot + buffer.pieces() - 1];
          for (int cell = cellOf[slot]; cell <= to; cell++) {
            state.add(relative(writer[cell], perGroup ? macFree : OLD));
            for (int core = 0; core < cores; core++) {
              state.add(relative(reader[cell * cores + core], perGroup ? loadFree : OLD));
            }
          }
        }
      }
    }
  }

  /** The end of a task relative to now; alike for all that ended by {@code old}. */
  private long relative(int id, long old) {
    if (id == NONE) {
      return old == OLD ? NOTHING : OLD;
    }
    long known = end[id];
    if (known < 0) {
      return WAITING + id - ids;
    }
    return known <= old ? OLD : known - channelFree;
  }

  /** Moves the contents of every copy on, as {@code rowTurns} and {@code groupTurns} turns do. */
  public void turn(int[] rowTurns, int[] groupTurns) {
    for (Buffer buffer : plan.buffers()) {
      for (int owner = 0; owner < buffer.owners() && buffer.pieces() > 0; owner++) {
        int turns = buffer.turn() == Turn.GROUP ? groupTurns[owner] : rowTurns[owner];
        int by = turns % buffer.copies();
        if (by != 0) {
          int from = cellOf[buffer.slot(owner, 0, 0)];
          int to = cellOf[buffer.slot(owner, buffer.copies() - 1, buffer.pieces() - 1)] + 1;
          int perCopy = (to - from) / buffer.copies();
          rotate(writer, from, to, by * perCopy);
          rotate(reader, from * cores, to * cores, by * perCopy * cores);
        }
      }
    }
    Arrays.fill(settled, NONE);
  }

  private static void rotate(int[] array, int from, int to, int by) {
    int[] old = Arrays.copyOfRange(array, from, to);
    for (int i = 0; i < old.length; i++) {
      array[from + (i + by) % old.length] = old[i];
    }
  }
}
