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
 * @param gap by what share the objective of the best may be above the optimum, 0 where it is
 *     proven; infinite where nothing is known. Of a balanced one, with the fastest found as what it
 *     is measured by
 * @param fastestGap the same of the cycles of the fastest, where the fewest were looked for
 * @param curve every improvement, in the order of the search
 */
public record SearchResult(
    Optional<Evaluation> best,
    Optional<Evaluation> fastest,
    long evaluations,
    boolean provenOptimal,
    double gap,
    double fastestGap,
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
