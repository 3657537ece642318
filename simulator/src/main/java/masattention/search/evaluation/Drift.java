package masattention.search.evaluation;

import masattention.interpret.timing.Comparisons;

/**
 * How long a pass goes on to change evenly: cores that work at paces of their own do not come back
 * to an earlier state, but drift apart by as much in every period. Where that is seen, comparisons
 * are written down, of row blocks rather than of sub-tiles.
 */
final class Drift {
  /** Moments that are looked at before it is given up. */
  private static final int PATIENCE = 24;

  private final Comparisons comparisons;
  private History watched;
  private int looks;

  Drift(Comparisons comparisons) {
    this.comparisons = comparisons;
  }

  /** Watches nothing. */
  void rest() {
    comparisons.rest();
  }

  /** Whether comparisons are written down. */
  boolean isWatching() {
    return comparisons.areWritten();
  }

  /** Says that a moment is being looked at. */
  void look(History history) {
    if (watched == history && ++looks > PATIENCE) {
      comparisons.rest();
    }
  }

  /** Whether the moments of {@code history} may be watched: {@code first}, before any other. */
  boolean mayWatch(History history, boolean first) {
    return first || watched == history || !isWatching();
  }

  /**
   * How often, at most {@code most} times, a period of {@code back} moments that ends {@code now},
   * the third that changed evenly, comes again; 0 if that is not known, but will be watched.
   */
  long periods(History history, int back, Moment now, long most) {
    if (watched == history && isWatching()) {
      long[] marks = {
        history.ago(3 * back).mark(),
        history.ago(2 * back).mark(),
        history.ago(back).mark(),
        now.mark()
      };
      return comparisons.repeats(marks, most);
    }
    watch(history);
    return 0;
  }

  /** Watches the moments of {@code history} from now on. */
  void watch(History history) {
    watched = history;
    looks = 0;
    comparisons.write();
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
