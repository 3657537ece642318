package masattention.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
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
  private long evaluations;

  Trials(SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    this.task = task;
    this.evaluator = evaluator;
    this.settings = settings;
    this.listener = listener;
  }

  /** Evaluations that the budget still allows. */
  long left() {
    return settings.budget() - evaluations;
  }

  /** The best so far, null before the first. */
  Evaluation best() {
    return best;
  }

  /** Evaluates as many of the tilings, from the first on, as the budget allows. */
  List<Evaluation> evaluate(List<Tiling> tilings) {
    List<Tiling> allowed = tilings.size() <= left() ? tilings : tilings.subList(0, (int) left());
    List<Evaluation> results =
        settings.threads() == 1 || allowed.size() == 1
            ? allowed.stream().map(this::evaluate).toList()
            : inParallel(allowed);
    for (Evaluation result : results) {
      evaluations++;
      if (best == null || task.objective().order().compare(result, best) < 0) {
        best = result;
        curve.add(new Improvement(evaluations, result));
      }
    }
    if (!results.isEmpty()) {
      listener.progress(evaluations, Optional.of(best));
    }
    return results;
  }

  private Evaluation evaluate(Tiling tiling) {
    return evaluator.evaluate(task.scheduler(), task.problem(tiling));
  }

  private List<Evaluation> inParallel(List<Tiling> tilings) {
    if (pool.isEmpty()) {
      pool = Optional.of(new ForkJoinPool(settings.threads()));
    }
    int pieces = Math.min(tilings.size(), 4 * settings.threads());
    List<ForkJoinTask<List<Evaluation>>> tasks = new ArrayList<>();
    for (int piece = 0; piece < pieces; piece++) {
      int from = (int) ((long) tilings.size() * piece / pieces);
      int to = (int) ((long) tilings.size() * (piece + 1) / pieces);
      List<Tiling> some = tilings.subList(from, to);
      tasks.add(pool.get().submit(() -> some.stream().map(this::evaluate).toList()));
    }
    return tasks.stream().flatMap(evaluated -> evaluated.join().stream()).toList();
  }

  /** What has been found. */
  SearchResult result(boolean provenOptimal) {
    return new SearchResult(Optional.ofNullable(best), evaluations, provenOptimal, curve);
  }

  @Override
  public void close() {
    pool.ifPresent(ForkJoinPool::shutdownNow);
  }
}
