package masattention.experiments.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntPredicate;

/**
 * Where something begins or ceases to hold as a length grows.
 *
 * @param before the last length known on this side
 * @param after the first length known beyond
 * @param begins whether it holds at {@code after} and not at {@code before}
 */
record Crossing(int before, int after, boolean begins) {
  public Crossing {
    if (before >= after) {
      throw new IllegalArgumentException(
          "The before (%d) must be less than the after (%d).".formatted(before, after));
    }
  }

  /** Every crossing between neighbouring lengths, ascending. */
  public static List<Crossing> in(SortedMap<Integer, Boolean> holds) {
    List<Crossing> crossings = new ArrayList<>();
    Map.Entry<Integer, Boolean> last = null;
    for (Map.Entry<Integer, Boolean> next : holds.entrySet()) {
      if (last != null && !last.getValue().equals(next.getValue())) {
        crossings.add(new Crossing(last.getKey(), next.getKey(), next.getValue()));
      }
      last = next;
    }
    return crossings;
  }

  /**
   * A crossing within this one at most {@code step} wide, found by halving among the multiples of
   * {@code step}; this one where there is none between.
   */
  public Crossing refined(int step, IntPredicate holds) {
    int low = before;
    int high = after;
    while (true) {
      int middle = (int) (((long) low + high) / 2 / step * step);
      if (middle <= low) {
        middle += step;
      }
      if (middle >= high) {
        return new Crossing(low, high, begins);
      }
      if (holds.test(middle) == begins) {
        high = middle;
      } else {
        low = middle;
      }
    }
  }
}
