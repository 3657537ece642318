package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedOutputsTest {

  @TempDir Path folder;
  private Path fresh;
  private Path root;

  @BeforeEach
  void folders() throws IOException {
    fresh = Files.createDirectories(folder.resolve("fresh"));
    root = folder.resolve("project");
  }

  @Test
  void putsAbsentFilesInPlace() throws Exception {
    write(fresh, "results/a.csv", "1");
    assertEquals(List.of(root.resolve("results/a.csv")), held(false).bringIn(fresh).added());
    assertEquals("1", read("results/a.csv"));
  }

  @Test
  void leavesEqualFilesUntouched() throws Exception {
    write(fresh, "results/a.csv", "1");
    Path old = write(root, "results/a.csv", "1");
    FileTime time = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(old, time);
    assertEquals(List.of(old), held(true).bringIn(fresh).unchanged());
    assertEquals(time, Files.getLastModifiedTime(old));
  }

  @Test
  void namesEveryFileThatDiffersAndTheCommandAndKeepsThem() throws Exception {
    write(fresh, "plots/b.svg", "new");
    write(fresh, "results/a.csv", "new");
    write(fresh, "results/c.md", "new");
    write(root, "plots/b.svg", "old");
    write(root, "results/a.csv", "old");
    OutputsDifferException failure =
        assertThrows(OutputsDifferException.class, () -> held(false).bringIn(fresh));
    assertEquals(
        List.of(root.resolve("plots/b.svg"), root.resolve("results/a.csv")), failure.files());
    failure.files().forEach(f -> assertTrue(failure.getMessage().contains(f.toString())));
    assertTrue(failure.getMessage().endsWith("accept the new ones with: mvn verify -Daccept"));
    assertEquals("old", read("plots/b.svg"));
    assertEquals("old", read("results/a.csv"));
    assertEquals("new", read("results/c.md"));
  }

  @Test
  void replacesDifferingFilesWhenAccepted() throws Exception {
    write(fresh, "results/a.csv", "new");
    Path old = write(root, "results/a.csv", "old");
    assertEquals(List.of(old), held(true).bringIn(fresh).replaced());
    assertEquals("new", read("results/a.csv"));
  }

  @Test
  void leavesFilesAloneThatWereNotWrittenAgain() throws Exception {
    write(fresh, "results/a.csv", "1");
    write(root, "results/benchmarks.csv", "mine");
    held(true).bringIn(fresh);
    assertEquals("mine", read("results/benchmarks.csv"));
    try (Stream<Path> files = Files.list(root.resolve("results"))) {
      assertEquals(2, files.count(), "no temporary file may remain");
    }
  }

  private CommittedOutputs held(boolean accept) {
    return new CommittedOutputs(root, accept, "mvn verify -Daccept");
  }

  private String read(String name) throws IOException {
    return Files.readString(root.resolve(name));
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
