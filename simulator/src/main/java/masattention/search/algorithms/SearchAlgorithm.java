package masattention.search.algorithms;

import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluator;

/** A way to look for the best tiling of a space. */
public interface SearchAlgorithm {

  /**
   * Searches the task's space.
   *
   * <p>A tiling counts against the budget once, however often the search comes back to it. The
   * result depends on the task and on the settings' budget and seed, never on the threads.
   */
  SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener);
}
