package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import masattention.search.Objective;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchResult.Improvement;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.bounds.Floor;
import masattention.search.evaluation.Effort;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;

/**
 * The evaluations of one search: counts them against the budget and keeps the best.
 *
 * <p>Tilings are evaluated in batches whose size the search chooses without regard to the number of
 * threads, and are counted in the order of the batch.
 */
final class Trials implements AutoCloseable {
  private final SearchTask task;
  private final Evaluator evaluator;
  private final SearchSettings settings;
  private final SearchListener listener;
  private final List<Improvement> curve = new ArrayList<>();
  private final Incumbents.Best fastest = new Incumbents.Best(Objective.CYCLES);
  private Incumbents.Best best;
  private Optional<ForkJoinPool> pool = Optional.empty();
  private long evaluations;
  private double gap = Double.POSITIVE_INFINITY;
  private double fastestGap = Double.POSITIVE_INFINITY;

  Trials(SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    this.task = task;
    this.evaluator = evaluator;
    this.settings = settings;
    this.listener = listener;
    best = new Incumbents.Best(task.objective());
  }

  SearchTask task() {
    return task;
  }

  SearchSettings settings() {
    return settings;
  }

  /** Tilings evaluated so far. */
  long evaluations() {
    return evaluations;
  }

  /** Evaluations that the budget still allows. */
  long left() {
    return settings.budget() - evaluations;
  }

  /** The effort of one search. */
  Effort effort() {
    return Effort.of(settings.effort());
  }

  /** The best so far. */
  Optional<Evaluation> best() {
    return best.best();
  }

  /** Looks for another best from here on, and begins with some evaluations that are known. */
  void seek(Incumbents.Best other, List<Evaluation> known) {
    best = other;
    curve.clear();
    known.forEach(this::keep);
  }

  /**
   * Evaluates as many of the tilings, from the first on, as the budget allows, but ends the
   * evaluation of those of which it turns out that they are unwanted. They count all the same.
   *
   * @param unwanted says so of a tiling that has at least these cycles and this energy
   * @param found is told of the others, after the last has ended, so that what is unwanted does not
   *     hang on the threads
   */
  void evaluateUnless(
      BiPredicate<Floor, Tiling> unwanted, List<Tiling> tilings, Consumer<Evaluation> found) {
    List<Tiling> allowed = tilings.subList(0, (int) Math.min(tilings.size(), left()));
    results(unwanted, allowed).forEach(result -> count(result, found));
    if (!allowed.isEmpty()) {
      listener.progress(evaluations, best());
    }
  }

  /** The same of those that turn out to be worse than the best so far. */
  void evaluateUnlessWorse(List<Tiling> tilings) {
    double least = best().map(task.objective()::of).orElse(Double.POSITIVE_INFINITY);
    evaluateUnless(
        (floor, tiling) -> task.objective().of(floor) > least, tilings, evaluation -> {});
  }

  /**
   * Evaluates one tiling as far as the effort goes; returns whether all there is to know of it is
   * known.
   */
  boolean evaluateUnless(
      BiPredicate<Floor, Tiling> unwanted,
      Effort effort,
      Tiling tiling,
      Consumer<Evaluation> found) {
    effort.work(task.shape(), tiling.colsPerTile());
    Optional<Evaluation> result =
        evaluator.evaluateUnless(
            floor -> unwanted.test(floor, tiling), effort, task.scheduler(), task.problem(tiling));
    boolean known = result.isPresent() || !effort.isSpent();
    result.ifPresent(any -> effort.found());
    count(result, found);
    listener.progress(evaluations, best());
    return known;
  }

  private void count(Optional<Evaluation> result, Consumer<Evaluation> found) {
    evaluations++;
    result.ifPresent(this::keep);
    result.ifPresent(found);
  }

  private void keep(Evaluation evaluation) {
    fastest.add(evaluation);
    if (best.add(evaluation)) {
      curve.add(new Improvement(evaluations, evaluation));
    }
  }

  private List<Optional<Evaluation>> results(
      BiPredicate<Floor, Tiling> unwanted, List<Tiling> tilings) {
    if (settings.threads() == 1 || tilings.size() == 1) {
      return tilings.stream().map(tiling -> evaluate(unwanted, tiling)).toList();
    }
    if (pool.isEmpty()) {
      // what a worker throws, its task throws again where it is joined: nobody else need say so
      pool =
          Optional.of(
              new ForkJoinPool(
                  settings.threads(),
                  ForkJoinPool.defaultForkJoinWorkerThreadFactory,
                  (worker, thrown) -> {},
                  false));
    }
    // a parallel stream runs in the pool of the thread that starts it
    return pool.get()
        .submit(() -> tilings.parallelStream().map(tiling -> evaluate(unwanted, tiling)).toList())
        .join();
  }

  private Optional<Evaluation> evaluate(BiPredicate<Floor, Tiling> unwanted, Tiling tiling) {
    return evaluator.evaluateUnless(
        floor -> unwanted.test(floor, tiling), task.scheduler(), task.problem(tiling));
  }

  /**
   * Says what is known of what has not been looked at.
   *
   * @param ofBest by what share the best may be above the optimum
   * @param ofFastest the same of the fastest and its cycles
   */
  void bound(double ofBest, double ofFastest) {
    gap = ofBest;
    fastestGap = ofFastest;
  }

  /** What has been found. */
  SearchResult result(boolean provenOptimal) {
    boolean exact = provenOptimal && gap == Double.POSITIVE_INFINITY;
    return new SearchResult(
        best(), fastest.best(), evaluations, provenOptimal, exact ? 0 : gap, fastestGap, curve);
  }

  @Override
  public void close() {
    pool.ifPresent(ForkJoinPool::shutdownNow);
  }
}
