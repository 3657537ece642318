package masattention.explore;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import masattention.report.Parallel;

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
  public void run(ExplorationSpace space, PointsLeft left, Done done) {
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
  void each(PointsLeft left, int most, Supplier<Work> work) {
    Callable<Void> thread = () -> all(left, most, work.get());
    Parallel.results(threads, Collections.nCopies(threads, thread));
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
