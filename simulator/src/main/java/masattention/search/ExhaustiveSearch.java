package masattention.search;

import java.util.List;
import masattention.tiling.Tiling;

/** Evaluates every feasible tiling, in ascending order: the judge of every other search. */
final class ExhaustiveSearch implements SearchAlgorithm {
  private static final int BATCH = 256;

  @Override
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    List<Tiling> tilings = task.space().feasible();
    try (Trials trials = new Trials(task, evaluator, settings, listener)) {
      int done = 0;
      while (done < tilings.size() && trials.left() > 0) {
        int to = Math.min(tilings.size(), done + BATCH);
        done += trials.evaluate(tilings.subList(done, to)).size();
      }
      return trials.result(done == tilings.size());
    }
  }
}
