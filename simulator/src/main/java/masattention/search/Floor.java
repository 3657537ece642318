package masattention.search;

import java.util.function.DoubleSupplier;
import masattention.cost.ScheduleWork;
import masattention.interpret.energy.Energy;
import masattention.interpret.timing.BusyCycles;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Traits;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** Cycles and energy that a program cannot fall below; the energy is worked out when asked for. */
final class Floor {
  private final long cycles;
  private final DoubleSupplier energy;
  private double energyPicojoules = Double.NaN;

  Floor(long cycles, DoubleSupplier energy) {
    this.cycles = cycles;
    this.energy = energy;
  }

  long cycles() {
    return cycles;
  }

  double energyPicojoules() {
    if (Double.isNaN(energyPicojoules)) {
      energyPicojoules = energy.getAsDouble();
    }
    return energyPicojoules;
  }

  /** The floor of a scheduler's program. */
  static Floor of(Scheduler scheduler, Problem problem) {
    long cycles =
        scheduler.lowerBound(problem).orElseGet(() -> workBound(problem, work(scheduler, problem)));
    return new Floor(
        cycles,
        () -> {
          ScheduleWork work = work(scheduler, problem);
          return Energy.of(work.work(), cycles, problem.machine()).totalPicojoules();
        });
  }

  private static ScheduleWork work(Scheduler scheduler, Problem problem) {
    return ScheduleWork.of(problem, scheduler.prepare(problem));
  }

  /** The cycles that the engines need for their work without any wait. */
  private static long workBound(Problem problem, ScheduleWork work) {
    BusyCycles busy = work.busy();
    long cores = problem.machine().cores();
    long units = (Math.max(busy.mac(), busy.vec()) - 1) / cores + 1;
    return Math.max(busy.dram() + problem.machine().dramLatencyCycles(), units);
  }

  /**
   * The floor of all tilings with these extents, whatever stays in L1, whether or not it fits: that
   * of keeping all of K and V there and spilling nothing, or, if the scheduler keeps none or has
   * the choice of all and none, that of fetching them for every row block.
   */
  static Floor ofExtents(
      Scheduler scheduler, AttentionShape shape, NpuConfig machine, int rows, int cols) {
    Traits traits = scheduler.traits();
    NpuConfig unlimited = machine.withUnlimitedL1();
    Tiling whole =
        Tiling.resident(shape, rows, cols).withKvBuffers(traits.doubleBuffersKv() ? 2 : 1);
    Tiling none = whole.withKvBuffers(1).withResident(0, 0);
    return switch (traits.residency()) {
      case NONE -> least(scheduler, shape, unlimited, none);
      case ALL_OR_NONE ->
          least(scheduler, shape, unlimited, whole).and(least(scheduler, shape, unlimited, none));
      case PARTIAL -> least(scheduler, shape, unlimited, whole);
    };
  }

  /** The smaller of each. */
  private Floor and(Floor other) {
    return new Floor(
        Math.min(cycles, other.cycles),
        () -> Math.min(energyPicojoules(), other.energyPicojoules()));
  }

  /** The floor of a tiling with either partition. */
  private static Floor least(
      Scheduler scheduler, AttentionShape shape, NpuConfig machine, Tiling tiling) {
    return of(scheduler, Problem.of(shape, machine, tiling.withPartition(Partition.HEADS)))
        .and(of(scheduler, Problem.of(shape, machine, tiling.withPartition(Partition.ROWS))));
  }

  @Override
  public String toString() {
    return "%s cycles, %s pJ".formatted(cycles, energyPicojoules());
  }
}
