package masattention.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks that several threads work on. */
public final class Parallel {
  private Parallel() {}

  /**
   * The results of tasks, in the order of the tasks.
   *
   * <p>What a task throws without being declared is thrown as it is, and ends the others.
   *
   * @param threads how many tasks are worked on at a time
   * @throws IllegalStateException when the calling thread is interrupted, or a task throws a
   *     checked exception
   */
  public static <T> List<T> results(int threads, List<? extends Callable<T>> tasks) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(pool.submit(task)));
      List<T> done = new ArrayList<>();
      for (Future<T> one : running) {
        done.add(one.get());
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The tasks were interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      if (e.getCause() instanceof Error defect) {
        throw defect;
      }
      throw new IllegalStateException("A task failed.", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
