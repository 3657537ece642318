package masattention.interpret.timing;

import java.util.Arrays;
import masattention.tiling.Bisection;

/**
 * The comparisons on which the course of a simulation depends, written down one after the other
 * while somebody wants to know how long it will go on alike.
 *
 * <p>A simulation only ever adds constants to times and takes the later of two. As long as every
 * comparison turns out as it did a period ago, the times at the end of a period are therefore a
 * fixed linear function of those at its beginning and of how often its steady parts repeat. If what
 * times move by changes evenly from period to period, it goes on to do so, and with it the margins
 * by which the comparisons turn out as they do, until the first of these margins changes its sign.
 */
public final class Comparisons {
  /** The mark of a moment at which nothing was written down. */
  private static final long NONE = -1;

  /** Margins between times, which may move by what changes evenly. */
  private static final byte TIMES = 0;

  /** Places that are left, which may change evenly. */
  private static final byte PLACES = 1;

  /** Numbers that must not change. */
  private static final byte CONSTANT = 2;

  private static final int FIRST_SIZE = 1 << 12;
  private static final int MOST = 1 << 20;

  private long[] margins = new long[FIRST_SIZE];
  private byte[] kinds = new byte[FIRST_SIZE];
  private int size;

  /** The mark of the first comparison that is not forgotten. */
  private long first;

  private boolean writing;

  /** Forgets what was written down, and writes from now on. */
  public void write() {
    first += size + 1;
    size = 0;
    writing = true;
  }

  /** Writes no more. */
  public void rest() {
    writing = false;
  }

  /** Whether comparisons are written down. */
  public boolean areWritten() {
    return writing;
  }

  /** The place of the next comparison among all; negative if it is not written down. */
  public long mark() {
    return writing ? first + size : NONE;
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

  /** Notes the difference of two times, on whose sign it depends what follows. */
  public void times(long margin) {
    if (writing) {
      add(margin, TIMES);
    }
  }

  /** Notes how many places are left, none or more: what follows depends on that they are there. */
  public void places(long left) {
    if (writing) {
      add(left, PLACES);
    }
  }

  /** Notes a number on which it depends what follows. */
  public void constant(long number) {
    if (writing) {
      add(number, CONSTANT);
    }
  }

  private void add(long margin, byte kind) {
    if (size == MOST) {
      writing = false;
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
   * How often, at most {@code most} times, what happened between the last two of four marks can
   * happen again before a comparison turns out otherwise; 0 where the three periods between the
   * marks do not have the same comparisons, or are forgotten.
   */
  public long repeats(long[] marks, long most) {
    int length = (int) (marks[3] - marks[2]);
    if (marks[0] < first || marks[2] - marks[1] != length || marks[1] - marks[0] != length) {
      return 0;
    }
    long repeats = most;
    int from = (int) (marks[0] - first);
    for (int i = from; i < from + length && repeats > 0; i++) {
      int j = i + length;
      int k = j + length;
      if (kinds[i] != kinds[k] || kinds[j] != kinds[k]) {
        return 0;
      }
      if (margins[i] != margins[k] || margins[j] != margins[k]) {
        repeats = repeats(margins[i], margins[j], margins[k], kinds[k], repeats);
      }
    }
    return repeats;
  }

  private static long repeats(long a, long b, long c, byte kind, long most) {
    long bend = c - 2 * b + a;
    boolean signChanged = Math.min(a, Math.min(b, c)) < 0 && Math.max(a, Math.max(b, c)) > 0;
    if (signChanged || kind == CONSTANT || (kind == PLACES && bend != 0)) {
      return 0;
    }
    int sign = Math.min(a, Math.min(b, c)) < 0 ? -1 : 1;
    return repeats(sign * c, sign * (c - b), sign * bend, most);
  }

  /**
   * How often a margin, not negative, can move on before it is negative.
   *
   * @param moved what it moved by last
   * @param bend what is added to that each time; if positive, it is left out
   */
  private static long repeats(long margin, long moved, long bend, long most) {
    if (bend >= 0) {
      return moved >= 0 ? most : Math.min(most, margin / -moved);
    }
    return Bisection.largest(
        1, most, times -> margin + times * moved + times * (times + 1) / 2 * bend >= 0);
  }
}
