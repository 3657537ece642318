package masattention.search.algorithms;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.search.bounds.Floor;
import masattention.search.evaluation.Evaluation;
import masattention.tiling.Tiling;

/**
 * The evaluations of which no other has both fewer cycles and less energy; of equal ones, that with
 * the smallest tiling.
 */
final class ParetoFront implements Incumbents {
  private final TreeMap<Long, Evaluation> byCycles = new TreeMap<>();

  @Override
  public double rank(Floor floor) {
    return floor.cycles() * floor.energyPicojoules();
  }

  @Override
  public boolean exclude(Floor floor, Tiling smallest) {
    return excludes(floor.cycles(), floor.energyPicojoules(), smallest);
  }

  private boolean excludes(long cycles, double energyPicojoules, Tiling smallest) {
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
  @Override
  public boolean add(Evaluation evaluation) {
    long cycles = evaluation.cycles();
    double energy = evaluation.energyPicojoules();
    if (excludes(cycles, energy, evaluation.tiling())) {
      return false;
    }
    byCycles.put(cycles, evaluation);
    byCycles.tailMap(cycles, false).values().removeIf(next -> next.energyPicojoules() >= energy);
    return true;
  }

  /** The front, fewest cycles first. */
  List<Evaluation> evaluations() {
    return List.copyOf(byCycles.values());
  }
}
