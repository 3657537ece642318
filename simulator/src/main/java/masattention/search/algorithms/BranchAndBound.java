package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.search.evaluation.Effort;
import masattention.search.evaluation.Evaluation;
import masattention.tiling.Tiling;

/**
 * The best tiling, and that it is proven, by best-first branch and bound. A balanced one takes two
 * searches: for the fewest cycles, then for the least energy within their reach.
 *
 * <p>With an effort that has an end, each of these begins with round extents, which are few, and
 * then goes on with all as far as the effort goes.
 */
final class BranchAndBound {
  private final Trials trials;
  private final SearchTask task;
  private final List<BestFirst.Part> parts;
  private final Tolerance tolerance;
  private final List<Evaluation> seen = new ArrayList<>();

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

  private BranchAndBound(Trials trials) {
    this.trials = trials;
    task = trials.task();
    parts = BestFirst.parts(task);
    tolerance = trials.effort().isLimited() ? Tolerance.ANSWER : Tolerance.PROOF;
  }

  static boolean search(Trials trials) {
    return new BranchAndBound(trials).search();
  }

  private boolean search() {
    boolean balanced = task.objective() == Objective.BALANCED;
    Objective first = balanced ? Objective.CYCLES : task.objective();
    trials.seek(new Incumbents.Best(first), List.of());
    Rest rest = best(first);
    Optional<Evaluation> best = trials.best();
    if (best.isEmpty()) {
      return rest.proven;
    }
    double gap = rest.gap(first.of(best.get()));
    double fastestGap = first == Objective.CYCLES ? gap : Double.POSITIVE_INFINITY;
    if (balanced) {
      Rest dearer = thriftiest(best.get());
      gap = dearer.gap(Objective.BALANCED.of(trials.best().orElseThrow()));
      rest = rest.and(dearer);
    }
    trials.bound(gap, fastestGap);
    return rest.proven;
  }

  /**
   * Corners first, each as its own scheduler searches it, so that no tolerance leaves the best of
   * one out; then the rest, for what is better than they are. Where no tolerance can, all at once.
   */
  private Rest best(Objective objective) {
    Rest rest = new Rest(true, Double.POSITIVE_INFINITY);
    if (parts.size() > 1 && objective == Objective.CYCLES && !trials.effort().isLimited()) {
      Incumbents.Best best = new Incumbents.Best(objective, Long.MAX_VALUE, tolerance);
      Search all = new Search(parts, best, trials.effort());
      if (Tolerance.isExact((long) all.least())) {
        Rest joint = all.run();
        if (best.best().isEmpty() || Tolerance.isExact(best.best().get().cycles())) {
          return joint;
        }
      }
    }
    for (BestFirst.Part part : parts) {
      Incumbents.Best best = new Incumbents.Best(objective, Long.MAX_VALUE, tolerance);
      if (part.corner().isEmpty()) {
        seen.forEach(best::add);
      }
      rest = rest.and(new Search(List.of(part), best, trials.effort()).run());
    }
    return rest;
  }

  /** The least energy within reach of the fastest. */
  private Rest thriftiest(Evaluation fastest) {
    long limit = task.within().limit(fastest.cycles());
    Incumbents.Best thriftiest = new Incumbents.Best(Objective.BALANCED, limit, tolerance);
    trials.seek(thriftiest, seen);
    return new Search(parts, thriftiest, trials.effort().share(2)).run();
  }

  /** A search of some parts as far as an effort goes, best-first each time. */
  private final class Search {
    private final List<BestFirst.Part> some;
    private final Incumbents.Best best;
    private final Effort effort;
    private final Set<Tiling> known = new HashSet<>();

    Search(List<BestFirst.Part> some, Incumbents.Best best, Effort effort) {
      this.some = some;
      this.best = best;
      this.effort = effort;
    }

    Rest run() {
      if (best.best().isPresent()) {
        effort.found();
      }
      if (effort.isLimited()) {
        if (!best.countsEnergy()) {
          near();
        }
        Effort half = effort.share(2);
        Extents few = best.countsEnergy() || isAssisted() ? Extents.ROUND : Extents.COARSE;
        of(few, half).run(trials, seen::add);
        effort.takeBack(half);
        near();
      }
      BestFirst all = of(Extents.ALL, effort);
      boolean proven = all.run(trials, seen::add);
      return new Rest(proven, Math.min(all.least(), best.leastExcluded()));
    }

    /** What nothing that is searched is below. */
    double least() {
      return of(Extents.ALL, effort).least();
    }

    /** Whether all that is searched is what is left of a space without its corners. */
    private boolean isAssisted() {
      return some.stream().allMatch(part -> part.corner().isEmpty() && part.space().hasSpans());
    }

    /** Looks at tilings near the best, as long as that finds better ones. */
    private void near() {
      Effort share = effort.share(3);
      Optional<Evaluation> center = Optional.empty();
      while (!center.equals(best.best()) && !share.isSpent()) {
        center = best.best();
        of(Extents.near(center.orElseThrow().tiling()), share).run(trials, seen::add);
      }
      effort.takeBack(share);
    }

    private BestFirst of(Extents extents, Effort share) {
      return new BestFirst(task, some, best, share, extents, known);
    }
  }
}
