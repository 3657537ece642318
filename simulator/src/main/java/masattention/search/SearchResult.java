package masattention.search;

import java.util.List;
import java.util.Optional;
import masattention.search.evaluation.Evaluation;

/**
 * What a search found.
 *
 * @param best the best evaluation; empty when no tiling of the space fits
 * @param fastest of the tilings looked at, that with the fewest cycles; proven with the best where
 *     it is balanced
 * @param evaluations tilings evaluated
 * @param provenOptimal whether nothing in the space is better
 * @param curve every improvement, in the order of the search
 */
public record SearchResult(
    Optional<Evaluation> best,
    Optional<Evaluation> fastest,
    long evaluations,
    boolean provenOptimal,
    List<Improvement> curve) {

  public SearchResult {
    curve = List.copyOf(curve);
  }

  /**
   * An evaluation better than all before it.
   *
   * @param evaluations tilings evaluated up to and including this one
   */
  public record Improvement(long evaluations, Evaluation evaluation) {}
}
