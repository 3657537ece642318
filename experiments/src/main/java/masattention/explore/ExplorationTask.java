package masattention.explore;

import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.workload.AttentionShape;

/**
 * The unit of work of an exploration: the best tiling of one layer on one machine. It carries
 * everything that it needs and can be sent to another process.
 */
public record ExplorationTask(
    AttentionShape shape, NpuConfig machine, Scheduler scheduler, Objective objective) {

  /** The row that this task comes to: a function of the task alone. */
  public ExplorationRow row() {
    SearchTask task = new SearchTask(scheduler, shape, machine, objective);
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(task, Evaluator.fast(), SearchSettings.unlimited(1))
        .best()
        .map(ExplorationRow::of)
        .orElse(ExplorationRow.INFEASIBLE);
  }

  /**
   * Whether a row is what this task gives at the row's tiling, or no tiling fits as the row says. A
   * row that was made up does not; that a tiling is the best is not looked at.
   */
  boolean agreesWith(ExplorationRow row) {
    SearchTask task = new SearchTask(scheduler, shape, machine, objective);
    if (!row.fits()) {
      return task.space().feasible().findFirst().isEmpty();
    }
    try {
      Evaluation found = Evaluator.fast().evaluate(scheduler, task.problem(row.tiling()));
      return ExplorationRow.of(found).equals(row);
    } catch (IllegalArgumentException | ArithmeticException noSuchTiling) {
      return false;
    }
  }
}
