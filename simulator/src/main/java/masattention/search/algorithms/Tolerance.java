package masattention.search.algorithms;

import java.math.BigDecimal;
import masattention.search.Objective;

/**
 * How exactly an optimum is proven. Below ten million cycles, and where 64 tilings are enough, it
 * is proven exactly, but the fewest cycles from 8 evaluations on to 0.0001 %; else to 0.01 %, from
 * 1024 evaluations on to 0.1 %. A search with an effort that has an end is content with 0.1 % from
 * the 256th evaluation on, whatever the cycles.
 *
 * <p>On long rows thousands of tilings lie within a few cycles of each other and of what the DRAM
 * channel alone takes; which of them is the fewest by one is worth nobody's minutes.
 */
public enum Tolerance {
  /** Of a search for a proof. */
  PROOF,

  /** Of a search that has an effort. */
  ANSWER;

  private static final long EXACT_BELOW = 10_000_000;
  private static final long EXACT = 64;
  private static final long EXACT_CYCLES = 8;
  private static final long FINE = 1024;
  private static final long ENOUGH = 256;

  /** Whether a proof of an optimum of so many cycles is exact. */
  static boolean isExact(long cycles) {
    return cycles < EXACT_BELOW;
  }

  /** The share by which something must be better to count, after so many evaluations. */
  double share(Objective objective, long cycles, long evaluations) {
    if (this == ANSWER) {
      return evaluations < ENOUGH ? 0 : 1e-3;
    }
    boolean counts = objective == Objective.CYCLES && evaluations >= EXACT_CYCLES;
    if (isExact(cycles) || (evaluations < EXACT && !counts)) {
      return 0;
    }
    if (evaluations < EXACT) {
      return 1e-6;
    }
    return evaluations < FINE ? 1e-4 : 1e-3;
  }

  /**
   * What an optimum of so many cycles is proven to after so many evaluations, to follow "proven
   * optimal".
   */
  public static String words(Objective objective, long cycles, long evaluations) {
    double share = PROOF.share(objective, cycles, evaluations);
    return share == 0
        ? ""
        : " to %s %%"
            .formatted(
                new BigDecimal("100")
                    .multiply(BigDecimal.valueOf(share))
                    .stripTrailingZeros()
                    .toPlainString());
  }
}
