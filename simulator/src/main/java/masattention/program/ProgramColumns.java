package masattention.program;

import java.util.Arrays;

/** The growing columns of a program under construction. */
final class ProgramColumns {
  /** A program above this many tasks is refused: it would not fit in memory. */
  private Op[] ops = new Op[64];

  private int[] engines = new int[64];
  private int[] dependencyStart = new int[65];
  private int[] accessStart = new int[65];
  private int tasks;

  private int[] dependencies = new int[256];
  private int dependencyCount;

  private int[] accessSlot = new int[256];
  private long[] accessRead = new long[256];
  private long[] accessWrite = new long[256];
  private int accessCount;

  /** Starts the next task; its dependencies and accesses follow. */
  int startTask(Op op, int engine) {
    if (tasks == Program.MOST_TASKS) {
      throw new IllegalArgumentException(
          "The program has more than %s tasks; choose larger tiles.".formatted(Program.MOST_TASKS));
    }
    if (tasks == ops.length) {
      ops = Arrays.copyOf(ops, 2 * tasks);
      engines = Arrays.copyOf(engines, 2 * tasks);
      dependencyStart = Arrays.copyOf(dependencyStart, 2 * tasks + 1);
      accessStart = Arrays.copyOf(accessStart, 2 * tasks + 1);
    }
    ops[tasks] = op;
    engines[tasks] = engine;
    return tasks++;
  }

  void dependency(int task, boolean onRelease) {
    if (dependencyCount == dependencies.length) {
      dependencies = Arrays.copyOf(dependencies, 2 * dependencyCount);
    }
    dependencies[dependencyCount++] = task << 1 | (onRelease ? 1 : 0);
  }

  void access(int slot, long read, long written) {
    if (accessCount == accessSlot.length) {
      accessSlot = Arrays.copyOf(accessSlot, 2 * accessCount);
      accessRead = Arrays.copyOf(accessRead, 2 * accessCount);
      accessWrite = Arrays.copyOf(accessWrite, 2 * accessCount);
    }
    accessSlot[accessCount] = slot;
    accessRead[accessCount] = read;
    accessWrite[accessCount++] = written;
  }

  int engine(int task) {
    return engines[task];
  }

  void endTask() {
    dependencyStart[tasks] = dependencyCount;
    accessStart[tasks] = accessCount;
  }

  Op[] ops() {
    return Arrays.copyOf(ops, tasks);
  }

  int[] engines() {
    return Arrays.copyOf(engines, tasks);
  }

  int[] dependencyStart() {
    return Arrays.copyOf(dependencyStart, tasks + 1);
  }

  int[] dependencies() {
    return Arrays.copyOf(dependencies, dependencyCount);
  }

  int[] accessStart() {
    return Arrays.copyOf(accessStart, tasks + 1);
  }

  int[] accessSlot() {
    return Arrays.copyOf(accessSlot, accessCount);
  }

  long[] accessRead() {
    return Arrays.copyOf(accessRead, accessCount);
  }

  long[] accessWrite() {
    return Arrays.copyOf(accessWrite, accessCount);
  }
}
