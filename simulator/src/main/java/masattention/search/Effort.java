package masattention.search;

import masattention.workload.AttentionShape;

/**
 * What a search may still spend before it says what it knows, in simulated transfers and what takes
 * about as long. It is counted, never timed, so that a search ends at the same place on any
 * machine; and never spent before something was found.
 */
public final class Effort {
  /** What a bound on cycles takes. */
  private static final long BOUND = 20;

  /** What a tiling takes of which it is asked whether it fits. */
  private static final long LISTED = 5;

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

  /** A share of this one, taken off it. */
  Effort share(int parts) {
    Effort share = new Effort(limited, left / parts);
    left -= share.left;
    share.found = found;
    return share;
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

  /**
   * Spends a bound on the cycles of tilings with so many rows, all of whose blocks a window has.
   */
  void bound(AttentionShape shape, int rows) {
    left -= BOUND + (shape.hasWindow() ? shape.groupRows() / rows / 4 : 0);
  }

  /**
   * Spends what it takes to count the work of a tiling with so many columns: where no window rolls,
   * every row block of a causal layer may see another number of sub-tiles.
   */
  void work(AttentionShape shape, int cols) {
    long tiles = (shape.seqKv() - 1L) / cols + 1;
    boolean stepped = shape.causal() && !shape.hasWindow();
    left -= 30 + (stepped ? 6 * tiles + tiles * tiles / 64 : tiles);
  }

  /** Spends a tiling that is listed. */
  void listed() {
    left -= LISTED;
  }
}
