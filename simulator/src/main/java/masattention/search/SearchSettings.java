package masattention.search;

import masattention.workload.AttentionShape;

/**
 * How long a search may take and where its chances come from.
 *
 * @param budget most tilings that it evaluates
 * @param seed of its random numbers
 * @param threads that evaluate side by side; never changes a result
 * @param effort of branch and bound for each part of the space and each objective, in simulated
 *     transfers or what takes as long; where it has an end, one thread searches
 */
public record SearchSettings(long budget, long seed, int threads, long effort) {
  /** A budget that no space exceeds. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final long QUICK = 200_000;
  private static final long QUICK_TIMES_ROWS = 2_000_000_000L;
  private static final long QUICK_PER_ROW = 2;

  public SearchSettings {
    if (budget < 1) {
      throw new IllegalArgumentException("The budget (%s) must be positive.".formatted(budget));
    }
    if (effort < 1) {
      throw new IllegalArgumentException("The effort (%s) must be positive.".formatted(effort));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("The threads (%s) must be positive.".formatted(threads));
    }
  }

  /** Any effort. */
  public SearchSettings(long budget, long seed, int threads) {
    this(budget, seed, threads, UNLIMITED);
  }

  /**
   * The effort of an answer in seconds: more for the few rows of a small layer, which is worth its
   * proof, and for the many of a long one, of which an evaluation takes long.
   */
  public static long quick(AttentionShape shape) {
    long rows = (long) shape.groups() * shape.groupRows();
    return Math.max(QUICK + QUICK_TIMES_ROWS / Math.max(rows, 1000), QUICK_PER_ROW * rows);
  }

  /** No limit, seed 0. */
  public static SearchSettings unlimited(int threads) {
    return new SearchSettings(UNLIMITED, 0, threads);
  }

  /** The same with another effort. */
  public SearchSettings withEffort(long most) {
    return new SearchSettings(budget, seed, threads, most);
  }
}
