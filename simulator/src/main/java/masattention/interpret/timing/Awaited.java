package masattention.interpret.timing;

import java.util.Arrays;

/** What the task that is being emitted depends on: the latest known end, and the unknown ones. */
final class Awaited {
  private final TaskEnds ends;
  private final Comparisons comparisons;
  private long ready;
  private int count;
  private long[] unknown = new long[64];

  Awaited(TaskEnds ends, Comparisons comparisons) {
    this.ends = ends;
    this.comparisons = comparisons;
  }

  void clear() {
    ready = 0;
    count = 0;
  }

  /** Adds an end. */
  void add(long end) {
    long known = ends.cycleOf(end);
    if (known >= 0) {
      ready = comparisons.later(ready, known);
    } else {
      if (count == unknown.length) {
        unknown = Arrays.copyOf(unknown, 2 * count);
      }
      unknown[count++] = end;
    }
  }

  /** The latest of the known ends. */
  long readyCycle() {
    return ready;
  }

  /** Number of unknown ends. */
  int unknowns() {
    return count;
  }

  /** Copies the names of the tasks with unknown ends. */
  void copyUnknowns(long[] to, int at) {
    System.arraycopy(unknown, 0, to, at, count);
  }
}
