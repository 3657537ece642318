package masattention.search.evaluation;

import masattention.cost.ScheduleWork;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Scheduler;

/** What an evaluation costs. */
final class Grants {
  private Grants() {}

  /** Transfers that are simulated and not skipped. */
  static long of(Scheduler scheduler, Problem problem) {
    Schedule schedule = scheduler.prepare(problem);
    ScheduleWork work = ScheduleWork.of(problem, schedule);
    LayerSimulation simulation = new LayerSimulation();
    Deadline none = new Deadline(scheduler, problem, work, Long.MAX_VALUE);
    simulation.cycles(problem, schedule, none, Effort.unlimited());
    return simulation.grants();
  }
}
