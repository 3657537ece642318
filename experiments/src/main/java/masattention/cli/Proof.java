package masattention.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import masattention.search.Objective;

/** What is known of how near the best tiling that was found is to the optimum. */
final class Proof {
  private Proof() {}

  /** What {@link #words} without a proof mean, of what was made small. */
  static String note(Objective objective) {
    return objective == Objective.CYCLES
        ? """
          within N %: cycles at most so far above the optimum; --exact proves which it is.
          Energies are those found on the way to it, and may be lower still.
          """
        : """
          within N %%: %s at most so far above the optimum; --exact proves which it is.
          """
            .formatted(objective == Objective.ENERGY_DELAY ? "energy times cycles" : "energy");
  }

  /**
   * A gap in words: whether it is none, or a number of percent that it is not above.
   *
   * @param gap by what share a value may be above the optimum; infinite where nothing is known
   */
  static String words(double gap) {
    if (gap == 0) {
      return "optimal";
    }
    if (Double.isInfinite(gap)) {
      return "unproven";
    }
    return "within %s %%".formatted(percent(gap, gap < 0.001 ? 2 : gap < 1 ? 1 : 0));
  }

  /** The percent of a gap, rounded up; none where nothing is known. */
  static BigDecimal percent(double gap, int digits) {
    return Double.isInfinite(gap)
        ? null
        : new BigDecimal(100 * gap).setScale(digits, RoundingMode.CEILING);
  }
}
