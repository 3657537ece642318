package masattention.interpret.timing;

import java.util.Arrays;
import masattention.program.Snapshot;

/** Tasks of one engine, in program order, that cannot be timed yet. */
final class WaitingTasks {
  private static final int FIRST_CAPACITY = 8;
  private static final int FIRST_STRIDE = 4;

  private final Comparisons comparisons;
  private int capacity = FIRST_CAPACITY;
  private int stride = FIRST_STRIDE;
  private int head;
  private int size;
  private long[] task = new long[capacity];
  private long[] ready = new long[capacity];
  private long[] duration = new long[capacity];
  private int[] parts = new int[capacity];
  private long[] partFirst = new long[capacity];
  private long[] partNext = new long[capacity];
  private int[] waitCount = new int[capacity];
  private long[] waitsFor = new long[capacity * stride];

  WaitingTasks(Comparisons comparisons) {
    this.comparisons = comparisons;
  }

  void clear() {
    head = 0;
    size = 0;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Adds a task that starts when all that it awaits has ended. {@code names} ends of it have names,
   * the last of them {@code name}.
   */
  void add(long name, int names, Awaited awaited, long cycles) {
    int count = awaited.unknowns();
    if (size == capacity || count > stride) {
      grow(size == capacity ? 2 * capacity : capacity, Math.max(stride, count));
    }
    int at = (head + size) & (capacity - 1);
    task[at] = name;
    ready[at] = awaited.readyCycle();
    duration[at] = cycles;
    parts[at] = names;
    waitCount[at] = count;
    awaited.copyUnknowns(waitsFor, at * stride);
    size++;
  }

  /** As {@link #add}, of a run of tasks whose parts have names. */
  void addRun(long name, int names, Awaited awaited, RunDurations run) {
    add(name, names, awaited, run.whole());
    int at = (head + size - 1) & (capacity - 1);
    partFirst[at] = run.first();
    partNext[at] = run.next();
  }

  private void grow(int newCapacity, int newStride) {
    task = unrolled(task, newCapacity);
    ready = unrolled(ready, newCapacity);
    duration = unrolled(duration, newCapacity);
    partFirst = unrolled(partFirst, newCapacity);
    partNext = unrolled(partNext, newCapacity);
    int[] newParts = new int[newCapacity];
    int[] newCount = new int[newCapacity];
    long[] newWaits = new long[newCapacity * newStride];
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (capacity - 1);
      newParts[i] = parts[at];
      newCount[i] = waitCount[at];
      System.arraycopy(waitsFor, at * stride, newWaits, i * newStride, waitCount[at]);
    }
    parts = newParts;
    waitCount = newCount;
    waitsFor = newWaits;
    head = 0;
    capacity = newCapacity;
    stride = newStride;
  }

  private long[] unrolled(long[] ring, int newCapacity) {
    long[] larger = Arrays.copyOfRange(ring, head, head + newCapacity);
    System.arraycopy(ring, 0, larger, capacity - head, head);
    return larger;
  }

  /** When what the first task waits for has ended; −1 if some of it has not. */
  long headReady(TaskEnds ends) {
    int count = waitCount[head];
    if (count > 0) {
      long latest = ready[head];
      int from = head * stride;
      while (count > 0) {
        long known = ends.cycleOf(waitsFor[from + count - 1]);
        if (known < 0) {
          break;
        }
        latest = comparisons.later(latest, known);
        count--;
      }
      waitCount[head] = count;
      ready[head] = latest;
    }
    return count > 0 ? -1 : ready[head];
  }

  long headTask() {
    return task[head];
  }

  long headDuration() {
    return duration[head];
  }

  int headParts() {
    return parts[head];
  }

  long headPartFirst() {
    return partFirst[head];
  }

  long headPartNext() {
    return partNext[head];
  }

  void removeHead() {
    head = (head + 1) & (capacity - 1);
    size--;
  }

  /**
   * Replaces ends by their cycles; returns the first name of the tasks that wait, or of those they
   * wait for, 0 if there is none.
   */
  long earliestName(TaskEnds ends) {
    long earliest = 0;
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (capacity - 1);
      earliest = earlier(earliest, task[at] + parts[at] - 1);
      for (int w = 0; w < waitCount[at]; w++) {
        long end = ends.settled(waitsFor[at * stride + w]);
        waitsFor[at * stride + w] = end;
        earliest = end < 0 ? earlier(earliest, end) : earliest;
      }
    }
    return earliest;
  }

  /** Of two names the one handed out first; names fall. */
  static long earlier(long a, long b) {
    return a == 0 || (b != 0 && b > a) ? b : a;
  }

  /** As {@link #headReady}, but leaves all as it is. */
  long headReadyNow(TaskEnds ends) {
    for (int w = 0; w < waitCount[head]; w++) {
      if (ends.cycleOf(waitsFor[head * stride + w]) < 0) {
        return -1;
      }
    }
    return readyNow(head, ends);
  }

  /** The latest of what a task waits for that has ended. */
  private long readyNow(int at, TaskEnds ends) {
    long latest = ready[at];
    for (int w = 0; w < waitCount[at]; w++) {
      latest = Math.max(latest, ends.cycleOf(waitsFor[at * stride + w]));
    }
    return latest;
  }

  /** Numbers the tasks and their parts from {@code first} on; returns the next number. */
  int number(TaskEnds ends, int first) {
    int number = first;
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (capacity - 1);
      for (long part = task[at] + parts[at] - 1; part >= task[at]; part--) {
        ends.number(part, number++);
      }
    }
    return number;
  }

  /** Hands over what the tasks, which must have been numbered, wait for. */
  void visit(Snapshot snapshot, TaskEnds ends) {
    snapshot.same(size);
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (capacity - 1);
      long latest = snapshot.time(readyNow(at, ends));
      snapshot.same(duration[at]);
      snapshot.same(parts[at]);
      int unknown = 0;
      for (int w = 0; w < waitCount[at]; w++) {
        long end = waitsFor[at * stride + w];
        if (ends.cycleOf(end) < 0) {
          snapshot.same(ends.numberOf(end));
          waitsFor[at * stride + (snapshot.isSettingBack() ? unknown : w)] = end;
          unknown++;
        }
      }
      snapshot.same(unknown);
      if (snapshot.isSettingBack()) {
        ready[at] = latest;
        waitCount[at] = unknown;
      }
    }
  }
}
