package masattention.search.evaluation;

import java.util.Optional;
import java.util.function.Predicate;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.Work;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.program.Program;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling;
import masattention.search.bounds.Floor;

/** Costs a scheduler's program for a problem. */
public interface Evaluator {

  /**
   * The cost of a feasible problem.
   *
   * @throws IllegalArgumentException when the scheduler has no program for it, with the reason
   */
  Evaluation evaluate(Scheduler scheduler, Problem problem);

  /**
   * The same, unless it turns out on the way that nothing with its cycles and energy is wanted.
   *
   * @param unwanted says so of cycles and energy that it will at least have; once true, true of
   *     more cycles too
   */
  default Optional<Evaluation> evaluateUnless(
      Predicate<Floor> unwanted, Scheduler scheduler, Problem problem) {
    return Optional.of(evaluate(scheduler, problem));
  }

  /** Builds the whole program and interprets it: the judge of every faster way. */
  static Evaluator plain() {
    return (scheduler, problem) -> {
      Scheduling scheduling = scheduler.schedule(problem);
      if (scheduling instanceof Scheduling.Infeasible infeasible) {
        throw new IllegalArgumentException(infeasible.reason());
      }
      return evaluate(((Scheduling.Feasible) scheduling).program());
    };
  }

  /** Times tasks while they are emitted and skips what repeats; equal to {@link #plain}. */
  static Evaluator fast() {
    return new FastEvaluator();
  }

  private static Evaluation evaluate(Program program) {
    Timeline timeline = Simulation.run(program);
    WorkCounts work = Work.of(program);
    long cycles = timeline.makespanCycles();
    return new Evaluation(
        program.grid().tiling(),
        cycles,
        timeline.busy(),
        work,
        Energy.of(work, cycles, program.machine()));
  }
}
