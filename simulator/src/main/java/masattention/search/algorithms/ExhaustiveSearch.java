package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;

/** Evaluates every feasible tiling, in ascending order: the judge of every other search. */
final class ExhaustiveSearch implements SearchAlgorithm {
  private static final int BATCH = 256;

  @Override
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    Iterator<Tiling> tilings = task.space().feasible().iterator();
    try (Trials trials = new Trials(task.objective(), task, evaluator, settings, listener)) {
      while (tilings.hasNext() && trials.left() > 0) {
        List<Tiling> batch = new ArrayList<>();
        while (tilings.hasNext() && batch.size() < Math.min(BATCH, trials.left())) {
          batch.add(tilings.next());
        }
        trials.evaluate(batch);
      }
      return trials.result(!tilings.hasNext());
    }
  }
}
