package masattention.experiments;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.Within;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;

/**
 * Which of its tilings stands for a scheduler, always proven. The balanced one stands first, since
 * the search for it finds the fastest too.
 */
public enum Tilings {
  /**
   * The one of least energy within 1 % of the fewest cycles: energies are compared at these, since
   * the very fastest tiling may buy 0.004 % of the cycles with twice the energy.
   */
  BALANCED(Objective.BALANCED),

  /** The one of fewest cycles: speedups are ratios of these. */
  FASTEST(Objective.CYCLES),

  /** The one of least energy, however slow. */
  THRIFTIEST(Objective.ENERGY);

  private final Objective objective;

  Tilings(Objective objective) {
    this.objective = objective;
  }

  /** What is made small: the name of the objective in files and on the command line. */
  public String objective() {
    return objective.id();
  }

  /** Name on pages. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether so many cycles are near enough to the fewest. */
  public static boolean isBalanced(long cycles, long fewest) {
    return cycles <= Within.DEFAULT.limit(fewest);
  }

  /**
   * The best tiling.
   *
   * @param allowed which tilings it may be
   */
  public Optional<Evaluation> best(Case on, Scheduler scheduler, Predicate<Problem> allowed) {
    return search(on, scheduler, allowed).best();
  }

  /** What the search for it found. */
  SearchResult search(Case on, Scheduler scheduler, Predicate<Problem> allowed) {
    return SearchAlgorithms.BRANCH_AND_BOUND.search(
        new SearchTask(scheduler, on.shape(), on.machine(), objective).among(allowed),
        Evaluator.fast(),
        SearchSettings.unlimited(1));
  }
}
