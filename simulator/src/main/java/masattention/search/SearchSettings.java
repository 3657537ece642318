package masattention.search;

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

  /** The effort of an answer in seconds, which proves the optima of small layers. */
  public static final long QUICK = 400_000;

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

  /** No limit, seed 0. */
  public static SearchSettings unlimited(int threads) {
    return new SearchSettings(UNLIMITED, 0, threads);
  }

  /** The same with another effort. */
  public SearchSettings withEffort(long most) {
    return new SearchSettings(budget, seed, threads, most);
  }
}
