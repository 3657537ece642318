package masattention.interpret.timing;

import masattention.program.EngineKind;
import masattention.program.Program;

/**
 * When each task of a program runs, in cycles.
 *
 * <p>A task occupies its engine from its start to its release. It ends at its release, except for
 * transfers, whose data is usable the DRAM latency later.
 */
public final class Timeline {
  private final Program program;
  private final long[] work;
  private final long[] start;
  private final long[] release;
  private final long[] end;

  Timeline(Program program, long[] work, long[] start, long[] release, long[] end) {
    this.program = program;
    this.work = work;
    this.start = start;
    this.release = release;
    this.end = end;
  }

  public Program program() {
    return program;
  }

  public long startCycle(int task) {
    return start[task];
  }

  /** When the engine, and for a transfer the channel, is free again. */
  public long releaseCycle(int task) {
    return release[task];
  }

  /** When the data that the task produces is usable. */
  public long endCycle(int task) {
    return end[task];
  }

  /** The latest end of all tasks. */
  public long makespanCycles() {
    long latest = 0;
    for (long cycle : end) {
      latest = Math.max(latest, cycle);
    }
    return latest;
  }

  /** Cycles of a task at full speed; it runs longer where the units of its core slow each other. */
  public long workCycles(int task) {
    return work[task];
  }

  /** Cycles of work at full speed, summed over the cores. */
  public BusyCycles busy() {
    long[] perKind = new long[EngineKind.PER_CORE];
    for (int task = 0; task < start.length; task++) {
      EngineKind kind = EngineKind.kindOf(program.engine(task));
      perKind[kind.ordinal()] += work[task];
    }
    return BusyCycles.of(perKind);
  }
}
