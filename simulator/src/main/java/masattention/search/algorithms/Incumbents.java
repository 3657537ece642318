package masattention.search.algorithms;

import java.util.Optional;
import masattention.search.Objective;
import masattention.search.bounds.Floor;
import masattention.search.evaluation.Evaluation;
import masattention.tiling.Tiling;

/** The best found so far, as far as it tells what need not be looked at. */
interface Incumbents {

  /** Where candidates with this floor stand in the queue: lower first. */
  double rank(Floor floor);

  /**
   * Whether nothing with this floor can be better than what has been found.
   *
   * @param smallest no tiling with this floor is smaller
   */
  boolean exclude(Floor floor, Tiling smallest);

  /** Whether nothing that stands here in the queue, or further behind, can be better. */
  default boolean excludeFrom(double rank) {
    return false;
  }

  /** Whether nothing with so many cycles is wanted, whatever its energy. */
  default boolean areTooMany(long cycles) {
    return false;
  }

  /** Whether the energy of a floor counts, which costs more than its cycles. */
  default boolean countsEnergy() {
    return true;
  }

  /** Takes notice of an evaluation; returns whether nothing found before it is better. */
  boolean add(Evaluation evaluation);

  /** Is told that so many more tilings have been evaluated, completely or not. */
  default void evaluated(int tilings) {}

  /** The best in one objective. */
  final class Best implements Incumbents {
    private final Objective objective;
    private final long mostCycles;
    private final Tolerance tolerance;
    private Evaluation best;
    private long evaluations;

    Best(Objective objective) {
      this(objective, Long.MAX_VALUE, Tolerance.PROOF);
    }

    /** The best among those with at most so many cycles. */
    Best(Objective objective, long mostCycles, Tolerance tolerance) {
      this.objective = objective;
      this.mostCycles = mostCycles;
      this.tolerance = tolerance;
    }

    Optional<Evaluation> best() {
      return Optional.ofNullable(best);
    }

    @Override
    public boolean areTooMany(long cycles) {
      return cycles > mostCycles;
    }

    @Override
    public boolean countsEnergy() {
      return objective != Objective.CYCLES;
    }

    /** What nothing is below that has been excluded so far; infinite before something was found. */
    double leastExcluded() {
      return best == null ? Double.POSITIVE_INFINITY : objective.of(best) / (1 + share());
    }

    private double share() {
      return best == null ? 0 : tolerance.share(objective, best.cycles(), evaluations);
    }

    @Override
    public double rank(Floor floor) {
      return objective.of(floor);
    }

    @Override
    public boolean excludeFrom(double rank) {
      double share = share();
      return best != null
          && (rank > objective.of(best) || (share > 0 && rank * (1 + share) >= objective.of(best)));
    }

    @Override
    public boolean exclude(Floor floor, Tiling smallest) {
      if (best == null || floor.cycles() > mostCycles) {
        return floor.cycles() > mostCycles;
      }
      if (excludeFrom(rank(floor))) {
        return true;
      }
      int order = Double.compare(rank(floor), objective.of(best));
      if (order == 0) {
        order = Long.compare(floor.cycles(), best.cycles());
      }
      if (order == 0) {
        order = Double.compare(floor.energyPicojoules(), best.energyPicojoules());
      }
      return order > 0 || (order == 0 && smallest.compareTo(best.tiling()) >= 0);
    }

    @Override
    public void evaluated(int tilings) {
      evaluations += tilings;
    }

    @Override
    public boolean add(Evaluation evaluation) {
      boolean better = best == null || objective.order().compare(evaluation, best) < 0;
      boolean counts = better && evaluation.cycles() <= mostCycles;
      best = counts ? evaluation : best;
      return counts;
    }
  }
}
