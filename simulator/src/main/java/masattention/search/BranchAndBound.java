package masattention.search;

/** The best tiling, and that it is proven, by best-first branch and bound. */
final class BranchAndBound implements SearchAlgorithm {

  @Override
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    try (Trials trials = new Trials(task, evaluator, settings, listener)) {
      boolean proven = new BestFirst(task, new Incumbents.Best(task.objective())).run(trials);
      return trials.result(proven);
    }
  }
}
