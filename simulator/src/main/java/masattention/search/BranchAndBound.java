package masattention.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import masattention.search.BestFirst.Extents;
import masattention.tiling.Tiling;

/**
 * The best tiling, and that it is proven, by best-first branch and bound. A balanced one takes two
 * searches: for the fewest cycles, then for the least energy within their reach.
 *
 * <p>With an effort that has an end, each of these begins with round extents, which are few, and
 * then goes on with all as far as the effort goes.
 */
final class BranchAndBound implements SearchAlgorithm {

  /**
   * What is known of what has not been looked at.
   *
   * @param proven whether it was left out for a reason
   * @param least what nothing of it is below
   */
  private record Rest(boolean proven, double least) {
    Rest and(Rest other) {
      return new Rest(proven && other.proven, Math.min(least, other.least));
    }

    /** By what share something of a value may be above the optimum. */
    double gap(double value) {
      return least > 0 ? Math.max(0, value / least - 1) : Double.POSITIVE_INFINITY;
    }
  }

  @Override
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    boolean balanced = task.objective() == Objective.BALANCED;
    Objective first = balanced ? Objective.CYCLES : task.objective();
    try (Trials trials = new Trials(first, task, evaluator, settings, listener)) {
      List<BestFirst.Part> parts = BestFirst.parts(task);
      List<Evaluation> seen = new ArrayList<>();
      Rest rest = fewest(task, parts, first, trials, seen);
      if (trials.best() == null) {
        return trials.result(rest.proven);
      }
      double gap = rest.gap(first.of(trials.best()));
      double fastestGap = first == Objective.CYCLES ? gap : Double.POSITIVE_INFINITY;
      if (balanced) {
        Rest dearer = balance(task, parts, trials, seen);
        gap = dearer.gap(Objective.BALANCED.of(trials.best()));
        rest = rest.and(dearer);
      }
      return trials.result(rest.proven, gap, fastestGap);
    }
  }

  /**
   * Corners first, each as its own scheduler searches it, so that no tolerance leaves the best of
   * one out; then the rest, for what is better than they are.
   */
  private static Rest fewest(
      SearchTask task,
      List<BestFirst.Part> parts,
      Objective objective,
      Trials trials,
      List<Evaluation> seen) {
    Rest rest = new Rest(true, Double.POSITIVE_INFINITY);
    for (int i = 0; i < parts.size(); i++) {
      Incumbents.Best best = new Incumbents.Best(objective);
      if (i == parts.size() - 1) {
        seen.forEach(best::add);
      }
      rest = rest.and(search(task, parts.subList(i, i + 1), best, trials.effort(), trials, seen));
    }
    return rest;
  }

  private static Rest balance(
      SearchTask task, List<BestFirst.Part> parts, Trials trials, List<Evaluation> seen) {
    long limit = task.within().limit(trials.best().cycles());
    Incumbents.Best thriftiest = new Incumbents.Best(Objective.BALANCED, limit);
    seen.forEach(thriftiest::add);
    trials.startOver(Objective.BALANCED, limit, seen);
    return search(task, parts, thriftiest, trials.effort().share(2), trials, new ArrayList<>());
  }

  private static Rest search(
      SearchTask task,
      List<BestFirst.Part> parts,
      Incumbents.Best best,
      Effort effort,
      Trials trials,
      List<Evaluation> seen) {
    if (best.best().isPresent()) {
      effort.found();
    }
    Set<Tiling> known = new HashSet<>();
    if (effort.isLimited()) {
      if (!best.countsEnergy()) {
        near(task, parts, best, trials, seen, effort, known);
      }
      Effort half = effort.share(2);
      Extents few = best.countsEnergy() || isAssisted(parts) ? Extents.ROUND : Extents.COARSE;
      run(new BestFirst(task, parts, best, half, few, known), best, trials, seen);
      effort.takeBack(half);
      near(task, parts, best, trials, seen, effort, known);
    }
    BestFirst all = new BestFirst(task, parts, best, effort, Extents.ALL, known);
    boolean proven = run(all, best, trials, seen);
    return new Rest(proven, Math.min(all.least(), best.leastExcluded()));
  }

  /** Whether all that is searched is what is left of a space without its corners. */
  private static boolean isAssisted(List<BestFirst.Part> parts) {
    return parts.stream().allMatch(part -> part.corner().isEmpty() && part.space().hasSpans());
  }

  private static void near(
      SearchTask task,
      List<BestFirst.Part> parts,
      Incumbents.Best best,
      Trials trials,
      List<Evaluation> seen,
      Effort effort,
      Set<Tiling> known) {
    Effort share = effort.share(3);
    Optional<Evaluation> center = Optional.empty();
    while (!center.equals(best.best()) && !share.isSpent()) {
      center = best.best();
      Extents near = Extents.near(center.orElseThrow().tiling());
      run(new BestFirst(task, parts, best, share, near, known), best, trials, seen);
    }
    effort.takeBack(share);
  }

  private static boolean run(
      BestFirst search, Incumbents.Best best, Trials trials, List<Evaluation> seen) {
    return search.run(
        trials,
        evaluation -> {
          best.add(evaluation);
          seen.add(evaluation);
        });
  }
}
