package masattention.search;

/**
 * What a search may still spend before it says what it knows, in simulated transfers and what takes
 * about as long. It is counted, never timed, so that a search ends at the same place on any
 * machine; and never spent before something was found.
 */
public final class Effort {
  /** What an evaluation costs besides its transfers: its plan, and its work. */
  private static final long EVALUATION = 400;

  /** What a bound on cycles costs, and with it one on energy. */
  private static final long BOUND = 40;

  private static final long BOUND_WITH_ENERGY = 120;

  private final boolean limited;
  private long left;
  private boolean found;

  private Effort(boolean limited, long transfers) {
    this.limited = limited;
    left = transfers;
  }

  /** An effort of so many transfers. */
  static Effort of(long transfers) {
    return new Effort(transfers != SearchSettings.UNLIMITED, transfers);
  }

  /** Half of this one, taken off it. */
  Effort half() {
    long half = left / 2;
    left -= half;
    return new Effort(limited, half);
  }

  /** Takes back what is left of another. */
  void takeBack(Effort other) {
    left += other.left;
    found |= other.found;
  }

  /** Whether it has an end. */
  boolean isLimited() {
    return limited;
  }

  /** Whether nothing is left. */
  boolean isSpent() {
    return limited && found && left <= 0;
  }

  /** Says that something was found. */
  void found() {
    found = true;
  }

  /** Spends so many simulated transfers, or what takes as long. */
  void spend(long transfers) {
    left -= transfers;
  }

  /** Spends what an evaluation takes besides its transfers. */
  void evaluation() {
    left -= EVALUATION;
  }

  /** Spends a bound. */
  void bound(boolean withEnergy) {
    left -= withEnergy ? BOUND_WITH_ENERGY : BOUND;
  }
}
