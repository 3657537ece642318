package masattention.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import masattention.search.SearchResult.Improvement;
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
  private Optional<ForkJoinPool> pool = Optional.empty();
  private Evaluation best;
  private Evaluation fastest;
  private Objective objective;
  private long mostCycles = Long.MAX_VALUE;
  private long evaluations;

  Trials(
      Objective objective,
      SearchTask task,
      Evaluator evaluator,
      SearchSettings settings,
      SearchListener listener) {
    this.task = task;
    this.objective = objective;
    this.evaluator = evaluator;
    this.settings = settings;
    this.listener = listener;
  }

  /** Evaluations that the budget still allows. */
  long left() {
    return settings.budget() - evaluations;
  }

  /** The effort of one search. */
  Effort effort() {
    return Effort.of(settings.effort());
  }

  /** The best so far, null before the first. */
  Evaluation best() {
    return best;
  }

  /** Evaluates as many of the tilings, from the first on, as the budget allows. */
  List<Evaluation> evaluate(List<Tiling> tilings) {
    List<Evaluation> results = new ArrayList<>();
    evaluateUnless((tiling, floor) -> false, tilings, results::add);
    return results;
  }

  /**
   * The same, but ends the evaluation of those of which it turns out that they are unwanted. They
   * count all the same.
   *
   * @param unwanted says so of a tiling that has at least these cycles and this energy
   * @param found is told of the others, after the last has ended, so that what is unwanted does not
   *     hang on the threads
   */
  void evaluateUnless(
      BiPredicate<Tiling, Floor> unwanted, List<Tiling> tilings, Consumer<Evaluation> found) {
    List<Tiling> allowed = tilings.size() <= left() ? tilings : tilings.subList(0, (int) left());
    boolean alone = settings.threads() == 1 || allowed.size() == 1;
    List<Optional<Evaluation>> results =
        alone
            ? allowed.stream().map(tiling -> evaluate(unwanted, tiling)).toList()
            : inParallel(unwanted, allowed);
    results.forEach(result -> count(result, found));
    if (!allowed.isEmpty()) {
      listener.progress(evaluations, Optional.ofNullable(best));
    }
  }

  private void count(Optional<Evaluation> result, Consumer<Evaluation> found) {
    evaluations++;
    result.ifPresent(
        evaluation -> {
          count(evaluation);
          found.accept(evaluation);
        });
  }

  private void count(Evaluation evaluation) {
    if (fastest == null || Objective.CYCLES.order().compare(evaluation, fastest) < 0) {
      fastest = evaluation;
    }
    boolean better = best == null || objective.order().compare(evaluation, best) < 0;
    if (better && evaluation.cycles() <= mostCycles) {
      best = evaluation;
      curve.add(new Improvement(evaluations, evaluation));
    }
  }

  /**
   * Looks for the best in another objective among the tilings with at most so many cycles, and
   * begins with some that are known.
   */
  void startOver(Objective other, long cyclesAtMost, List<Evaluation> known) {
    objective = other;
    mostCycles = cyclesAtMost;
    best = null;
    curve.clear();
    known.forEach(this::count);
  }

  private Optional<Evaluation> evaluate(BiPredicate<Tiling, Floor> unwanted, Tiling tiling) {
    return evaluator.evaluateUnless(
        floor -> unwanted.test(tiling, floor), task.scheduler(), task.problem(tiling));
  }

  private List<Optional<Evaluation>> inParallel(
      BiPredicate<Tiling, Floor> unwanted, List<Tiling> tilings) {
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
    int pieces = Math.min(tilings.size(), 4 * settings.threads());
    List<ForkJoinTask<List<Optional<Evaluation>>>> tasks = new ArrayList<>();
    for (int piece = 0; piece < pieces; piece++) {
      int from = (int) ((long) tilings.size() * piece / pieces);
      int to = (int) ((long) tilings.size() * (piece + 1) / pieces);
      List<Tiling> some = tilings.subList(from, to);
      tasks.add(
          pool.get()
              .submit(() -> some.stream().map(tiling -> evaluate(unwanted, tiling)).toList()));
    }
    return tasks.stream().flatMap(evaluated -> evaluated.join().stream()).toList();
  }

  /**
   * Evaluates one tiling, if the budget allows it, as far as the effort goes; returns whether all
   * there is to know of it is known.
   */
  boolean evaluateUnless(
      BiPredicate<Tiling, Floor> unwanted,
      Effort effort,
      Tiling tiling,
      Consumer<Evaluation> found) {
    effort.work(task.shape(), tiling.colsPerTile());
    Optional<Evaluation> result =
        evaluator.evaluateUnless(
            floor -> unwanted.test(tiling, floor), effort, task.scheduler(), task.problem(tiling));
    boolean known = result.isPresent() || !effort.isSpent();
    count(
        result,
        evaluation -> {
          effort.found();
          found.accept(evaluation);
        });
    listener.progress(evaluations, Optional.ofNullable(best));
    return known;
  }

  /** What has been found, and nothing is known of what has not. */
  SearchResult result(boolean provenOptimal) {
    double gap = provenOptimal ? 0 : Double.POSITIVE_INFINITY;
    return result(provenOptimal, gap, Double.POSITIVE_INFINITY);
  }

  /** What has been found, and what is known of what has not. */
  SearchResult result(boolean provenOptimal, double gap, double fastestGap) {
    return new SearchResult(
        Optional.ofNullable(best),
        Optional.ofNullable(fastest),
        evaluations,
        provenOptimal,
        gap,
        fastestGap,
        curve);
  }

  @Override
  public void close() {
    pool.ifPresent(ForkJoinPool::shutdownNow);
  }
}
