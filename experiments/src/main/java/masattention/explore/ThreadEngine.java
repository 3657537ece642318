package masattention.explore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Computes points on threads of this process, each thread one at a time.
 *
 * @param threads how many
 */
public record ThreadEngine(int threads) implements ExplorationEngine {

  @Override
  public String id() {
    return "threads";
  }

  @Override
  public void run(ExplorationSpace space, PointsLeft left, Done done) throws InterruptedException {
    each(
        left,
        1,
        () -> {
          ExplorationSpace.Cursor cursor = space.cursor();
          return range -> done.add(cursor.rows(range));
        });
  }

  /** What a thread does with a run of points. */
  interface Work {
    void on(PointRange range) throws IOException;
  }

  /** Does something with runs of all points left; {@code work} makes what each thread does. */
  void each(PointsLeft left, int most, Supplier<Work> work) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(() -> all(left, most, work.get())));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      throw new IllegalStateException("A thread of the exploration failed.", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Void all(PointsLeft left, int most, Work work) throws IOException {
    Optional<PointRange> range = left.next(most);
    while (range.isPresent() && !Thread.currentThread().isInterrupted()) {
      work.on(range.get());
      range = left.next(most);
    }
    return null;
  }
}
