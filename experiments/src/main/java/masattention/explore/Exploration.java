package masattention.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import masattention.input.InvalidInputException;
import masattention.report.FolderLock;
import masattention.report.Progress;

/**
 * Finds the best tiling on every machine of a space, and writes all of them and the Pareto front of
 * cycles, energy and area.
 *
 * <p>Finished rows go to {@code explore.journal} in the same folder, from which a later run of the
 * same exploration by the same build goes on; it is deleted once the results are written.
 */
public final class Exploration {
  private final List<ExplorationTask> tasks;
  private final AreaProxy area;
  private final Path folder;
  private final boolean allowOtherBuild;
  private final Consumer<String> told;

  public Exploration(List<ExplorationTask> tasks, AreaProxy area, Path folder) {
    this(tasks, area, folder, false, note -> {});
  }

  /**
   * An exploration.
   *
   * @param allowOtherBuild whether it goes on from rows that another build computed
   * @param told hears where it goes on, in a line
   */
  public Exploration(
      List<ExplorationTask> tasks,
      AreaProxy area,
      Path folder,
      boolean allowOtherBuild,
      Consumer<String> told) {
    this.tasks = List.copyOf(tasks);
    this.area = area;
    this.folder = folder;
    this.allowOtherBuild = allowOtherBuild;
    this.told = told;
  }

  /**
   * Runs what has not been run yet; returns the files written.
   *
   * @throws InvalidInputException when another process is at work in the folder, or its journal is
   *     not one to go on from
   */
  public List<Path> run(int threads, Progress progress) throws IOException {
    try (FolderLock lock = FolderLock.of(folder)) {
      Path file = lock.folder().resolve("explore.journal");
      List<ExplorationRow> rows;
      String build = ModelBuild.id();
      try (Journal journal = new Journal(file, identity(), tasks.size(), build);
          Progress.Steps steps = progress.begin("machines", tasks.size())) {
        boolean sameBuild = journal.build().equals(build);
        begin(journal, sameBuild, build);
        steps.advance(journal.rows().size());
        finish(journal, sameBuild, threads, steps);
        rows = List.copyOf(journal.rows().values());
      }
      List<Path> written = new ExplorationReport(tasks, rows, area).write(folder);
      Files.delete(file);
      return written;
    }
  }

  private void begin(Journal journal, boolean sameBuild, String build) {
    if (!sameBuild && !allowOtherBuild) {
      throw journal.refused(
          "its rows are of another build (%s, this is %s); insist with --allow-other-build"
              .formatted(journal.build(), build));
    }
    if (!journal.rows().isEmpty()) {
      told.accept(
          "goes on from %d of %d machines%s"
              .formatted(
                  journal.rows().size(),
                  tasks.size(),
                  sameBuild ? "" : " of another build (%s)".formatted(journal.build())));
    }
  }

  /** A name that two explorations share only if they have the same tasks. */
  private String identity() {
    byte[] all = tasks.toString().getBytes(StandardCharsets.UTF_8);
    return "exploration of %d machines %s".formatted(tasks.size(), UUID.nameUUIDFromBytes(all));
  }

  /** Computes the rows that are not there; those of this build that are must agree with it. */
  private void finish(Journal journal, boolean check, int threads, Progress.Steps steps)
      throws IOException {
    Map<Integer, ExplorationRow> kept = Map.copyOf(journal.rows());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        int number = i;
        ExplorationTask task = tasks.get(i);
        ExplorationRow row = kept.get(i);
        if (row == null) {
          futures.add(
              pool.submit(
                  () -> {
                    journal.add(number, task.row());
                    steps.step();
                  }));
        } else if (check) {
          futures.add(
              pool.submit(
                  () -> {
                    if (!task.agreesWith(row)) {
                      throw journal.refused(
                          "the row %d (%s) is not what its tiling comes to"
                              .formatted(number, row.line()));
                    }
                  }));
        }
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The exploration was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidInputException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof UncheckedIOException unwritable) {
        throw unwritable.getCause();
      }
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
