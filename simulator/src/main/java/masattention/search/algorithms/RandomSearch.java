package masattention.search.algorithms;

import java.util.Random;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluator;

/** Evaluates feasible tilings in a random order, none of them twice. */
final class RandomSearch implements SearchAlgorithm {
  private static final int BATCH = 64;

  @Override
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    try (Trials trials = new Trials(task.objective(), task, evaluator, settings, listener)) {
      Candidates candidates = new Candidates(task, trials, new Random(settings.seed()));
      while (!candidates.finished()) {
        candidates.evaluateUnlessWorse(candidates.drawUnknown(BATCH));
      }
      return trials.result(candidates.allKnown());
    }
  }
}
