package masattention.laws;

import java.util.random.RandomGenerator;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Program;

/** Random orders of a program's tasks that keep every engine's order and every dependency. */
final class Interleavings {
  private final Program program;
  private final RandomGenerator random;
  private final int[][] queues;
  private final int[] position;
  private final boolean[] done;

  private Interleavings(Program program, RandomGenerator random) {
    this.program = program;
    this.random = random;
    NpuConfig machine = program.machine();
    int engines = machine.cores() * EngineKind.PER_CORE;
    int[] lengths = new int[engines];
    for (int task = 0; task < program.size(); task++) {
      lengths[program.engine(task)]++;
    }
    queues = new int[engines][];
    for (int engine = 0; engine < engines; engine++) {
      queues[engine] = new int[lengths[engine]];
    }
    int[] filled = new int[engines];
    for (int task = 0; task < program.size(); task++) {
      int engine = program.engine(task);
      queues[engine][filled[engine]++] = task;
    }
    position = new int[engines];
    done = new boolean[program.size()];
  }

  /**
   * An order in which an engine, once chosen, goes on for {@code run} tasks on average, so that
   * long runs let engines get as far ahead of each other as the dependencies allow.
   */
  static int[] random(Program program, RandomGenerator random, int run) {
    return new Interleavings(program, random).order(run);
  }

  private int[] order(int run) {
    int[] order = new int[program.size()];
    int engine = 0;
    for (int i = 0; i < order.length; i++) {
      if (random.nextInt(run) == 0 || !ready(engine)) {
        engine = random.nextInt(queues.length);
        while (!ready(engine)) {
          engine = (engine + 1) % queues.length;
        }
      }
      order[i] = queues[engine][position[engine]++];
      done[order[i]] = true;
    }
    return order;
  }

  private boolean ready(int engine) {
    if (position[engine] == queues[engine].length) {
      return false;
    }
    int task = queues[engine][position[engine]];
    int to = program.firstDependency(task + 1);
    for (int index = program.firstDependency(task); index < to; index++) {
      if (!done[program.dependsOn(index)]) {
        return false;
      }
    }
    return true;
  }
}
