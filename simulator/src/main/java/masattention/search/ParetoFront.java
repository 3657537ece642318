package masattention.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evaluations of which no other has both fewer cycles and less energy; of equal ones, that with
 * the smallest tiling.
 */
public final class ParetoFront {
  private final TreeMap<Long, Evaluation> byCycles = new TreeMap<>();

  /** Whether an evaluation at least as good in both, and better in one, is on the front. */
  public boolean dominates(long cycles, double energyPicojoules) {
    Map.Entry<Long, Evaluation> nearest = byCycles.floorEntry(cycles);
    if (nearest == null) {
      return false;
    }
    double energy = nearest.getValue().energyPicojoules();
    return energy < energyPicojoules || (energy == energyPicojoules && nearest.getKey() < cycles);
  }

  /** Adds an evaluation unless one on the front is better, and removes those that it betters. */
  public void add(Evaluation evaluation) {
    long cycles = evaluation.cycles();
    double energy = evaluation.energyPicojoules();
    Evaluation same = byCycles.get(cycles);
    boolean equal = same != null && same.energyPicojoules() == energy;
    if (dominates(cycles, energy) || (equal && same.tiling().compareTo(evaluation.tiling()) <= 0)) {
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
