package masattention.search.fast;

import java.util.Arrays;

/** The last few relative states of a simulation, and where it was when it was in them. */
final class History {
  private static final int LENGTH = 12;

  private final Moment[] moments = new Moment[LENGTH];
  private int next;
  private int size;

  /** A relative state. */
  static final class Moment {
    private long[] state = new long[64];
    private int length;
    long cycle;
    int step;
    int ordinal;

    void clear() {
      length = 0;
    }

    void add(long number) {
      if (length == state.length) {
        state = Arrays.copyOf(state, 2 * length);
      }
      state[length++] = number;
    }

    private boolean sameAs(Moment other) {
      return Arrays.equals(state, 0, length, other.state, 0, other.length);
    }
  }

  History() {
    Arrays.setAll(moments, i -> new Moment());
  }

  void clear() {
    size = 0;
  }

  /** Where the next moment is written. */
  Moment fresh() {
    Moment moment = moments[next];
    moment.clear();
    return moment;
  }

  /** The latest remembered moment that is like the fresh one; none: null. */
  Moment seen() {
    Moment now = moments[next];
    for (int back = 1; back <= size; back++) {
      Moment then = moments[(next - back + LENGTH) % LENGTH];
      if (now.sameAs(then)) {
        return then;
      }
    }
    return null;
  }

  /** Remembers the fresh moment. */
  void keep() {
    next = (next + 1) % LENGTH;
    size = Math.min(size + 1, LENGTH - 1);
  }
}
