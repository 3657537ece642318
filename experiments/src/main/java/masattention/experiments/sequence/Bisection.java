package masattention.experiments.sequence;

import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The end of a range in which something holds. */
final class Bisection {
  private Bisection() {}

  /**
   * The largest number from {@code least} to {@code most} for which {@code holds}, given that it
   * holds for none above one for which it does not; empty when it does not hold for the least.
   */
  public static OptionalLong largest(long least, long most, LongPredicate holds) {
    if (!holds.test(least)) {
      return OptionalLong.empty();
    }
    long below = least;
    long above = most + 1;
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (holds.test(middle)) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return OptionalLong.of(below);
  }
}
