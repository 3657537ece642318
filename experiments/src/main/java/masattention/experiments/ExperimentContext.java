package masattention.experiments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import masattention.input.InvalidInputException;
import masattention.plot.PlotFolder;

/**
 * Where an experiment writes, and with how many threads it may work.
 *
 * @param results existing folder of tables
 * @param plots where figures go
 * @param committed the outputs of earlier runs
 * @param threads at least 1; never changes an output
 * @param progress who is told how far it has come
 */
public record ExperimentContext(
    Path results, PlotFolder plots, Committed committed, int threads, Progress progress) {

  /** The folders of the outputs that are there before the run. */
  public record Committed(Path results, Path plots) {}

  public ExperimentContext {
    if (threads < 1) {
      throw new IllegalArgumentException("The threads (%s) must be positive.".formatted(threads));
    }
  }

  /**
   * A table that another experiment wrote, in this run or else before it.
   *
   * @throws InvalidInputException when there is none
   */
  public Path result(String name) {
    return findResult(name).orElseThrow(() -> absent(committed.results().resolve(name)));
  }

  /** The same; empty when there is none. */
  public Optional<Path> findResult(String name) {
    return first(results.resolve(name), committed.results().resolve(name));
  }

  /**
   * A figure that another experiment drew, in this run or else before it.
   *
   * @throws InvalidInputException when there is none
   */
  public Path plot(String name) {
    return first(plots.svg().resolve(name), committed.plots().resolve(name))
        .orElseThrow(() -> absent(committed.plots().resolve(name)));
  }

  private static Optional<Path> first(Path now, Path before) {
    return Stream.of(now, before).filter(Files::exists).findFirst();
  }

  private static InvalidInputException absent(Path file) {
    return new InvalidInputException(
        "%s is not there; ./mas reproduce all writes it first.".formatted(file));
  }

  /**
   * The results of {@code tasks}, in their order, worked on by all threads.
   *
   * @param name what the progress calls them
   */
  public <T> List<T> inParallel(String name, List<Callable<T>> tasks) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Progress.Steps steps = progress.begin(name, tasks.size())) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(
            pool.submit(
                () -> {
                  T result = task.call();
                  steps.step();
                  return result;
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("%s was interrupted.".formatted(name), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A task of %s failed.".formatted(name), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
