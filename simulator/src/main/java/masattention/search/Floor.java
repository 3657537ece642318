package masattention.search;

import masattention.interpret.energy.Energy;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Traits.Residency;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** Cycles and energy that a program cannot fall below. */
record Floor(long cycles, double energyPicojoules) {

  /** The floor of a scheduler's program. */
  static Floor of(Schedulers scheduler, Problem problem) {
    return of(scheduler, problem, Totals.of(scheduler, problem));
  }

  private static Floor of(Schedulers scheduler, Problem problem, Totals totals) {
    long cycles = LowerBound.cycles(scheduler, problem, totals.busy());
    Energy energy = Energy.of(totals.work(), cycles, problem.machine());
    return new Floor(cycles, energy.totalPicojoules());
  }

  /**
   * The floor of all tilings with these extents, whatever stays in L1: that of keeping all of K and
   * V there (if the scheduler ever does) and spilling nothing, whether or not it fits.
   */
  static Floor ofExtents(
      Schedulers scheduler, AttentionShape shape, NpuConfig machine, int rows, int cols) {
    Tiling whole = Tiling.resident(shape, rows, cols);
    Tiling most =
        scheduler.traits().residency() == Residency.NONE ? whole.withResident(0, 0) : whole;
    Floor least = new Floor(Long.MAX_VALUE, Double.POSITIVE_INFINITY);
    for (Partition partition : Partition.values()) {
      Problem problem = Problem.of(shape, machine, most.withPartition(partition));
      Floor floor = of(scheduler, problem, Totals.of(scheduler, problem, 0));
      least =
          new Floor(
              Math.min(least.cycles, floor.cycles),
              Math.min(least.energyPicojoules, floor.energyPicojoules));
    }
    return least;
  }
}
