package masattention.interpret.timing;

import java.util.stream.IntStream;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Program;

/**
 * Runs a program on engines that work in program order and share one DRAM channel.
 *
 * <p>A task starts when its engine is free and everything it depends on has finished. Whenever the
 * channel falls free, of the transfers at the heads of their queues that are ready by then, the one
 * that has been ready longest goes first (tie: lower core, load before store). A queue head that
 * waits for a transfer not yet granted cannot be ready before that transfer ends, so that it is
 * enough to run the other engines as far as they come between two grants. Where the units of a core
 * slow each other, time goes from one start or end to the next instead.
 */
public final class Simulation {
  private static final long UNKNOWN = -1;
  private static final long NEVER = Long.MAX_VALUE;

  private final Program program;
  private final NpuConfig machine;
  private final long[] duration;
  private final long[] start;
  private final long[] release;
  private final long[] end;
  private final int[][] queues;

  /** Those that need no DRAM and have tasks. */
  private final int[] computeEngines;

  private final int[] position;
  private final long[] engineFree;
  private final long[] headReady;
  private long channelFree;

  private Simulation(Program program, Op.Visitor<Long> durations) {
    this.program = program;
    machine = program.machine();
    int tasks = program.size();
    duration = new long[tasks];
    start = new long[tasks];
    release = new long[tasks];
    end = new long[tasks];
    int engines = machine.cores() * EngineKind.PER_CORE;
    int[] lengths = new int[engines];
    for (int task = 0; task < tasks; task++) {
      duration[task] = program.op(task).accept(durations);
      lengths[program.engine(task)]++;
      end[task] = UNKNOWN;
    }
    queues = new int[engines][];
    for (int engine = 0; engine < engines; engine++) {
      queues[engine] = new int[lengths[engine]];
    }
    int[] filled = new int[engines];
    for (int task = 0; task < tasks; task++) {
      int engine = program.engine(task);
      queues[engine][filled[engine]++] = task;
    }
    computeEngines =
        IntStream.range(0, engines)
            .filter(engine -> lengths[engine] > 0 && !EngineKind.kindOf(engine).transfers())
            .toArray();
    position = new int[engines];
    engineFree = new long[engines];
    headReady = new long[engines];
  }

  /** The timeline of {@code program} on its machine. */
  public static Timeline run(Program program) {
    return run(program, new Durations(program.machine()));
  }

  /**
   * The same with durations of one's own, in any unit of time.
   *
   * @param durations of each kind of work at full speed, at least 0
   */
  public static Timeline run(Program program, Op.Visitor<Long> durations) {
    Simulation simulation = new Simulation(program, durations);
    if (program.machine().interference().isNone()) {
      simulation.run();
    } else {
      simulation.runSlowed();
    }
    return new Timeline(
        program, simulation.duration, simulation.start, simulation.release, simulation.end);
  }

  private void run() {
    int left = program.size();
    while (left > 0) {
      int before = left;
      left -= runCompute();
      left -= grantTransfer();
      if (left == before) {
        throw new IllegalStateException("The program has %s tasks that wait.".formatted(left));
      }
    }
  }

  /** Runs the engines that need no DRAM as far as they come; returns the number of tasks run. */
  private int runCompute() {
    int ran = 0;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (int engine : computeEngines) {
        while (position[engine] < queues[engine].length) {
          int task = queues[engine][position[engine]];
          long ready = ready(task);
          if (ready == UNKNOWN) {
            break;
          }
          start[task] = ready;
          release[task] = ready + duration[task];
          end[task] = release[task];
          engineFree[engine] = release[task];
          position[engine]++;
          ran++;
          progress = true;
        }
      }
    }
    return ran;
  }

  /** Grants the channel to the transfer that has been ready longest, if there is one. */
  private int grantTransfer() {
    int winner = longestReady();
    if (winner < 0) {
      return 0;
    }
    int task = queues[winner][position[winner]];
    start[task] = Math.max(channelFree, headReady[winner]);
    release[task] = start[task] + duration[task];
    end[task] = release[task] + machine.dramLatencyCycles();
    channelFree = release[task];
    engineFree[winner] = release[task];
    position[winner]++;
    return 1;
  }

  /** The queue whose first transfer has been ready longest, or will be first; −1 if none is. */
  private int longestReady() {
    int winner = -1;
    for (int core = 0; core < machine.cores(); core++) {
      winner = longestReady(winner, EngineKind.LOAD.of(core));
      winner = longestReady(winner, EngineKind.STORE.of(core));
    }
    return winner;
  }

  private int longestReady(int winner, int engine) {
    if (position[engine] == queues[engine].length) {
      return winner;
    }
    headReady[engine] = ready(queues[engine][position[engine]]);
    if (headReady[engine] == UNKNOWN) {
      return winner;
    }
    return winner < 0 || headReady[engine] < headReady[winner] ? engine : winner;
  }

  private long ready(int task) {
    long ready = engineFree[program.engine(task)];
    int to = program.firstDependency(task + 1);
    for (int index = program.firstDependency(task); index < to; index++) {
      int on = program.dependsOn(index);
      if (end[on] == UNKNOWN) {
        return UNKNOWN;
      }
      ready = Math.max(ready, program.onRelease(index) ? release[on] : end[on]);
    }
    return ready;
  }

  // ---- units that slow each other: when a task ends is not known when it starts

  /** From one start or end to the next. */
  private void runSlowed() {
    SlowedUnits units = new SlowedUnits(machine);
    long now = 0;
    int left = program.size() - settle(units, now);
    while (left > 0) {
      long next = nextCycle(units, now);
      if (next == NEVER) {
        throw new IllegalStateException("The program has %s tasks that wait.".formatted(left));
      }
      units.advance(next - now);
      now = next;
      left -= settle(units, now);
    }
  }

  /** Ends and starts what does so in this cycle; returns the number of tasks timed. */
  private int settle(SlowedUnits units, long now) {
    int timed = 0;
    boolean granted;
    do {
      timed += settleCompute(units, now);
      granted = nextGrant() <= now;
      timed += granted ? grantTransfer() : 0;
    } while (granted);
    return timed;
  }

  private int settleCompute(SlowedUnits units, long now) {
    int ended = 0;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (int engine : computeEngines) {
        if (units.isDone(engine)) {
          int task = units.take(engine);
          release[task] = now;
          end[task] = now;
          engineFree[engine] = now;
          ended++;
          progress = true;
        }
        if (nextStart(units, engine) <= now) {
          int task = queues[engine][position[engine]++];
          start[task] = now;
          units.start(engine, task, duration[task]);
          progress = true;
        }
      }
    }
    return ended;
  }

  /** The next cycle in which anything starts or ends, as far as that is known. */
  private long nextCycle(SlowedUnits units, long now) {
    long toEnd = units.cyclesToFirstEnd();
    long next = Math.min(toEnd == NEVER ? NEVER : now + toEnd, nextGrant());
    for (int engine : computeEngines) {
      next = Math.min(next, nextStart(units, engine));
    }
    return next;
  }

  private long nextGrant() {
    int winner = longestReady();
    return winner < 0 ? NEVER : Math.max(channelFree, headReady[winner]);
  }

  /** When the first task that waits for a compute engine can start, as far as that is known. */
  private long nextStart(SlowedUnits units, int engine) {
    if (units.isRunning(engine) || position[engine] == queues[engine].length) {
      return NEVER;
    }
    long ready = ready(queues[engine][position[engine]]);
    return ready == UNKNOWN ? NEVER : ready;
  }
}
