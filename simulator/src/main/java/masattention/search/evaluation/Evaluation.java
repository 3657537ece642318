package masattention.search.evaluation;

import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.BusyCycles;
import masattention.tiling.Tiling;

/**
 * What a scheduler's program costs at one tiling.
 *
 * @param cycles its makespan
 */
public record Evaluation(
    Tiling tiling, long cycles, BusyCycles busy, WorkCounts work, Energy energy) {

  /** All of its energy, in picojoules. */
  public double energyPicojoules() {
    return energy.totalPicojoules();
  }
}
