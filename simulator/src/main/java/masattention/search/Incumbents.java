package masattention.search;

/** The best found so far, as far as it tells what need not be looked at. */
interface Incumbents {

  /** Where candidates with this floor stand in the queue: lower first. */
  double rank(Floor floor);

  /** Whether everything with this floor is worse than what has been found. */
  boolean exclude(Floor floor);

  /** Takes notice of an evaluation. */
  void add(Evaluation evaluation);

  /** The best in one objective. */
  final class Best implements Incumbents {
    private final Objective objective;
    private Evaluation best;

    Best(Objective objective) {
      this.objective = objective;
    }

    @Override
    public double rank(Floor floor) {
      return objective.value((double) floor.cycles(), floor.energyPicojoules());
    }

    @Override
    public boolean exclude(Floor floor) {
      if (best == null) {
        return false;
      }
      double value = rank(floor);
      double found = objective.of(best);
      return value > found || (value == found && floor.cycles() > best.cycles());
    }

    @Override
    public void add(Evaluation evaluation) {
      if (best == null || objective.order().compare(evaluation, best) < 0) {
        best = evaluation;
      }
    }
  }

  /** The front of cycles against energy. */
  final class Front implements Incumbents {
    private final ParetoFront front = new ParetoFront();

    ParetoFront front() {
      return front;
    }

    @Override
    public double rank(Floor floor) {
      return floor.cycles() * floor.energyPicojoules();
    }

    @Override
    public boolean exclude(Floor floor) {
      return front.dominates(floor.cycles(), floor.energyPicojoules());
    }

    @Override
    public void add(Evaluation evaluation) {
      front.add(evaluation);
    }
  }
}
