package masattention.search;

import java.util.Optional;
import java.util.function.Predicate;
import masattention.cost.ScheduleWork;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.StreamedSimulation;
import masattention.npu.NpuConfig;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Scheduler;

/**
 * The same cost as {@link Evaluator#plain}, without a program: tasks are timed as they are emitted,
 * and what repeats is skipped ({@link SteadyState}).
 */
final class FastEvaluator implements Evaluator {
  private static final ThreadLocal<Run> RUNS = ThreadLocal.withInitial(Run::new);

  @Override
  public Evaluation evaluate(Scheduler scheduler, Problem problem) {
    return evaluateUnless(floor -> false, scheduler, problem).orElseThrow();
  }

  @Override
  public Optional<Evaluation> evaluateUnless(
      Predicate<Floor> unwanted, Scheduler scheduler, Problem problem) {
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
    long cycles = RUNS.get().cycles(problem, schedule, deadline);
    if (cycles < 0) {
      return Optional.empty();
    }
    Energy energy = Energy.of(work.work(), cycles, problem.machine());
    return Optional.of(
        new Evaluation(problem.tiling(), cycles, work.busy(), work.work(), energy));
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
    return unwanted.test(new Floor(cycles, () -> Energy.of(work, cycles, machine).totalPicojoules()));
  }

  /** The simulation of one layer. */
  private static final class Run {
    private final StreamedSimulation simulation = new StreamedSimulation();
    private final SteadyState steadyState = new SteadyState(simulation);
    private Lane[] lanes = {};

    /** The makespan; −1 as soon as it is sure to exceed the deadline. */
    long cycles(Problem problem, Schedule schedule, Deadline deadline) {
      simulation.start(problem.machine(), schedule.plan(), problem.shape().elementBytes());
      for (int number = 0; number < schedule.passes(); number++) {
        if (number > 0) {
          simulation.barrier();
        }
        Pass pass = new Pass(problem, schedule, number, simulation);
        lanes = pass.lanes();
        steadyState.start(problem, pass);
        deadline.startPass(number, simulation.engines());
        while (emit()) {
          if (deadline.isMissed(simulation.engines(), lanes)) {
            return -1;
          }
          if (!simulation.grant()) {
            throw new IllegalStateException("Every core waits and there is no transfer to grant.");
          }
        }
        while (simulation.grant()) {
          // until nothing of the pass waits
        }
      }
      return simulation.engines().makespanCycles();
    }

    /** Emits until every core is blocked or done; returns whether any is not done. */
    private boolean emit() {
      for (int i = 0; i < lanes.length; i++) {
        while (!lanes[i].isDone() && !simulation.isBlocked(lanes[i].core())) {
          emitFor(i);
        }
      }
      for (Lane lane : lanes) {
        if (!lane.isDone()) {
          return true;
        }
      }
      return false;
    }

    /** Emits the next turn of lane {@code wanted}, or of the one of its team that must come first. */
    private void emitFor(int wanted) {
      Lane lane = lanes[wanted];
      Pipeline pipeline = lane.pipeline();
      int index = pipeline.mayEmit(lane.index()) ? lane.index() : pipeline.last();
      steadyState.skip(wanted - lane.index() + index);
      pipeline.emit(index);
    }
  }
}
