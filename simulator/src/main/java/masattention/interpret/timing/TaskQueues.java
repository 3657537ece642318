package masattention.interpret.timing;

import java.util.Arrays;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Snapshot;

/**
 * The engines with the tasks that wait in their queues. A compute task whose dependencies have
 * known ends is timed at once, unless others wait before it; a transfer waits for the channel.
 */
final class TaskQueues {
  private static final int NONE = -1;

  /** Compute engines come first among those of a core. */
  private static final int COMPUTE = EngineKind.LOAD.ordinal();

  private final int cores;
  private final long latency;
  private final TaskEnds ends;
  private final Comparisons comparisons;
  private final EngineTimes engines;
  private final WaitingTasks[] waiting;
  private final WaitingTasks[] barriers;
  private final int[] computesWaiting;
  private int barriersWaiting;

  TaskQueues(NpuConfig machine, TaskEnds ends, Comparisons comparisons) {
    this.ends = ends;
    this.comparisons = comparisons;
    cores = machine.cores();
    latency = machine.dramLatencyCycles();
    engines = new EngineTimes(cores, comparisons);
    waiting = queues(cores * EngineKind.PER_CORE);
    barriers = queues(cores + 1);
    computesWaiting = new int[cores];
  }

  private WaitingTasks[] queues(int number) {
    WaitingTasks[] queues = new WaitingTasks[number];
    Arrays.setAll(queues, i -> new WaitingTasks(comparisons));
    return queues;
  }

  void clear() {
    engines.clear();
    for (WaitingTasks queue : waiting) {
      queue.clear();
    }
    for (WaitingTasks barrier : barriers) {
      barrier.clear();
    }
    barriersWaiting = 0;
    Arrays.fill(computesWaiting, 0);
  }

  /** The clocks. */
  EngineTimes engines() {
    return engines;
  }

  /** Whether no task waits before the next one of an engine. */
  boolean isEmpty(int engine) {
    return waiting[engine].isEmpty();
  }

  /** Whether a core waits for a transfer that has not been granted, and has one in its queue. */
  boolean isBlocked(int core) {
    return computesWaiting[core] > 0 && !waiting[EngineKind.LOAD.of(core)].isEmpty();
  }

  /** Tasks that cannot be timed yet. */
  int tasksWaiting() {
    int sum = 0;
    for (WaitingTasks queue : waiting) {
      sum += queue.size();
    }
    return sum;
  }

  // ---- tasks

  /** Takes a load, whose end is {@code task}. */
  void load(int engine, long task, Awaited awaited, long duration) {
    waiting[engine].add(task, 1, awaited, duration);
    engines.emitted(engine, task);
  }

  /** Takes a store, whose slot is free at {@code release} and whose bytes are at {@code last}. */
  void store(int engine, long release, long last, Awaited awaited, long duration) {
    waiting[engine].add(release, 2, awaited, duration);
    engines.emitted(engine, last);
  }

  /** Takes a compute task. */
  void compute(int engine, long task, Awaited awaited, long duration) {
    engines.emitted(engine, task);
    if (awaited.unknowns() == 0 && waiting[engine].isEmpty()) {
      finish(engine, task, engines.startAt(engine, awaited.readyCycle()), duration);
    } else {
      waiting[engine].add(task, 1, awaited, duration);
      computesWaiting[EngineKind.coreOf(engine)]++;
    }
  }

  /** As {@link #compute}, of a run whose parts' names end with {@code task}. */
  void computeRun(int engine, long task, Awaited awaited, RunDurations run, int parts) {
    engines.emitted(engine, task);
    if (awaited.unknowns() == 0 && waiting[engine].isEmpty()) {
      long start = engines.startAt(engine, awaited.readyCycle());
      endParts(task, parts, start, run.first(), run.next());
      finish(engine, task, start, run.whole());
    } else {
      waiting[engine].addRun(task, parts, awaited, run);
      computesWaiting[EngineKind.coreOf(engine)]++;
    }
  }

  /** Says that a compute task has ended. */
  void finishAt(int engine, long task, long cycle, long duration) {
    ends.set(task, cycle);
    engines.worked(engine, cycle, duration);
  }

  private void finish(int engine, long task, long start, long duration) {
    finishAt(engine, task, start + duration, duration);
  }

  /** Sets the ends of the parts of a run before its last, which is {@code task}. */
  private void endParts(long task, int parts, long start, long first, long next) {
    long cycle = start + first;
    for (long part = task + parts - 1; part > task; part--) {
      ends.set(part, cycle);
      cycle += next;
    }
  }

  /** Takes a barrier over the tasks awaited, one of a core or of all; returns its end. */
  long barrier(int scope, Awaited awaited) {
    if (awaited.unknowns() == 0) {
      return awaited.readyCycle();
    }
    long task = ends.newTask();
    barriersWaiting++;
    barriers[scope].add(task, 1, awaited, 0);
    return task;
  }

  // ---- time

  /**
   * Grants the channel to the transfer that has been ready longest, and times what waited for it.
   *
   * @return whether there was one
   */
  boolean grant() {
    int winner = NONE;
    long longest = 0;
    for (int core = 0; core < cores; core++) {
      for (int engine = EngineKind.LOAD.of(core); engine <= EngineKind.STORE.of(core); engine++) {
        long since = headSince(engine);
        if (since >= 0 && (winner == NONE || comparisons.isBefore(since, longest))) {
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
    long usable = release + latency;
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

  /** As {@link #headSince}, but leaves all as it is. */
  long headSinceNow(int engine) {
    long since = engines.headSince(engine);
    if (since < 0 && !waiting[engine].isEmpty()) {
      since = waiting[engine].headReadyNow(ends);
      if (since >= 0) {
        since = Math.max(since, engines.freeCycle(engine));
      }
    }
    return since;
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
      endParts(task, queue.headParts(), start, queue.headPartFirst(), queue.headPartNext());
      finish(engine, task, start, queue.headDuration());
      queue.removeHead();
      computesWaiting[EngineKind.coreOf(engine)]--;
      ran = true;
    }
    return ran;
  }

  // ---- state

  /** Replaces ends by their cycles; returns the first name still in use, 0 if there is none. */
  long settle() {
    engines.settle(ends);
    long earliest = 0;
    for (WaitingTasks queue : waiting) {
      earliest = WaitingTasks.earlier(earliest, queue.earliestName(ends));
    }
    for (WaitingTasks barrier : barriers) {
      earliest = WaitingTasks.earlier(earliest, barrier.earliestName(ends));
    }
    return earliest;
  }

  /** Hands over the queues and the clocks, and names the tasks that wait by their place. */
  void visit(Snapshot snapshot) {
    int number = 0;
    for (WaitingTasks queue : waiting) {
      number = queue.number(ends, number);
    }
    for (WaitingTasks barrier : barriers) {
      number = barrier.number(ends, number);
    }
    for (int engine = 0; engine < waiting.length; engine++) {
      if (EngineKind.kindOf(engine).transfers()) {
        engines.visitHead(snapshot, engine, headSinceNow(engine));
      }
      waiting[engine].visit(snapshot, ends);
    }
    for (WaitingTasks barrier : barriers) {
      barrier.visit(snapshot, ends);
    }
    engines.visit(snapshot, ends);
  }
}
