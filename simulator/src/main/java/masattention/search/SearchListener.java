package masattention.search;

import java.util.Optional;
import masattention.search.evaluation.Evaluation;

/** Who is told how far a search has come, on the thread that started it. */
public interface SearchListener {
  /** Hears nothing. */
  SearchListener SILENT = (evaluations, best) -> {};

  /**
   * Some tilings more have been evaluated.
   *
   * @param evaluations how many so far
   * @param best the best of them
   */
  void progress(long evaluations, Optional<Evaluation> best);
}
