package masattention.interpret.timing;

import java.util.Arrays;
import masattention.program.State;

/** Tasks of one engine, in program order, that cannot be timed yet. */
final class WaitingTasks {
  private static final int MOST_UNKNOWN = 4;

  private int capacity = 8;
  private int stride = MOST_UNKNOWN;
  private int head;
  private int size;
  private int[] ids = new int[capacity];
  private long[] ready = new long[capacity];
  private long[] duration = new long[capacity];
  private int[] parts = new int[capacity];
  private long[] partFirst = new long[capacity];
  private long[] partOther = new long[capacity];
  private int[] unknownCount = new int[capacity];
  private int[] unknown = new int[capacity * stride];

  void clear() {
    head = 0;
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /**
   * Adds a task that starts when {@code readyCycle} has come and the {@code count} tasks in {@code
   * waitsFor} have ended. A run has {@code runParts} parts with ids of their own, the last of them
   * being {@code id}; the first takes {@code first} cycles, the next ones {@code other} each.
   */
  void add(
      int id,
      long readyCycle,
      long cycles,
      int[] waitsFor,
      int count,
      int runParts,
      long first,
      long other) {
    if (size == capacity || count > stride) {
      grow(size == capacity ? 2 * capacity : capacity, count > stride ? 2 * count : stride);
    }
    int at = (head + size) & (capacity - 1);
    ids[at] = id;
    ready[at] = readyCycle;
    duration[at] = cycles;
    parts[at] = runParts;
    partFirst[at] = first;
    partOther[at] = other;
    unknownCount[at] = count;
    System.arraycopy(waitsFor, 0, unknown, at * stride, count);
    size++;
  }

  private void grow(int newCapacity, int newStride) {
    WaitingTasks larger = new WaitingTasks();
    larger.capacity = newCapacity;
    larger.stride = newStride;
    larger.ids = new int[newCapacity];
    larger.ready = new long[newCapacity];
    larger.duration = new long[newCapacity];
    larger.parts = new int[newCapacity];
    larger.partFirst = new long[newCapacity];
    larger.partOther = new long[newCapacity];
    larger.unknownCount = new int[newCapacity];
    larger.unknown = new int[newCapacity * newStride];
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (capacity - 1);
      int[] waitsFor = Arrays.copyOfRange(unknown, at * stride, at * stride + unknownCount[at]);
      larger.add(
          ids[at],
          ready[at],
          duration[at],
          waitsFor,
          waitsFor.length,
          parts[at],
          partFirst[at],
          partOther[at]);
    }
    capacity = newCapacity;
    stride = newStride;
    head = 0;
    ids = larger.ids;
    ready = larger.ready;
    duration = larger.duration;
    parts = larger.parts;
    partFirst = larger.partFirst;
    partOther = larger.partOther;
    unknownCount = larger.unknownCount;
    unknown = larger.unknown;
  }

  /** When the first task's dependencies have ended, given the ends known; −1 if some have not. */
  long headReady(long[] end) {
    int count = unknownCount[head];
    long latest = ready[head];
    int from = head * stride;
    while (count > 0) {
      long known = end[unknown[from + count - 1]];
      if (known < 0) {
        break;
      }
      latest = Math.max(latest, known);
      count--;
    }
    unknownCount[head] = count;
    ready[head] = latest;
    return count > 0 ? -1 : latest;
  }

  int headId() {
    return ids[head];
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

  long headPartOther() {
    return partOther[head];
  }

  void removeHead() {
    head = (head + 1) & (capacity - 1);
    size--;
  }

  /** Writes what the tasks wait for, relative to {@code base} and to the next id. */
  void describe(State state, long engineFree, long base, int nextId, long[] end) {
    state.add(size);
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (capacity - 1);
      long latest = Math.max(ready[at], engineFree);
      int stillUnknown = 0;
      for (int u = at * stride; u < at * stride + unknownCount[at]; u++) {
        long known = end[unknown[u]];
        if (known < 0) {
          state.add(unknown[u] - nextId);
          stillUnknown++;
        } else {
          latest = Math.max(latest, known);
        }
      }
      state.add(stillUnknown);
      state.add(ids[at] - nextId);
      state.add(latest - base);
      state.add(duration[at]);
    }
  }
}
