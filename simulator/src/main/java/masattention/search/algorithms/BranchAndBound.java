package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.List;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;

/**
 * The best tiling, and that it is proven, by best-first branch and bound. A balanced one takes two
 * searches: for the fewest cycles, then for the least energy within their reach.
 */
final class BranchAndBound {
  private final Trials trials;
  private final SearchTask task;
  private final List<BestFirst.Part> parts;
  private final List<Evaluation> seen = new ArrayList<>();

  private BranchAndBound(Trials trials) {
    this.trials = trials;
    task = trials.task();
    parts = BestFirst.parts(task);
  }

  static boolean search(Trials trials) {
    BranchAndBound search = new BranchAndBound(trials);
    if (trials.task().objective() != Objective.BALANCED) {
      return search.best(trials.task().objective());
    }
    trials.seek(new Incumbents.Best(Objective.CYCLES), List.of());
    boolean proven = search.best(Objective.CYCLES);
    return trials.best().isEmpty() ? proven : search.thriftiest() && proven;
  }

  /**
   * Corners first, each as its own scheduler searches it, so that no tolerance leaves the best of
   * one out; then the rest, for what is better than they are.
   */
  private boolean best(Objective objective) {
    boolean proven = true;
    for (BestFirst.Part part : parts) {
      Incumbents.Best best = new Incumbents.Best(objective);
      if (part.corner().isEmpty()) {
        seen.forEach(best::add);
      }
      proven &= new BestFirst(task, List.of(part), best).run(trials, seen::add);
    }
    return proven;
  }

  /** The least energy within reach of the best so far, which has the fewest cycles. */
  private boolean thriftiest() {
    long limit = task.within().limit(trials.best().orElseThrow().cycles());
    Incumbents.Best thriftiest = new Incumbents.Best(Objective.BALANCED, limit);
    trials.seek(thriftiest, seen);
    return new BestFirst(task, parts, thriftiest).run(trials, any -> {});
  }
}
