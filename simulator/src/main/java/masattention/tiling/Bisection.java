package masattention.tiling;

import java.util.function.LongPredicate;

/** The search for the largest number that still fits. */
public final class Bisection {
  private Bisection() {}

  /**
   * The largest number from {@code from} to {@code to} for which {@code holds} is true, which must
   * be so for all that are smaller; {@code from - 1} where it is true for none.
   */
  public static long largest(long from, long to, LongPredicate holds) {
    long below = from - 1;
    long above = to + 1;
    while (above - below > 1) {
      long middle = (below + above) >>> 1;
      if (holds.test(middle)) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }
}
