package masattention.explore;

import java.util.Comparator;

/**
 * What a machine is judged by, all of it the smaller the better.
 *
 * @param time cycles over the clock, in microseconds
 * @param energy in picojoules
 * @param area of the area proxy
 */
record Criteria(double time, double energy, double area) implements Comparable<Criteria> {
  private static final Comparator<Criteria> ORDER =
      Comparator.comparingDouble(Criteria::time)
          .thenComparingDouble(Criteria::energy)
          .thenComparingDouble(Criteria::area);

  /** Whether it is nowhere worse than another; equals dominate each other. */
  boolean dominates(Criteria other) {
    return time <= other.time && energy <= other.energy && area <= other.area;
  }

  /** The fastest first. */
  @Override
  public int compareTo(Criteria other) {
    return ORDER.compare(this, other);
  }
}
