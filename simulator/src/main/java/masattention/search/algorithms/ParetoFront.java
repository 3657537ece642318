package masattention.search.algorithms;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.search.evaluation.Evaluation;
import masattention.tiling.Tiling;

/**
 * The evaluations of which no other has both fewer cycles and less energy; of equal ones, that with
 * the smallest tiling.
 */
public final class ParetoFront {
  private final TreeMap<Long, Evaluation> byCycles = new TreeMap<>();

  /** Whether an evaluation with these figures or worse ones has no place on the front. */
  boolean excludes(long cycles, double energyPicojoules, Tiling smallest) {
    Map.Entry<Long, Evaluation> nearest = byCycles.floorEntry(cycles);
    if (nearest == null) {
      return false;
    }
    Evaluation rival = nearest.getValue();
    double energy = rival.energyPicojoules();
    if (energy == energyPicojoules && rival.cycles() == cycles) {
      return rival.tiling().compareTo(smallest) <= 0;
    }
    return energy <= energyPicojoules;
  }

  /** Adds an evaluation unless one on the front is better, and removes those that it betters. */
  public void add(Evaluation evaluation) {
    long cycles = evaluation.cycles();
    double energy = evaluation.energyPicojoules();
    if (excludes(cycles, energy, evaluation.tiling())) {
      return;
    }
    byCycles.put(cycles, evaluation);
    Map.Entry<Long, Evaluation> next = byCycles.higherEntry(cycles);
    while (next != null && next.getValue().energyPicojoules() >= energy) {
      byCycles.remove(next.getKey());
      next = byCycles.higherEntry(cycles);
    }
  }

  /** The front, fewest cycles first. */
  public List<Evaluation> evaluations() {
    return List.copyOf(byCycles.values());
  }
}
