package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertEquals(List.of(root.resolve("results/a.csv")), held(false).added());
    assertEquals("1", read("results/a.csv"));
  }

  @Test
  void leavesEqualFilesUntouched() throws Exception {
    write(fresh, "results/a.csv", "1");
    Path old = write(root, "results/a.csv", "1");
    FileTime time = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(old, time);
    assertEquals(List.of(old), held(true).unchanged());
    assertEquals(time, Files.getLastModifiedTime(old));
  }

  @Test
  void namesEveryFileThatDiffersAndKeepsThem() throws Exception {
    write(fresh, "plots/b.svg", "new");
    write(fresh, "results/a.csv", "new");
    write(fresh, "results/c.md", "new");
    write(root, "plots/b.svg", "old");
    write(root, "results/a.csv", "old");
    assertEquals(
        List.of(root.resolve("plots/b.svg"), root.resolve("results/a.csv")),
        held(false).differing());
    assertEquals("old", read("plots/b.svg"));
    assertEquals("old", read("results/a.csv"));
    assertEquals("new", read("results/c.md"));
  }

  @Test
  void replacesDifferingFilesWhenAccepted() throws Exception {
    write(fresh, "results/a.csv", "new");
    Path old = write(root, "results/a.csv", "old");
    assertEquals(List.of(old), held(true).replaced());
    assertEquals("new", read("results/a.csv"));
  }

  @Test
  void leavesFilesAloneThatWereNotWrittenAgain() throws Exception {
    write(fresh, "results/a.csv", "1");
    write(root, "results/benchmarks.csv", "mine");
    held(true);
    assertEquals("mine", read("results/benchmarks.csv"));
    try (Stream<Path> files = Files.list(root.resolve("results"))) {
      assertEquals(2, files.count(), "no temporary file may remain");
    }
  }

  private CommittedOutputs held(boolean accept) throws IOException {
    CommittedOutputs outputs = new CommittedOutputs(accept);
    outputs.bringIn(fresh, root);
    return outputs;
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
