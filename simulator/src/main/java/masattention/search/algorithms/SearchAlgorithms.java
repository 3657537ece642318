package masattention.search.algorithms;

import java.util.List;
import java.util.Optional;
import masattention.search.Objective;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluator;

/** Every search algorithm, in the order of the tables. */
public enum SearchAlgorithms {
  EXHAUSTIVE("exhaustive", new ExhaustiveSearch(), "every tiling of the grid"),
  BRANCH_AND_BOUND("branch-and-bound", new BranchAndBound(), "best first, with a proof"),
  RANDOM("random", new RandomSearch(), "uniform, without replacement"),
  GENETIC("genetic", new GeneticSearch(), "Jenetics, genes are branches of the tiling tree"),
  MCTS("mcts", new MonteCarloTreeSearch(), "Monte Carlo tree search with UCT"),
  ANNEALING("annealing", new AnnealingSearch(), "simulated annealing from several starts");

  private final String id;
  private final SearchAlgorithm algorithm;
  private final String summary;

  SearchAlgorithms(String id, SearchAlgorithm algorithm, String summary) {
    this.id = id;
    this.algorithm = algorithm;
    this.summary = summary;
  }

  /** Name in tables, plots and on the command line. */
  public String id() {
    return id;
  }

  /** What it does, in a few words. */
  public String summary() {
    return summary;
  }

  /** The algorithm called {@code id}. */
  public static Optional<SearchAlgorithms> named(String id) {
    return List.of(values()).stream().filter(a -> a.id.equals(id)).findFirst();
  }

  /** Whether its result depends on the seed. */
  public boolean usesChance() {
    return switch (this) {
      case EXHAUSTIVE, BRANCH_AND_BOUND -> false;
      case RANDOM, GENETIC, MCTS, ANNEALING -> true;
    };
  }

  /** Whether it can look for the best in an objective. */
  public boolean canSeek(Objective objective) {
    return this == BRANCH_AND_BOUND || objective.standsAlone();
  }

  /**
   * Searches; see {@link SearchAlgorithm#search}.
   *
   * @throws IllegalArgumentException when it cannot look for the best in the task's objective
   */
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    if (!canSeek(task.objective())) {
      throw new IllegalArgumentException(
          "The objective %s is found by %s alone, not by %s."
              .formatted(task.objective().id(), BRANCH_AND_BOUND.id, id));
    }
    return algorithm.search(task, evaluator, settings, listener);
  }

  /** Searches with a silent listener. */
  public SearchResult search(SearchTask task, Evaluator evaluator, SearchSettings settings) {
    return search(task, evaluator, settings, SearchListener.SILENT);
  }
}
