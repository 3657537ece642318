package masattention.explore;

import java.util.BitSet;
import java.util.Optional;

/** The points that are still to be computed, handed out in runs; may be asked by any thread. */
public final class PointsLeft {
  private final BitSet done;
  private final int points;
  private final int count;
  private int at;

  PointsLeft(BitSet done, int points) {
    this.done = (BitSet) done.clone();
    this.points = points;
    count = points - done.cardinality();
  }

  /** How many there were at first. */
  public int count() {
    return count;
  }

  /** The next run, of at most so many points; empty when all were handed out. */
  public synchronized Optional<PointRange> next(int most) {
    int from = done.nextClearBit(at);
    if (from >= points) {
      return Optional.empty();
    }
    int end = done.nextSetBit(from);
    int to = Math.min(end < 0 ? points : end, (int) Math.min(points, (long) from + most));
    at = to;
    return Optional.of(new PointRange(from, to));
  }
}
