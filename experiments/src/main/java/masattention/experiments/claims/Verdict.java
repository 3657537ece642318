package masattention.experiments.claims;

import java.util.Collection;
import java.util.Collections;

/** How a published claim stands against what came out here, by rules fixed beforehand. */
enum Verdict {
  WITHIN_5("reproduced within 5 %"),
  WITHIN_15("reproduced within 15 %"),
  BRACKETED("bracketed by the readings"),
  NOT_REPRODUCED("not reproduced"),
  HOLDS("holds"),
  FAILS("does not hold");

  private static final double NEAR = 0.05;
  private static final double FAR = 0.15;

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** As reports print it. */
  String text() {
    return text;
  }

  /**
   * The verdict on a number by the first rule that holds: the main reading is at most 5 %, or 15 %,
   * of the published number away from it; the number lies between the lowest and the highest of all
   * readings that count.
   */
  static Verdict of(double published, double main, Collection<Double> readings) {
    double distance = Math.abs(main - published) / Math.abs(published);
    if (distance <= NEAR) {
      return WITHIN_5;
    }
    if (distance <= FAR) {
      return WITHIN_15;
    }
    boolean bracketed =
        Collections.min(readings) <= published && published <= Collections.max(readings);
    return bracketed ? BRACKETED : NOT_REPRODUCED;
  }

  /** The verdict on a statement without a number. */
  static Verdict of(boolean holds) {
    return holds ? HOLDS : FAILS;
  }
}
