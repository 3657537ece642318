package masattention.explore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import masattention.experiments.Progress;
import masattention.input.InvalidInputException;

/**
 * Finds the best tiling on every machine of a space, and writes all of them and the Pareto front of
 * cycles, energy and area.
 *
 * <p>Finished rows go to {@code explore.journal} in the same folder, from which a later run of the
 * same exploration goes on; it is deleted once the results are written.
 */
public final class Exploration {
  private final List<ExplorationTask> tasks;
  private final AreaProxy area;
  private final Path folder;

  public Exploration(List<ExplorationTask> tasks, AreaProxy area, Path folder) {
    this.tasks = List.copyOf(tasks);
    this.area = area;
    this.folder = folder;
  }

  /** Runs what has not been run yet; returns the files written. */
  public List<Path> run(int threads, Progress progress) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("explore.journal");
    List<ExplorationRow> rows;
    try (Journal journal = new Journal(file, identity());
        Progress.Steps steps = progress.begin("machines", tasks.size())) {
      steps.advance(journal.rows().size());
      finish(journal, threads, steps);
      rows = List.copyOf(journal.rows().values());
    }
    List<Path> written = new ExplorationReport(tasks, rows, area).write(folder);
    Files.delete(file);
    return written;
  }

  /** A name that two explorations share only if they have the same tasks. */
  private String identity() {
    byte[] all = tasks.toString().getBytes(StandardCharsets.UTF_8);
    return "exploration of %d machines %s".formatted(tasks.size(), UUID.nameUUIDFromBytes(all));
  }

  private void finish(Journal journal, int threads, Progress.Steps steps) {
    List<Integer> left = new ArrayList<>();
    for (int number = 0; number < tasks.size(); number++) {
      if (!journal.rows().containsKey(number)) {
        left.add(number);
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int number : left) {
        futures.add(
            pool.submit(
                () -> {
                  journal.add(number, tasks.get(number).row());
                  steps.step();
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The exploration was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException
          || e.getCause() instanceof ArithmeticException) {
        throw new InvalidInputException(
            "A machine of the space cannot be explored: " + e.getCause().getMessage());
      }
      throw new IllegalStateException("A task of the exploration failed.", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
