package masattention.search;

/**
 * How exactly an optimum is proven: exactly, but to 0.01 % where it takes ten million cycles or
 * more and 64 tilings have not been enough.
 *
 * <p>On long rows thousands of tilings lie within a few cycles of each other and of what the DRAM
 * channel alone takes; which of them is the fewest by one is worth nobody's minutes.
 */
public final class Tolerance {
  private static final long EXACT_BELOW = 10_000_000;
  private static final long EVALUATIONS = 64;
  private static final double SHARE = 1e-4;

  private Tolerance() {}

  /** Whether an optimum of so many cycles, after so many evaluations, is proven exactly. */
  public static boolean isExact(long cycles, long evaluations) {
    return cycles < EXACT_BELOW || evaluations < EVALUATIONS;
  }

  /** What it is proven to, to follow "proven optimal". */
  public static String words(long cycles, long evaluations) {
    return isExact(cycles, evaluations) ? "" : " to 0.01 %";
  }

  /** Whether what is at least {@code floor} is better than {@code found} by too little to count. */
  static boolean isNear(double floor, double found) {
    return floor * (1 + SHARE) >= found;
  }
}
