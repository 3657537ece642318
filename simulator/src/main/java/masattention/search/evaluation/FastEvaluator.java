package masattention.search.evaluation;

import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import masattention.cost.ScheduleWork;
import masattention.input.InvalidInputException;
import masattention.interpret.energy.Energy;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Scheduler;
import masattention.search.bounds.Floor;
import masattention.tiling.Bisection;

/**
 * The same cost as {@link Evaluator#plain}, without a program: tasks are timed as they are emitted,
 * and what repeats is skipped ({@link SteadyState}). Where the units of a core slow each other, the
 * end of a task is not known when it is emitted, so that the whole program answers.
 */
final class FastEvaluator implements Evaluator {
  private static final ThreadLocal<LayerSimulation> SIMULATIONS =
      ThreadLocal.withInitial(LayerSimulation::new);

  @Override
  public Evaluation evaluate(Scheduler scheduler, Problem problem) {
    return evaluateUnless(floor -> false, scheduler, problem).orElseThrow();
  }

  @Override
  public Optional<Evaluation> evaluateUnless(
      Predicate<Floor> unwanted, Scheduler scheduler, Problem problem) {
    boolean slowed = !problem.machine().interference().isNone();
    if (slowed && !scheduler.traits().serial()) {
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
    LongFunction<Energy> energy = cycles -> Energy.of(work.work(), cycles, problem.machine());
    LongPredicate isWanted =
        cycles -> !unwanted.test(new Floor(cycles, () -> energy.apply(cycles).totalPicojoules()));
    long limit =
        isWanted.test(Long.MAX_VALUE)
            ? Long.MAX_VALUE
            : Bisection.largest(1, Long.MAX_VALUE - 1, isWanted);
    Deadline deadline = new Deadline(scheduler, problem, work, limit);
    long cycles = SIMULATIONS.get().cycles(problem, schedule, deadline);
    return cycles < 0
        ? Optional.empty()
        : Optional.of(
            new Evaluation(
                problem.tiling(), cycles, work.busy(), work.work(), energy.apply(cycles)));
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
}
