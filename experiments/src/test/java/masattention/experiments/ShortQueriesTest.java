package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import masattention.plot.PlotFolder;
import masattention.report.Progress;
import masattention.schedulers.Schedulers;
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
    assertTrue(shown.lines().count() <= 15, "it must stay short");
  }

  @Test
  void itRuns() throws IOException {
    Reproduction.Folders folders = new Reproduction.Folders(folder, folder, false);
    new ShortQueries()
        .run(new ExperimentContext(folder, new PlotFolder(folder), folders, 1, Progress.silent()));
    Path written = folder.resolve("short-queries.csv");
    assertEquals(1 + Schedulers.builtIn().size(), Files.readAllLines(written).size());
  }
}
