package masattention.search;

import java.util.List;
import java.util.Optional;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.StreamedSimulation;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Schedulers;
import masattention.schedule.Team;

/**
 * The same cost as {@link Evaluator#plain}, without a program: tasks are timed as they are emitted,
 * and what repeats is skipped ({@link SteadyState}).
 */
final class FastEvaluator implements Evaluator {
  private static final ThreadLocal<Run> RUNS = ThreadLocal.withInitial(Run::new);

  @Override
  public Evaluation evaluate(Schedulers scheduler, Problem problem) {
    Optional<String> objection = scheduler.traits().objection(problem);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(objection.get());
    }
    Schedule schedule = scheduler.prepare(problem);
    Optional<String> misfit = schedule.plan().misfit();
    if (misfit.isPresent()) {
      throw new IllegalArgumentException(misfit.get());
    }
    long cycles = RUNS.get().cycles(problem, schedule);
    Totals totals = Totals.of(scheduler, problem, schedule.spilledTiles());
    WorkCounts work = totals.work();
    return new Evaluation(
        problem.tiling(), cycles, totals.busy(), work, Energy.of(work, cycles, problem.machine()));
  }

  /** The simulation of one layer. */
  private static final class Run {
    private final StreamedSimulation simulation = new StreamedSimulation();
    private final SteadyState steadyState = new SteadyState(simulation);
    private Pipeline[] pipelines = {};

    long cycles(Problem problem, Schedule schedule) {
      simulation.start(problem.machine(), schedule.plan(), problem.shape().elementBytes());
      boolean resides =
          problem.tiling().residentKeyTiles() + problem.tiling().residentValueTiles() > 0;
      List<Team> teams = resides ? Team.of(problem) : Team.apart(problem);
      for (int pass = 0; pass < schedule.passes(); pass++) {
        if (pass > 0) {
          simulation.barrier();
        }
        pipelines = new Pipeline[teams.size()];
        for (int i = 0; i < pipelines.length; i++) {
          pipelines[i] = schedule.pipeline(pass, teams.get(i), simulation);
        }
        steadyState.start(problem, pipelines, pass);
        while (emit()) {
          if (!simulation.grant()) {
            throw new IllegalStateException("Every core waits and there is no transfer to grant.");
          }
        }
      }
      while (simulation.grant()) {
        // until nothing waits
      }
      return simulation.engines().makespanCycles();
    }

    /** Emits until every team is blocked or done; returns whether any is not done. */
    private boolean emit() {
      boolean more = false;
      for (int i = 0; i < pipelines.length; i++) {
        Pipeline pipeline = pipelines[i];
        while (!pipeline.isDone() && !isBlocked(pipeline.team())) {
          steadyState.skip(i);
          pipeline.emit();
        }
        more |= !pipeline.isDone();
      }
      return more;
    }

    private boolean isBlocked(Team team) {
      for (int core = 0; core < team.size(); core++) {
        if (!simulation.isBlocked(team.core(core))) {
          return false;
        }
      }
      return true;
    }
  }
}
