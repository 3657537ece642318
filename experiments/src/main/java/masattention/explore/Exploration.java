package masattention.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import masattention.input.InvalidInputException;
import masattention.report.FolderLock;
import masattention.report.Progress;

/**
 * Finds the best tiling at every point of a space, and writes all of them and the Pareto fronts of
 * time, energy and area.
 *
 * <p>Finished rows go to {@code explore.journal} in the same folder, from which a later run of the
 * same exploration by the same build goes on, with whatever engine; it is deleted once the results
 * are written.
 *
 * @param allowOtherBuild whether it goes on from rows that another build computed
 * @param told hears where it goes on, in a line
 */
public record Exploration(
    ExplorationSpace space,
    AreaProxy area,
    Path folder,
    ExplorationEngine engine,
    boolean allowOtherBuild,
    Consumer<String> told) {
  private static final int CHECKED_AT_ONCE = 64;

  /**
   * What an exploration left.
   *
   * @param written the files
   * @param summary its fronts, as tables for a terminal
   */
  public record Explored(List<Path> written, String summary) {}

  /**
   * Runs what has not been run yet.
   *
   * @param threads that hold the rows of an earlier run against their tilings
   * @throws InvalidInputException when another process is at work in the folder, it holds results,
   *     its journal is not one to go on from, or a point cannot be computed
   */
  public Explored run(int threads, Progress progress) throws IOException {
    try (FolderLock lock = FolderLock.of(folder)) {
      Path file = lock.folder().resolve("explore.journal");
      Path results = lock.folder().resolve("explore.csv");
      if (Files.exists(results) && !Files.exists(file)) {
        throw new InvalidInputException(
            "%s: is of an exploration that has ended; delete it or choose another folder."
                .formatted(results));
      }
      String build = ModelBuild.id();
      Explored explored;
      try (Journal journal = new Journal(file, SpaceIdentity.of(space), space.points(), build)) {
        begin(journal, build);
        if (journal.build().equals(build)) {
          check(journal, threads, progress);
        }
        finish(journal, progress);
        explored = new ExplorationReport(space, journal, area).write(folder);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The exploration was interrupted.", e);
      }
      Files.delete(file);
      return explored;
    }
  }

  private void begin(Journal journal, String build) {
    boolean sameBuild = journal.build().equals(build);
    if (!sameBuild && !allowOtherBuild) {
      throw journal.refused(
          "its rows are of another build (%s, this is %s); insist with --allow-other-build"
              .formatted(journal.build(), build));
    }
    int kept = journal.done().cardinality();
    if (kept > 0) {
      told.accept(
          "goes on from %d of %d points%s"
              .formatted(
                  kept,
                  space.points(),
                  sameBuild ? "" : " of another build (%s)".formatted(journal.build())));
    }
  }

  /** The rows that are there must be what their tilings come to. */
  private void check(Journal journal, int threads, Progress progress) {
    BitSet toDo = journal.done();
    if (toDo.isEmpty()) {
      return;
    }
    int kept = toDo.cardinality();
    toDo.flip(0, space.points());
    try (Progress.Steps steps = progress.begin("checked", kept)) {
      new ThreadEngine(threads)
          .each(
              new PointsLeft(toDo, space.points()),
              CHECKED_AT_ONCE,
              () -> {
                ExplorationSpace.Cursor cursor = space.cursor();
                return range -> {
                  for (int point = range.from(); point < range.to(); point++) {
                    ExplorationRow row = journal.row(point);
                    if (!row.agreesWith(cursor.task(point))) {
                      throw journal.refused(
                          "the row of point %d (%s) is not what its tiling comes to"
                              .formatted(point, row));
                    }
                    steps.step();
                  }
                };
              });
    }
  }

  /** Computes the rows that are not there. */
  private void finish(Journal journal, Progress progress) throws IOException, InterruptedException {
    PointsLeft left = new PointsLeft(journal.done(), space.points());
    if (left.count() == 0) {
      return;
    }
    long kept = (long) space.points() - left.count();
    try (Progress.Steps steps = progress.resume("points", space.points(), kept)) {
      BestSoFar best = new BestSoFar(space, steps);
      engine.run(
          space,
          left,
          rows -> {
            journal.add(rows);
            best.add(rows);
            steps.advance(rows.rows().size());
            if (!rows.refusal().isEmpty()) {
              int point = rows.from() + rows.rows().size();
              throw new InvalidInputException(
                  "A machine of the space cannot be explored (point %d, %s): %s"
                      .formatted(point, space.layer(point).label(), rows.refusal()));
            }
          });
    }
    if (journal.done().cardinality() != space.points()) {
      throw new IllegalStateException("The engine %s left points out.".formatted(engine.id()));
    }
  }

  /** Says the fewest cycles of a layer whenever a point has fewer. */
  private static final class BestSoFar {
    private final ExplorationSpace space;
    private final Progress.Steps steps;
    private final long[] cycles;

    BestSoFar(ExplorationSpace space, Progress.Steps steps) {
      this.space = space;
      this.steps = steps;
      cycles = new long[space.layers().size()];
      Arrays.fill(cycles, Long.MAX_VALUE);
    }

    synchronized void add(RangeRows range) {
      int point = range.from();
      for (ExplorationRow row : range.rows()) {
        int layer = point % cycles.length;
        if (row.fits() && row.cycles() < cycles[layer]) {
          cycles[layer] = row.cycles();
          String name = cycles.length == 1 ? "" : space.layer(point).label() + " ";
          steps.say("best: %s%d cycles".formatted(name, row.cycles()));
        }
        point++;
      }
    }
  }
}
