package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import masattention.experiments.Reproduction.Folders;
import masattention.plot.PlotFolder;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Progress;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Within a run, tables go from experiment to experiment in memory; no file is read that it wrote.
 */
class HandedOverTablesTest {
  private static final Dataset<Integer> TABLE =
      Dataset.of(List.of(7)).show(Column.number("n", n -> n));

  @TempDir private Path fresh;
  @TempDir private Path committed;
  private ExperimentContext context;

  @BeforeEach
  void newRun() throws IOException {
    Files.writeString(committed.resolve("x.csv"), "n\n5\n");
    context =
        new ExperimentContext(
            fresh,
            new PlotFolder(fresh),
            new Folders(committed, committed, false),
            1,
            Progress.silent());
  }

  @Test
  void aTableOfThisRunIsNotReadFromItsFile() throws IOException {
    context.table("x", TABLE);
    assertEquals("n\n7\n", Files.readString(fresh.resolve("x.csv")));
    Files.delete(fresh.resolve("x.csv"));
    assertEquals(7, context.table("x").only().number("n"));
    assertEquals(Set.of(), context.tablesRead());
  }

  @Test
  void anExperimentAloneReadsWhatAnEarlierRunWrote() {
    assertEquals(5, context.table("x").only().number("n"));
    assertEquals(Set.of("x"), context.tablesRead());
  }

  @Test
  void aTableMayNotBeReadBeforeTheRunWritesIt() {
    context.table("x");
    assertThrows(IllegalStateException.class, () -> context.table("x", TABLE));
  }

  /** A run as {@code mas reproduce} makes it: one experiment searches, a later one reads of it. */
  @Test
  void aRunReadsNoTableThatItWrote() throws IOException {
    Experiment reader =
        new Experiment("reader", "What does another experiment find?") {
          @Override
          public void run(ExperimentContext run) throws IOException {
            run.file("seen.txt", run.table("short-queries").size() + " rows\n");
            run.table("x");
          }
        };
    Reproduction reproduction = new Reproduction(fresh, new Folders(committed, committed, false));
    Set<String> read =
        reproduction.write(
            List.of(new ShortQueries(), reader), 1, false, Progress.silent(), (n, one, took) -> {});
    assertEquals(Set.of("x"), read);
    assertEquals(
        Schedulers.builtIn().size() + " rows\n",
        Files.readString(fresh.resolve("results/seen.txt")));
  }
}
