package masattention.interpret.timing;

import java.util.Arrays;
import masattention.npu.Interference;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;

/**
 * The tasks that run on compute engines whose units slow each other ({@link Interference}). What is
 * left of a task is an exact fraction: a cycle of work of a unit that is slowed by p percent has
 * 1000 + 10 p parts, of which a cycle beside the other unit does 1000.
 */
final class SlowedUnits {
  private static final int NONE = -1;

  private final int[] running;
  private final long[] partsLeft;
  private final long macParts;
  private final long vecParts;

  SlowedUnits(NpuConfig machine) {
    int engines = machine.cores() * EngineKind.PER_CORE;
    running = new int[engines];
    Arrays.fill(running, NONE);
    partsLeft = new long[engines];
    macParts = (long) Interference.WHOLE + machine.interference().macTenths();
    vecParts = (long) Interference.WHOLE + machine.interference().vecTenths();
  }

  private long parts(int engine) {
    return EngineKind.kindOf(engine) == EngineKind.VEC ? vecParts : macParts;
  }

  boolean isRunning(int engine) {
    return running[engine] != NONE;
  }

  /** Whether an engine runs a task of which nothing is left. */
  boolean isDone(int engine) {
    return isRunning(engine) && partsLeft[engine] <= 0;
  }

  void start(int engine, int task, long duration) {
    running[engine] = task;
    partsLeft[engine] = Math.multiplyExact(duration, parts(engine));
  }

  /** Takes the task off an engine. */
  int take(int engine) {
    int task = running[engine];
    running[engine] = NONE;
    return task;
  }

  /** Parts of a task that an engine does in a cycle as long as the same tasks run. */
  private long perCycle(int engine) {
    int core = EngineKind.coreOf(engine);
    boolean besides =
        EngineKind.kindOf(engine) == EngineKind.VEC
            ? isRunning(EngineKind.MAC.of(core))
                || isRunning(EngineKind.MAC_HALF_A.of(core))
                || isRunning(EngineKind.MAC_HALF_B.of(core))
            : isRunning(EngineKind.VEC.of(core));
    return besides ? Interference.WHOLE : parts(engine);
  }

  /** In how many cycles, rounded up, the first of the running tasks ends if no other starts. */
  long cyclesToFirstEnd() {
    long first = Long.MAX_VALUE;
    for (int engine = 0; engine < running.length; engine++) {
      if (isRunning(engine)) {
        first = Math.min(first, (partsLeft[engine] - 1) / perCycle(engine) + 1);
      }
    }
    return first;
  }

  /** Lets all tasks run on, none of them beyond its end, rounded up. */
  void advance(long cycles) {
    for (int engine = 0; engine < running.length; engine++) {
      if (isRunning(engine)) {
        partsLeft[engine] -= cycles * perCycle(engine);
      }
    }
  }
}
