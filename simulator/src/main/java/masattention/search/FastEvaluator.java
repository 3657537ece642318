package masattention.search;

import java.util.Optional;
import java.util.function.Predicate;
import masattention.cost.ScheduleWork;
import masattention.input.InvalidInputException;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Scheduler;

/**
 * The same cost as {@link Evaluator#plain}, without a program: tasks are timed as they are emitted,
 * and what repeats is skipped ({@link SteadyState}). Where the units of a core slow each other, the
 * end of a task is not known when it is emitted, so that the whole program answers.
 */
final class FastEvaluator implements Evaluator {
  /** About as many transfers as a score sub-tile of a whole program takes time. */
  private static final long TASKS = 16;

  private static final ThreadLocal<LayerSimulation> SIMULATIONS =
      ThreadLocal.withInitial(LayerSimulation::new);

  @Override
  public Evaluation evaluate(Scheduler scheduler, Problem problem) {
    return evaluateUnless(floor -> false, scheduler, problem).orElseThrow();
  }

  @Override
  public Optional<Evaluation> evaluateUnless(
      Predicate<Floor> unwanted, Scheduler scheduler, Problem problem) {
    return evaluateUnless(unwanted, Effort.of(SearchSettings.UNLIMITED), scheduler, problem);
  }

  @Override
  public Optional<Evaluation> evaluateUnless(
      Predicate<Floor> unwanted, Effort effort, Scheduler scheduler, Problem problem) {
    boolean slowed = !problem.machine().interference().isNone();
    if (slowed && !scheduler.traits().serial()) {
      effort.spend(TASKS * problem.scoreTiles());
      return Optional.of(ofWholeProgram(scheduler, problem));
    }
    Optional<String> objection = scheduler.traits().objection(problem);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(objection.get());
    }
    Schedule schedule = scheduler.prepare(problem);
    Optional<String> misfit = schedule.plan().misfit();
    if (misfit.isPresent()) {
      throw new IllegalArgumentException(misfit.get());
    }
    ScheduleWork work = ScheduleWork.of(problem, schedule);
    long limit = limit(unwanted, work.work(), problem.machine());
    Deadline deadline = new Deadline(scheduler, problem, work, limit);
    long cycles = SIMULATIONS.get().cycles(problem, schedule, deadline, effort);
    if (cycles < 0) {
      return Optional.empty();
    }
    Energy energy = Energy.of(work.work(), cycles, problem.machine());
    return Optional.of(new Evaluation(problem.tiling(), cycles, work.busy(), work.work(), energy));
  }

  private static Evaluation ofWholeProgram(Scheduler scheduler, Problem problem) {
    if (!problem.isBuildable()) {
      throw new InvalidInputException(
          "On %s, whose units slow each other (interference), a layer is costed by its whole program, which %s makes too long at %s rows and %s columns; choose a smaller layer or larger tiles."
              .formatted(
                  problem.machine().name(),
                  scheduler.id(),
                  problem.tiling().rowsPerBlock(),
                  problem.tiling().colsPerTile()));
    }
    return Evaluator.plain().evaluate(scheduler, problem);
  }

  /** The most cycles that are wanted with this work. */
  private static long limit(Predicate<Floor> unwanted, WorkCounts work, NpuConfig machine) {
    if (!isUnwanted(unwanted, work, machine, Long.MAX_VALUE)) {
      return Long.MAX_VALUE;
    }
    long wanted = 0;
    long above = Long.MAX_VALUE;
    while (above - wanted > 1) {
      long middle = (wanted + above) >>> 1;
      if (isUnwanted(unwanted, work, machine, middle)) {
        above = middle;
      } else {
        wanted = middle;
      }
    }
    return wanted;
  }

  private static boolean isUnwanted(
      Predicate<Floor> unwanted, WorkCounts work, NpuConfig machine, long cycles) {
    return unwanted.test(
        new Floor(cycles, () -> Energy.of(work, cycles, machine).totalPicojoules()));
  }
}
