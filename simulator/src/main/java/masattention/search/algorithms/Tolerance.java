package masattention.search.algorithms;

/**
 * How exactly an optimum is proven. Below ten million cycles, and where 64 tilings are enough, it
 * is proven exactly; else to 0.01 %, from 1024 evaluations on to 0.1 %.
 *
 * <p>On long rows thousands of tilings lie within a few cycles of each other and of what the DRAM
 * channel alone takes; which of them is the fewest by one is worth nobody's minutes.
 */
public final class Tolerance {
  private static final long EXACT_BELOW = 10_000_000;
  private static final long EXACT = 64;
  private static final long FINE = 1024;

  private Tolerance() {}

  /** Whether an optimum of so many cycles is proven as it is. */
  static boolean isExact(long cycles) {
    return cycles < EXACT_BELOW;
  }

  /** The share by which something must be better to count, after so many evaluations. */
  static double share(long cycles, long evaluations) {
    if (isExact(cycles) || evaluations < EXACT) {
      return 0;
    }
    return evaluations < FINE ? 1e-4 : 1e-3;
  }

  /**
   * What an optimum of so many cycles is proven to after so many evaluations, to follow "proven
   * optimal".
   */
  public static String words(long cycles, long evaluations) {
    double percent = 100 * share(cycles, evaluations);
    if (percent == 0) {
      return "";
    }
    return percent < 0.05 ? " to 0.01 %" : " to 0.1 %";
  }
}
