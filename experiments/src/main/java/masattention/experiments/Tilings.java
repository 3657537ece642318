package masattention.experiments;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.Evaluation;
import masattention.search.Evaluator;
import masattention.search.Objective;
import masattention.search.ParetoSearch;
import masattention.search.SearchAlgorithms;
import masattention.search.SearchListener;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;

/** Which of its tilings stands for a scheduler, always proven. */
public enum Tilings {
  /** The one of fewest cycles: speedups are ratios of these. */
  FASTEST("cycles", "fastest"),

  /**
   * The one of least energy within 1 % of the fewest cycles: energies are compared at these, since
   * the very fastest tiling may buy 0.004 % of the cycles with twice the energy.
   */
  BALANCED("balanced", "balanced"),

  /** The one of least energy, however slow. */
  THRIFTIEST("energy", "thriftiest");

  private final String objective;
  private final String words;

  Tilings(String objective, String words) {
    this.objective = objective;
    this.words = words;
  }

  /** What is made small: the name of the objective in files and on the command line. */
  public String objective() {
    return objective;
  }

  /** Name on pages. */
  public String words() {
    return words;
  }

  /** Whether so many cycles are near enough to the fewest. */
  public static boolean isBalanced(long cycles, long fewest) {
    return 100 * cycles <= 101 * fewest;
  }

  /**
   * The best tiling.
   *
   * @param allowed which tilings it may be
   */
  Optional<Evaluation> best(Case on, Scheduler scheduler, Predicate<Problem> allowed) {
    return switch (this) {
      case FASTEST -> best(on, scheduler, Objective.CYCLES, allowed);
      case THRIFTIEST -> best(on, scheduler, Objective.ENERGY, allowed);
      case BALANCED -> balanced(on, scheduler, allowed);
    };
  }

  private static Optional<Evaluation> best(
      Case on, Scheduler scheduler, Objective objective, Predicate<Problem> allowed) {
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(
            new SearchTask(scheduler, on.shape(), on.machine(), objective, allowed),
            Evaluator.fast(),
            SearchSettings.unlimited(1))
        .best();
  }

  /** The thriftiest of the front of cycles and energy that is fast enough. */
  private static Optional<Evaluation> balanced(
      Case on, Scheduler scheduler, Predicate<Problem> allowed) {
    SearchTask task =
        new SearchTask(scheduler, on.shape(), on.machine(), Objective.ENERGY, allowed);
    List<Evaluation> front =
        ParetoSearch.search(
                task, Evaluator.fast(), SearchSettings.unlimited(1), SearchListener.SILENT)
            .front();
    return front.stream()
        .filter(found -> isBalanced(found.cycles(), front.get(0).cycles()))
        .min(Comparator.comparingDouble(Evaluation::energyPicojoules));
  }
}
