package masattention.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The best tiling, and that it is proven, by best-first branch and bound. A balanced one takes two
 * searches: for the fewest cycles, then for the least energy within their reach.
 */
final class BranchAndBound implements SearchAlgorithm {

  @Override
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    boolean balanced = task.objective() == Objective.BALANCED;
    Objective first = balanced ? Objective.CYCLES : task.objective();
    try (Trials trials = new Trials(first, task, evaluator, settings, listener)) {
      Incumbents.Best best = new Incumbents.Best(first);
      List<Evaluation> seen = new ArrayList<>();
      boolean proven =
          new BestFirst(task, best)
              .run(
                  trials,
                  evaluation -> {
                    best.add(evaluation);
                    seen.add(evaluation);
                  });
      if (balanced && trials.best() != null) {
        proven &= balance(task, trials, seen);
      }
      return trials.result(proven);
    }
  }

  private static boolean balance(SearchTask task, Trials trials, List<Evaluation> seen) {
    long limit = task.within().limit(trials.best().cycles());
    Incumbents.Best thriftiest = new Incumbents.Best(Objective.BALANCED, limit);
    seen.forEach(thriftiest::add);
    trials.startOver(Objective.BALANCED, limit, seen);
    return new BestFirst(task, thriftiest).run(trials, thriftiest::add);
  }
}
