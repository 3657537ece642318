package masattention.experiments.claims;

import java.util.Collection;
import java.util.Collections;

/**
 * How a published claim stands against what came out here, by rules fixed beforehand.
 *
 * @param text as reports print it
 */
record Verdict(String text) {
  private static final double NEAR = 0.05;
  private static final double FAR = 0.15;
  private static final double CLOSE_TOGETHER = 1.5;

  /**
   * The verdict on a number by the first rule that holds. The main reading is at most 5 %, or 15 %,
   * of the published number away from it: reproduced, unless a value of the machine is assumed, and
   * then the two coincide. The number lies between the lowest and the highest of all readings that
   * count: bracketed where these are within a factor of 1.5 of each other, and else undecided.
   *
   * @param machineAssumed whether the machine of the main reading has an assumed value
   * @param span the readings that count, from the lowest to the highest, as printed
   */
  static Verdict of(
      double published,
      double main,
      Collection<Double> readings,
      boolean machineAssumed,
      String span) {
    double distance = Math.abs(main - published) / Math.abs(published);
    if (distance <= FAR) {
      return new Verdict(
          machineAssumed
              ? "coincides (machine assumed)"
              : "reproduced within %d %%".formatted(distance <= NEAR ? 5 : 15));
    }
    double lowest = Collections.min(readings);
    double highest = Collections.max(readings);
    if (published < lowest || published > highest) {
      return new Verdict("not reproduced");
    }
    return new Verdict(
        lowest > 0 && highest <= CLOSE_TOGETHER * lowest
            ? "bracketed by the readings"
            : "undecided, readings from " + span);
  }

  /** The verdict on a statement without a number. */
  static Verdict of(boolean holds) {
    return new Verdict(holds ? "holds" : "does not hold");
  }
}
