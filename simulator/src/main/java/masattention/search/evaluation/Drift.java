package masattention.search.evaluation;

import masattention.interpret.timing.Comparisons;

/**
 * How long a pass goes on to change evenly: cores that work at paces of their own do not come back
 * to an earlier state, but drift apart by as much in every period of row blocks. Where that is
 * seen, comparisons are written down.
 */
final class Drift {
  /** Moments that are looked at before it is given up, first as many as are left out then. */
  private static final int PATIENCE = 24;

  /** So many periods that come again are worth the four that are gone through for it. */
  private static final int WORTH = 8;

  private final Comparisons comparisons;
  private int looks;
  private int pause;
  private int pauseLeft;

  Drift(Comparisons comparisons) {
    this.comparisons = comparisons;
  }

  /** Forgets everything and watches nothing. */
  void clear() {
    looks = 0;
    pause = 0;
    pauseLeft = 0;
    comparisons.rest();
  }

  /** Whether comparisons are written down. */
  boolean isWatching() {
    return comparisons.areWritten();
  }

  /** Whether the next moment may be watched; it will be left out after many that led nowhere. */
  boolean mayLook() {
    if (pauseLeft > 0) {
      pauseLeft--;
      return false;
    }
    if (isWatching() && ++looks > PATIENCE) {
      comparisons.rest();
      pause = 2 * pause + PATIENCE;
      pauseLeft = pause;
    }
    return pauseLeft == 0;
  }

  /**
   * How often, at most {@code most} times, a period of {@code back} moments that ends {@code now},
   * the third that changed evenly, comes again; 0 if that is not known, but will be watched.
   */
  long periods(History history, int back, Moment now, long most) {
    long periods = 0;
    if (isWatching()) {
      long first = history.ago(3 * back).mark();
      long second = history.ago(2 * back).mark();
      long third = history.ago(back).mark();
      periods = comparisons.repeats(new long[] {first, second, third, now.mark()}, most);
    }
    if (periods > 0 || !isWatching()) {
      looks = isWatching() && periods < WORTH ? looks : 0;
      pause = periods < WORTH ? pause : 0;
      comparisons.write();
    }
    return periods;
  }

  /**
   * Writes down that {@code periods} like that from {@code earlier} to {@code now} are skipped, and
   * what that depends on.
   */
  void skip(Moment now, Moment earlier, long periods) {
    if (isWatching()) {
      now.write(comparisons, earlier, periods);
    }
  }
}
