package masattention.search.bounds;

import java.util.function.DoubleSupplier;
import masattention.cost.ScheduleWork;
import masattention.interpret.energy.Energy;
import masattention.interpret.timing.BusyCycles;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;

/** Cycles and energy that a program cannot fall below; the energy is worked out when asked for. */
public final class Floor {
  private final long cycles;
  private final DoubleSupplier energy;
  private double energyPicojoules = Double.NaN;

  /** A floor of so many cycles and of so many picojoules, which are asked for at most once. */
  public Floor(long cycles, DoubleSupplier energy) {
    this.cycles = cycles;
    this.energy = energy;
  }

  /** The cycles. */
  public long cycles() {
    return cycles;
  }

  /** The energy, in picojoules. */
  public double energyPicojoules() {
    if (Double.isNaN(energyPicojoules)) {
      energyPicojoules = energy.getAsDouble();
    }
    return energyPicojoules;
  }

  /** The floor of a scheduler's program. */
  public static Floor of(Scheduler scheduler, Problem problem) {
    long cycles =
        scheduler
            .lowerBound(problem, Leeway.NONE)
            .orElseGet(() -> workBound(problem, work(scheduler, problem)));
    return new Floor(
        cycles,
        () -> {
          ScheduleWork work = work(scheduler, problem);
          return Energy.of(work.work(), cycles, problem.machine()).totalPicojoules();
        });
  }

  static ScheduleWork work(Scheduler scheduler, Problem problem) {
    return ScheduleWork.of(problem, scheduler.prepare(problem));
  }

  /** The cycles that the engines need for their work without any wait. */
  static long workBound(Problem problem, ScheduleWork work) {
    BusyCycles busy = work.busy();
    long cores = problem.machine().cores();
    long units = (Math.max(busy.mac(), busy.vec()) - 1) / cores + 1;
    return Math.max(busy.dram() + problem.machine().dramLatencyCycles(), units);
  }

  /** The same energy, and cycles that are at least so many. */
  public Floor raisedTo(long most) {
    return most <= cycles ? this : new Floor(most, this::energyPicojoules);
  }

  /** The smaller of each. */
  Floor and(Floor other) {
    return new Floor(
        Math.min(cycles, other.cycles),
        () -> Math.min(energyPicojoules(), other.energyPicojoules()));
  }

  @Override
  public String toString() {
    return "%s cycles, %s pJ".formatted(cycles, energyPicojoules());
  }
}
