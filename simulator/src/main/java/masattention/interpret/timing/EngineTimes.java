package masattention.interpret.timing;

import java.util.Arrays;
import masattention.program.EngineKind;
import masattention.program.Snapshot;

/** The clocks of the engines of all cores and of the DRAM channel, and how much each has worked. */
public final class EngineTimes {
  private static final long UNKNOWN = -1;

  private final int cores;
  private final Comparisons comparisons;
  private final long[] free;
  private final long[] headSince;
  private final long[] lastEnd;
  private final long[] barrier;
  private long channelFree;
  private long lastGrantSince;
  private long latest;
  private long halfMacDone;
  private long vecDone;
  private long dramDone;

  EngineTimes(int cores, Comparisons comparisons) {
    this.cores = cores;
    this.comparisons = comparisons;
    int engines = cores * EngineKind.PER_CORE;
    free = new long[engines];
    headSince = new long[engines];
    lastEnd = new long[engines];
    barrier = new long[engines];
  }

  void clear() {
    Arrays.fill(free, 0);
    Arrays.fill(headSince, UNKNOWN);
    Arrays.fill(lastEnd, TaskEnds.NEVER);
    Arrays.fill(barrier, TaskEnds.NEVER);
    channelFree = 0;
    lastGrantSince = 0;
    latest = 0;
    halfMacDone = 0;
    vecDone = 0;
    dramDone = 0;
  }

  // ---- order within an engine

  void emitted(int engine, long task) {
    lastEnd[engine] = task;
  }

  /** The end of the last task emitted. */
  long lastEnd(int engine) {
    return lastEnd[engine];
  }

  /** The end of the barrier that its next task waits for. */
  long barrier(int engine) {
    return barrier[engine];
  }

  void setBarrier(int engine, long end) {
    barrier[engine] = end;
  }

  long takeBarrier(int engine) {
    long end = barrier[engine];
    barrier[engine] = TaskEnds.NEVER;
    return end;
  }

  // ---- clocks

  long startAt(int engine, long ready) {
    return comparisons.later(free[engine], ready);
  }

  /** Says that a compute engine has worked {@code duration} cycles, up to {@code cycle}. */
  void worked(int engine, long cycle, long duration) {
    free[engine] = cycle;
    latest = Math.max(latest, cycle);
    if (EngineKind.kindOf(engine) == EngineKind.VEC) {
      vecDone += duration;
    } else {
      halfMacDone += EngineKind.kindOf(engine) == EngineKind.MAC ? 2 * duration : duration;
    }
  }

  void ended(long cycle) {
    latest = Math.max(latest, cycle);
  }

  /** Since when the first transfer of a queue has been ready, as far as it has been asked. */
  long headSince(int engine) {
    return headSince[engine];
  }

  /** Says that what the first transfer of a queue waits for has ended; returns since when. */
  long headReady(int engine, long ready) {
    headSince[engine] = comparisons.later(ready, free[engine]);
    return headSince[engine];
  }

  /** Grants the channel for {@code duration} cycles; returns when it falls free again. */
  long grant(int engine, long since, long duration) {
    long release = comparisons.later(channelFree, since) + duration;
    lastGrantSince = since;
    headSince[engine] = UNKNOWN;
    channelFree = release;
    free[engine] = release;
    dramDone += duration;
    return release;
  }

  // ---- readers

  /** The latest end of all tasks so far. */
  public long makespanCycles() {
    return latest;
  }

  /** When the DRAM channel falls free. */
  public long channelFreeCycle() {
    return channelFree;
  }

  /** Since when the transfer granted last had been ready; this never falls. */
  public long lastGrantSinceCycle() {
    return lastGrantSince;
  }

  /** Cycles that the matrix units have worked, those of a half counted as a half. */
  public long macDoneCycles() {
    return halfMacDone / 2;
  }

  public long vecDoneCycles() {
    return vecDone;
  }

  public long dramDoneCycles() {
    return dramDone;
  }

  /** When the matrix units fall free, but not before {@code start}, summed over the cores. */
  public long macFreeCycles(long start) {
    long sum = 0;
    for (int core = 0; core < cores; core++) {
      sum += Math.max(start, macFree(core));
    }
    return sum;
  }

  private long macFree(int core) {
    long halves = free[EngineKind.MAC_HALF_A.of(core)] + free[EngineKind.MAC_HALF_B.of(core)];
    return Math.max(free[EngineKind.MAC.of(core)], halves / 2);
  }

  /** When the vector units fall free, but not before {@code start}, summed over the cores. */
  public long vecFreeCycles(long start) {
    long sum = 0;
    for (int core = 0; core < cores; core++) {
      sum += Math.max(start, free[EngineKind.VEC.of(core)]);
    }
    return sum;
  }

  /** When both units of a core have fallen free, summed over the cores. */
  public long bothFreeCycles() {
    long sum = 0;
    for (int core = 0; core < cores; core++) {
      sum += Math.max(macFree(core), free[EngineKind.VEC.of(core)]);
    }
    return sum;
  }

  /** Engines of all cores. */
  public int count() {
    return free.length;
  }

  /** When an engine falls free. */
  public long freeCycle(int engine) {
    return free[engine];
  }

  // ---- state

  void settle(TaskEnds ends) {
    for (int engine = 0; engine < free.length; engine++) {
      lastEnd[engine] = ends.settled(lastEnd[engine]);
      barrier[engine] = ends.settled(barrier[engine]);
    }
  }

  /** Hands over since when the first transfer of a queue has been ready. */
  void visitHead(Snapshot snapshot, int engine, long since) {
    snapshot.time(since);
    if (snapshot.isSettingBack()) {
      headSince[engine] = UNKNOWN;
    }
  }

  void visit(Snapshot snapshot, TaskEnds ends) {
    for (int engine = 0; engine < free.length; engine++) {
      free[engine] = snapshot.time(free[engine]);
      lastEnd[engine] = ends.visit(snapshot, lastEnd[engine]);
      barrier[engine] = ends.visit(snapshot, barrier[engine]);
    }
    channelFree = snapshot.time(channelFree);
    lastGrantSince = snapshot.time(lastGrantSince);
    halfMacDone = snapshot.count(halfMacDone);
    vecDone = snapshot.count(vecDone);
    dramDone = snapshot.count(dramDone);
  }
}
