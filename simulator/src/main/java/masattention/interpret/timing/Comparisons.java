package masattention.interpret.timing;

import java.util.Arrays;

/**
 * What decides the course of a simulation: every comparison of two times or positions, written down
 * as the margin by which it came out as it did.
 *
 * <p>A simulation adds constants to times and takes the later of two; that is all it does as long
 * as every comparison comes out the same. If two periods had the same comparisons in the same
 * order, all times moved by constant rates, and the margins by constant differences, then so it
 * goes on until the first margin changes its sign.
 */
public final class Comparisons {
  /** A mark where nothing was written down. */
  public static final long NONE = -1;

  private static final byte TIMES = 0;
  private static final byte PLACE = 1;
  private static final byte EXACTLY = 2;
  private static final int FIRST_SIZE = 1 << 12;
  private static final int MOST = 1 << 20;

  private long[] margins = new long[FIRST_SIZE];
  private byte[] kinds = new byte[FIRST_SIZE];
  private int size;

  /** Comparisons written down before the first of these, and forgotten. */
  private long forgotten;

  private boolean writing;

  /** Begins to write, or goes on. */
  public void write() {
    if (!writing) {
      forget();
      writing = true;
    }
  }

  /** Writes no more. */
  public void rest() {
    writing = false;
  }

  /** Whether comparisons are written down. */
  public boolean areWritten() {
    return writing;
  }

  /** Forgets what was written, so that no earlier mark counts. */
  public void forget() {
    forgotten += size + 1L;
    size = 0;
  }

  /** Where the next comparison will be written; {@link #NONE} if none will. */
  public long mark() {
    return writing ? forgotten + size : NONE;
  }

  /** The later of two times. */
  long later(long a, long b) {
    times(a - b);
    return Math.max(a, b);
  }

  /** Whether a time is before another. */
  boolean isBefore(long a, long b) {
    times(2 * (b - a) - 1);
    return a < b;
  }

  /** Writes down by how much a time is later than another: on its sign depends what follows. */
  public void times(long margin) {
    if (writing) {
      add(margin, TIMES);
    }
  }

  /** Writes down how many places are left: what follows depends on that there are any. */
  public void place(long left) {
    if (writing) {
      add(left, PLACE);
    }
  }

  /** Writes down a number on which what follows depends. */
  public void exactly(long number) {
    if (writing) {
      add(number, EXACTLY);
    }
  }

  private void add(long margin, byte kind) {
    if (size == MOST) {
      rest();
      return;
    }
    if (size == margins.length) {
      margins = Arrays.copyOf(margins, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    margins[size] = margin;
    kinds[size++] = kind;
  }

  /**
   * How often, at most {@code most} times, what happened between the last two of four marks comes
   * again before a comparison turns out otherwise; 0 if the three periods between them differ.
   */
  public long repeats(long first, long second, long third, long now, long most) {
    long length = now - third;
    if (first < forgotten || third - second != length || second - first != length) {
      return 0;
    }
    long repeats = most;
    int from = (int) (first - forgotten);
    for (int i = from; i < from + length && repeats > 0; i++) {
      int j = i + (int) length;
      int k = j + (int) length;
      if (kinds[i] != kinds[j] || kinds[j] != kinds[k]) {
        return 0;
      }
      if (margins[i] != margins[k] || margins[j] != margins[k]) {
        repeats = repeats(margins[i], margins[j], margins[k], kinds[k], repeats);
      }
    }
    return repeats;
  }

  private static long repeats(long a, long b, long c, byte kind, long most) {
    if (Math.min(Math.min(a, b), c) < 0 && Math.max(Math.max(a, b), c) > 0) {
      return 0;
    }
    long sign = a + b + c < 0 ? -1 : 1;
    long margin = sign * c;
    long moved = sign * (c - b);
    long bent = sign * (c - 2 * b + a);
    if (kind == EXACTLY || (kind == PLACE && bent != 0)) {
      return 0;
    }
    if (bent >= 0) {
      return moved >= 0 ? most : Math.min(most, margin / -moved);
    }
    long repeats = 0;
    long above = most + 1;
    while (above - repeats > 1) {
      long middle = (repeats + above) >>> 1;
      if (margin + middle * moved + middle * (middle + 1) / 2 * bent >= 0) {
        repeats = middle;
      } else {
        above = middle;
      }
    }
    return repeats;
  }
}
