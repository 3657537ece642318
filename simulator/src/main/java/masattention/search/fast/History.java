package masattention.search.fast;

import java.util.Arrays;

/** The last few relative states of a simulation, and where it was when it was in them. */
final class History {
  /** A power of two. */
  private static final int LENGTH = 256;

  private static final int MASK = LENGTH - 1;

  private final Moment[] moments = new Moment[LENGTH];
  private final int[] hashes = new int[LENGTH];
  private int next;
  private int size;

  /** A relative state. */
  static final class Moment {
    private long[] state = new long[64];
    private int length;
    long cycle;

    /** The next row block of every lane, its group and its query head. */
    int[] step = new int[2];

    int[] ordinal = new int[2];
    int[] head = new int[2];

    void clear(int lanes) {
      length = 0;
      if (step.length < lanes) {
        step = new int[lanes];
        ordinal = new int[lanes];
        head = new int[lanes];
      }
    }

    /** Makes room for {@code count} numbers more. */
    void reserve(int count) {
      if (length + count > state.length) {
        state = Arrays.copyOf(state, 2 * (length + count));
      }
    }

    void add(long number) {
      state[length++] = number;
    }

    private int hash() {
      long hash = length;
      for (int i = 0; i < length; i++) {
        hash += (2 * i + 1) * state[i];
      }
      return (int) (hash ^ (hash >>> 32));
    }

    private boolean sameAs(Moment other) {
      return Arrays.equals(state, 0, length, other.state, 0, other.length);
    }
  }

  void clear() {
    size = 0;
  }

  /** Where the next moment of {@code lanes} lanes is written. */
  Moment fresh(int lanes) {
    if (moments[next] == null) {
      moments[next] = new Moment();
    }
    Moment moment = moments[next];
    moment.clear(lanes);
    return moment;
  }

  /** The latest remembered moment that is like the fresh one; none: null. */
  Moment seen() {
    Moment now = moments[next];
    int hash = now.hash();
    hashes[next] = hash;
    for (int back = 1; back <= size; back++) {
      int at = (next - back) & MASK;
      if (hashes[at] == hash && now.sameAs(moments[at])) {
        return moments[at];
      }
    }
    return null;
  }

  /** Remembers the fresh moment. */
  void keep() {
    next = (next + 1) & MASK;
    size = Math.min(size + 1, LENGTH - 1);
  }
}
