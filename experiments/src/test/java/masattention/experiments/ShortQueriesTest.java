package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.plot.PlotFolder;
import masattention.schedule.Schedulers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment that CONTRIBUTING.md shows is the one beside this test, and it runs. */
class ShortQueriesTest {
  @TempDir Path folder;

  @Test
  void contributingShowsIt() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java", "masattention/experiments", "ShortQueries.java"));
    String shown = source.substring(source.indexOf("/**"));
    assertTrue(Files.readString(Path.of("..", "CONTRIBUTING.md")).contains(shown));
  }

  @Test
  void itRuns() throws IOException {
    ExperimentContext context =
        new ExperimentContext(
            folder,
            new PlotFolder(folder),
            new ExperimentContext.Committed(folder, folder),
            1,
            Progress.silent());
    List<Path> written = new ShortQueries().run(context);
    assertEquals(List.of(folder.resolve("short-queries.csv")), written);
    assertEquals(1 + Schedulers.values().length, Files.readAllLines(written.get(0)).size());
  }
}
