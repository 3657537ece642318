package masattention.search;

/**
 * How long a search may take and where its chances come from.
 *
 * @param budget most tilings that it evaluates
 * @param seed of its random numbers
 * @param threads that evaluate side by side; never changes a result
 */
public record SearchSettings(long budget, long seed, int threads) {
  /** A budget that no space exceeds. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  public SearchSettings {
    if (budget < 1) {
      throw new IllegalArgumentException("The budget (%s) must be positive.".formatted(budget));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("The threads (%s) must be positive.".formatted(threads));
    }
  }

  /** No limit, seed 0. */
  public static SearchSettings unlimited(int threads) {
    return new SearchSettings(UNLIMITED, 0, threads);
  }
}
