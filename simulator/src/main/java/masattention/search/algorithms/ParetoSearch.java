package masattention.search.algorithms;

import java.util.List;
import masattention.search.SearchListener;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;

/** The whole front of cycles against energy, by branch and bound. */
public final class ParetoSearch {
  private ParetoSearch() {}

  /**
   * What was found.
   *
   * @param front fewest cycles first
   * @param evaluations tilings evaluated
   * @param provenOptimal whether nothing in the space is missing from the front
   */
  public record Result(List<Evaluation> front, long evaluations, boolean provenOptimal) {}

  /** The front of the task's space; its objective plays no part. */
  public static Result search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    ParetoFront front = new ParetoFront();
    try (Trials trials = new Trials(task, evaluator, settings, listener)) {
      boolean proven = new BestFirst(task, BestFirst.parts(task), front).run(trials, any -> {});
      return new Result(front.evaluations(), trials.evaluations(), proven);
    }
  }
}
