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
  /** Every tiling of the space. */
  EXHAUSTIVE("exhaustive", ExhaustiveSearch::search),
  /** Best first, with a proof. */
  BRANCH_AND_BOUND("branch-and-bound", BranchAndBound::search),
  /** By chance, none twice. */
  RANDOM("random", RandomSearch::search),
  /** A genetic algorithm, whose genes are branches of the tree of tilings. */
  GENETIC("genetic", GeneticSearch::search),
  /** Monte Carlo tree search with UCT. */
  MCTS("mcts", MonteCarloTreeSearch::search),
  /** Simulated annealing from several starts. */
  ANNEALING("annealing", AnnealingSearch::search);

  private final String id;
  private final Algorithm algorithm;

  private interface Algorithm {
    /** Evaluates tilings within the budget; returns whether nothing in the space is better. */
    boolean search(Trials trials);
  }

  SearchAlgorithms(String id, Algorithm algorithm) {
    this.id = id;
    this.algorithm = algorithm;
  }

  /** Name in tables, plots and on the command line. */
  public String id() {
    return id;
  }

  /** The algorithm called {@code id}. */
  public static Optional<SearchAlgorithms> named(String id) {
    return List.of(values()).stream().filter(a -> a.id.equals(id)).findFirst();
  }

  /** Whether its result depends on the seed. */
  public boolean usesChance() {
    return this != EXHAUSTIVE && this != BRANCH_AND_BOUND;
  }

  /** Whether it can look for the best in an objective. */
  public boolean canSeek(Objective objective) {
    return this == BRANCH_AND_BOUND || objective.standsAlone();
  }

  /**
   * Searches the task's space.
   *
   * <p>A tiling counts against the budget once, however often the search comes back to it. The
   * result depends on the task and on the settings' budget and seed, never on the threads.
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
    try (Trials trials = new Trials(task, evaluator, settings, listener)) {
      boolean proven = algorithm.search(trials);
      return trials.result(proven);
    }
  }

  /** Searches with a silent listener. */
  public SearchResult search(SearchTask task, Evaluator evaluator, SearchSettings settings) {
    return search(task, evaluator, settings, SearchListener.SILENT);
  }
}
