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

  private static final int FIRST_SIZE = 1 << 12;
  private static final int MOST = 1 << 20;

  private long[] margins = new long[FIRST_SIZE];
  private boolean[] fixed = new boolean[FIRST_SIZE];
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
    if (writing) {
      add(a - b, false);
    }
    return Math.max(a, b);
  }

  /** Whether a time is before another. */
  boolean isBefore(long a, long b) {
    if (writing) {
      add(2 * (b - a) - 1, false);
    }
    return a < b;
  }

  /** Writes a margin down: what follows depends on whether it is negative. */
  public void decide(long margin) {
    if (writing) {
      add(margin, false);
    }
  }

  /** Writes down a number on which what follows depends. */
  public void decideExactly(long number) {
    if (writing) {
      add(number, true);
    }
  }

  private void add(long margin, boolean exactly) {
    if (size == MOST) {
      rest();
      return;
    }
    if (size == margins.length) {
      margins = Arrays.copyOf(margins, 2 * size);
      fixed = Arrays.copyOf(fixed, 2 * size);
    }
    margins[size] = margin;
    fixed[size++] = exactly;
  }

  /**
   * How often the period from mark {@code earlier} to {@code now}, which followed one like it from
   * {@code before}, comes again before a comparison turns out otherwise.
   */
  public long repeats(long before, long earlier, long now) {
    if (before < forgotten || now - earlier != earlier - before) {
      return 0;
    }
    long repeats = Long.MAX_VALUE;
    int first = (int) (before - forgotten);
    int second = (int) (earlier - forgotten);
    int length = second - first;
    for (int i = 0; i < length && repeats > 0; i++) {
      if (fixed[first + i] != fixed[second + i]) {
        return 0;
      }
      long margin = margins[second + i];
      long rate = margin - margins[first + i];
      if (rate != 0) {
        boolean toZero = margin > 0 ? rate < 0 : rate > 0;
        boolean crossed = margin > 0 ? margin < rate : margin < 0 ? margin > rate : true;
        long left = fixed[first + i] || crossed ? 0 : toZero ? margin / -rate : Long.MAX_VALUE;
        repeats = Math.min(repeats, left);
      }
    }
    return repeats;
  }
}
