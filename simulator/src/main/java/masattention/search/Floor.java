package masattention.search;

import masattention.cost.ScheduleWork;
import masattention.interpret.energy.Energy;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Traits;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** Cycles and energy that a program cannot fall below. */
record Floor(long cycles, double energyPicojoules) {

  /** The floor of a scheduler's program. */
  static Floor of(Schedulers scheduler, Problem problem) {
    return of(scheduler, problem, ScheduleWork.of(problem, scheduler.prepare(problem)));
  }

  private static Floor of(Schedulers scheduler, Problem problem, ScheduleWork totals) {
    long cycles = LowerBound.cycles(scheduler, problem, totals.busy());
    Energy energy = Energy.of(totals.work(), cycles, problem.machine());
    return new Floor(cycles, energy.totalPicojoules());
  }

  /**
   * The floor of all tilings with these extents, whatever stays in L1, whether or not it fits: that
   * of keeping all of K and V there and spilling nothing, or, if the scheduler keeps none or has
   * the choice of all and none, that of fetching them for every row block.
   */
  static Floor ofExtents(
      Schedulers scheduler, AttentionShape shape, NpuConfig machine, int rows, int cols) {
    Traits traits = scheduler.traits();
    Tiling whole =
        Tiling.resident(shape, rows, cols).withKvBuffers(traits.doubleBuffersKv() ? 2 : 1);
    Tiling none = whole.withKvBuffers(1).withResident(0, 0);
    return switch (traits.residency()) {
      case NONE -> least(scheduler, shape, machine, none);
      case ALL_OR_NONE ->
          least(scheduler, shape, machine, whole).and(least(scheduler, shape, machine, none));
      case PARTIAL -> least(scheduler, shape, machine, whole);
    };
  }

  /** The smaller of each. */
  private Floor and(Floor other) {
    return new Floor(
        Math.min(cycles, other.cycles), Math.min(energyPicojoules, other.energyPicojoules));
  }

  /** The floor of a tiling with either partition. */
  private static Floor least(
      Schedulers scheduler, AttentionShape shape, NpuConfig machine, Tiling tiling) {
    Floor least = new Floor(Long.MAX_VALUE, Double.POSITIVE_INFINITY);
    for (Partition partition : Partition.values()) {
      Problem problem = Problem.of(shape, machine.withUnlimitedL1(), tiling.withPartition(partition));
      least = least.and(of(scheduler, problem));
    }
    return least;
  }
}
