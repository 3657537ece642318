package masattention.interpret.timing;

import java.util.Arrays;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Program;

/**
 * The timing rules of the model taken literally, one cycle after the other: the judge of {@link
 * Simulation}.
 */
final class CycleByCycle {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final Program program;
  private final NpuConfig machine;
  private final Durations durations;
  private final long[] cyclesAlone;
  private final long[] cyclesBeside;
  final long[] start;
  final long[] release;
  final long[] end;
  private final long[] readySince;

  private CycleByCycle(Program program) {
    this.program = program;
    machine = program.machine();
    durations = new Durations(machine);
    cyclesAlone = new long[program.size()];
    cyclesBeside = new long[program.size()];
    start = filled(program.size());
    release = filled(program.size());
    end = filled(program.size());
    readySince = filled(program.size());
  }

  private static long[] filled(int size) {
    long[] array = new long[size];
    Arrays.fill(array, NOT_YET);
    return array;
  }

  static CycleByCycle run(Program program, long cycles) {
    CycleByCycle run = new CycleByCycle(program);
    for (long cycle = 0; cycle <= cycles; cycle++) {
      run.step(cycle);
    }
    return run;
  }

  private void step(long cycle) {
    boolean changed = true;
    while (changed) {
      changed = endCompute(cycle);
      changed |= startCompute(cycle);
    }
    int next = -1;
    boolean channelBusy = false;
    for (int core = 0; core < machine.cores(); core++) {
      for (EngineKind queue : new EngineKind[] {EngineKind.LOAD, EngineKind.STORE}) {
        channelBusy |= busy(queue.of(core), cycle);
        int head = head(queue.of(core));
        if (head >= 0 && ready(head, cycle)) {
          readySince[head] = Math.min(readySince[head], cycle);
          if (next < 0 || readySince[head] < readySince[next]) {
            next = head;
          }
        }
      }
    }
    if (next >= 0 && !channelBusy) {
      start[next] = cycle;
      release[next] = cycle + program.op(next).accept(durations);
      end[next] = release[next] + machine.dramLatencyCycles();
    }
    work();
  }

  /** Lets every task that runs in this cycle work for it. */
  private void work() {
    for (int task = 0; task < program.size(); task++) {
      if (computes(task)) {
        if (otherUnitRuns(task)) {
          cyclesBeside[task]++;
        } else {
          cyclesAlone[task]++;
        }
      }
    }
  }

  private boolean computes(int task) {
    return !kind(task).transfers() && start[task] != NOT_YET && release[task] == NOT_YET;
  }

  private EngineKind kind(int task) {
    return EngineKind.kindOf(program.engine(task));
  }

  /** Whether a task of the other one of MAC and VEC runs on the same core. */
  private boolean otherUnitRuns(int task) {
    int core = EngineKind.coreOf(program.engine(task));
    for (int other = 0; other < program.size(); other++) {
      if (computes(other)
          && EngineKind.coreOf(program.engine(other)) == core
          && (kind(other) == EngineKind.VEC) != (kind(task) == EngineKind.VEC)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends what is done: with w cycles of work, a of them alone and b beside the other unit, w ≤ a +
   * b·1000/(1000 + tenths of a percent).
   */
  private boolean endCompute(long cycle) {
    boolean ended = false;
    for (int task = 0; task < program.size(); task++) {
      if (computes(task)) {
        long tenths =
            kind(task) == EngineKind.VEC
                ? machine.interference().vecTenths()
                : machine.interference().macTenths();
        long left = program.op(task).accept(durations) - cyclesAlone[task];
        if (left * (1000 + tenths) <= cyclesBeside[task] * 1000) {
          release[task] = cycle;
          end[task] = cycle;
          ended = true;
        }
      }
    }
    return ended;
  }

  private boolean startCompute(long cycle) {
    boolean started = false;
    for (int engine = 0; engine < machine.cores() * EngineKind.PER_CORE; engine++) {
      int head = head(engine);
      if (!EngineKind.kindOf(engine).transfers() && head >= 0 && ready(head, cycle)) {
        start[head] = cycle;
        started = true;
      }
    }
    return started;
  }

  /** The first task of an engine that has not started, −1 when all have. */
  private int head(int engine) {
    for (int task = 0; task < program.size(); task++) {
      if (program.engine(task) == engine && start[task] == NOT_YET) {
        return task;
      }
    }
    return -1;
  }

  private boolean busy(int engine, long cycle) {
    for (int task = 0; task < program.size(); task++) {
      if (program.engine(task) == engine && start[task] != NOT_YET && release[task] > cycle) {
        return true;
      }
    }
    return false;
  }

  private boolean ready(int task, long cycle) {
    boolean ready = !busy(program.engine(task), cycle);
    for (int i = program.firstDependency(task); i < program.firstDependency(task + 1); i++) {
      int on = program.dependsOn(i);
      ready &= (program.onRelease(i) ? release[on] : end[on]) <= cycle;
    }
    return ready;
  }
}
