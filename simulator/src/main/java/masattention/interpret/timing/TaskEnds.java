package masattention.interpret.timing;

import java.util.Arrays;
import masattention.program.Snapshot;

/**
 * The ends of tasks, some of which are not known yet.
 *
 * <p>An end is one number: the cycle where it is known, else the (negative) name of the task. Names
 * are handed out in order, and forgotten once nothing uses them any more.
 */
final class TaskEnds {
  /** The end of a task that was never there. */
  static final long NEVER = 0;

  private static final long UNKNOWN = -1;
  private static final int FIRST_CAPACITY = 1024;

  private long[] cycles = new long[FIRST_CAPACITY];
  private long first;
  private long next;

  void clear() {
    first = 0;
    next = 0;
  }

  /** How many names can be handed out before {@link #forgetBefore} must make room. */
  int room() {
    return cycles.length - (int) (next - first);
  }

  /** The name of one more task. */
  long newTask() {
    cycles[(int) (next - first)] = UNKNOWN;
    return ~next++;
  }

  /** Says when a task ended. */
  void set(long task, long cycle) {
    cycles[(int) (~task - first)] = cycle;
  }

  /** The cycle of an end, negative if it is not known. */
  long cycleOf(long end) {
    return end >= 0 ? end : cycles[(int) (~end - first)];
  }

  /** The same end, as a cycle if that is known. */
  long settled(long end) {
    long cycle = cycleOf(end);
    return cycle >= 0 ? cycle : end;
  }

  /** Hands over an end; returns what it is from then on. */
  long visit(Snapshot snapshot, long end) {
    long settled = settled(end);
    if (settled < 0) {
      snapshot.same(numberOf(settled));
    }
    return snapshot.time(settled);
  }

  /** Numbers a task whose end is not known, so that states can be compared whatever its name. */
  void number(long task, int number) {
    cycles[(int) (~task - first)] = UNKNOWN - number;
  }

  /** The number that a task was given last. */
  long numberOf(long task) {
    return UNKNOWN - cycles[(int) (~task - first)];
  }

  /**
   * Forgets the tasks named before {@code task}, or all; every end still in use must have been
   * settled. Grows where that does not free half.
   */
  void forgetBefore(long task) {
    long from = task < 0 ? ~task : next;
    int kept = (int) (next - from);
    System.arraycopy(cycles, (int) (from - first), cycles, 0, kept);
    first = from;
    if (kept > cycles.length / 2) {
      cycles = Arrays.copyOf(cycles, 2 * cycles.length);
    }
  }
}
