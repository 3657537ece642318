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
    Incumbents.Front incumbents = new Incumbents.Front();
    try (Trials trials = new Trials(task.objective(), task, evaluator, settings, listener)) {
      boolean proven = new BestFirst(task, incumbents).run(trials, incumbents::add);
      return new Result(
          incumbents.front().evaluations(), trials.result(proven).evaluations(), proven);
    }
  }
}
