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

  private static final long QUICK = 400_000;
  private static final long QUICK_PER_ROW = 4;

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

  /** The effort of an answer in seconds, which proves most optima of small layers. */
  public static long quick(AttentionShape shape) {
    return Math.max(QUICK, QUICK_PER_ROW * shape.groups() * shape.groupRows());
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
