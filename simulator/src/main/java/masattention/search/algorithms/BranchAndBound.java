package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.List;
import masattention.search.Objective;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;

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
      List<BestFirst.Part> parts = BestFirst.parts(task);
      List<Evaluation> seen = new ArrayList<>();
      boolean proven = fewest(task, parts, first, trials, seen);
      if (balanced && trials.best() != null) {
        proven &= balance(task, parts, trials, seen);
      }
      return trials.result(proven);
    }
  }

  /**
   * Corners first, each as its own scheduler searches it, so that no tolerance leaves the best of
   * one out; then the rest, for what is better than they are.
   */
  private static boolean fewest(
      SearchTask task,
      List<BestFirst.Part> parts,
      Objective objective,
      Trials trials,
      List<Evaluation> seen) {
    boolean proven = true;
    for (int i = 0; i < parts.size(); i++) {
      Incumbents.Best best = new Incumbents.Best(objective);
      if (i == parts.size() - 1) {
        seen.forEach(best::add);
      }
      proven &=
          new BestFirst(task, parts.subList(i, i + 1), best)
              .run(
                  trials,
                  evaluation -> {
                    best.add(evaluation);
                    seen.add(evaluation);
                  });
    }
    return proven;
  }

  private static boolean balance(
      SearchTask task, List<BestFirst.Part> parts, Trials trials, List<Evaluation> seen) {
    long limit = task.within().limit(trials.best().cycles());
    Incumbents.Best thriftiest = new Incumbents.Best(Objective.BALANCED, limit);
    seen.forEach(thriftiest::add);
    trials.startOver(Objective.BALANCED, limit, seen);
    return new BestFirst(task, parts, thriftiest).run(trials, thriftiest::add);
  }
}
