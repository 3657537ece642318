package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that is killed at any moment leaves every old result whole, or has the new one whole in
 * its place; what it was writing has a name that begins with a dot.
 */
class KilledProcessTest {
  private static final String OLD = "old ".repeat(5000);
  private static final long PATIENCE_SECONDS = 180;

  @TempDir private Path folder;

  private Process start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  private Process start(List<String> java, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(1, java);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /** Waits for {@code moment} or the end of the process; false when the end came first. */
  private static boolean reached(Process process, Moment moment)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < until) {
      if (moment.isNow()) {
        return true;
      }
      TimeUnit.MICROSECONDS.sleep(200);
    }
    return false;
  }

  /** When to kill. */
  private interface Moment {
    boolean isNow() throws IOException;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  @Test
  void aTraceIsOldOrNew() throws IOException, InterruptedException {
    Path trace = folder.resolve("trace.json");
    Path unfinished = folder.resolve(".trace.json.tmp");
    String[] line = {
      "simulate",
      "--network",
      "bert-small",
      "--seq",
      "256",
      "--scheduler",
      "flat",
      "--tiling",
      "rows=4,cols=16",
      "--trace",
      trace.toString()
    };
    Process whole = start(line);
    assertTrue(whole.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && whole.exitValue() == 0);
    long bytes = Files.size(trace);
    assertTrue(bytes > 1_000_000, bytes + " bytes");
    int killed = 0;
    for (double part : new double[] {0, 0.6}) {
      Files.writeString(trace, OLD);
      Files.deleteIfExists(unfinished);
      Process process = start(line);
      try {
        killed += reached(process, () -> size(unfinished) > part * bytes) ? 1 : 0;
      } finally {
        kill(process);
      }
      long left = Files.size(trace);
      assertTrue(left == bytes || Files.readString(trace).equals(OLD), left + " bytes");
    }
    assertTrue(killed > 0, "every process ended before it could be killed");
    Process again = start(line);
    assertTrue(again.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && again.exitValue() == 0);
    assertEquals(bytes, Files.size(trace));
    assertTrue(Files.notExists(unfinished), "the next run clears up");
  }

  @Test
  void aReproductionIsOldOrNew() throws IOException, InterruptedException {
    Path results = Files.createDirectory(folder.resolve("results"));
    Path table = results.resolve("validation-rtl.csv");
    Path page = results.resolve("validation-rtl.md");
    Path other = Files.writeString(results.resolve("other.csv"), OLD);
    Path fresh = folder.resolve("fresh");
    Path freshTable = fresh.resolve("results").resolve("validation-rtl.csv");
    List<Moment> moments =
        List.of(
            () -> Files.exists(freshTable),
            () -> Files.exists(results.resolve(".validation-rtl.csv.tmp")),
            () -> size(table) != OLD.length());
    for (Moment moment : moments) {
      Files.writeString(table, OLD);
      Files.writeString(page, OLD);
      Process process =
          start(
              "reproduce",
              "validation-rtl",
              "--accept",
              "--results=" + results,
              "--plots=" + folder.resolve("plots"),
              "--fresh=" + fresh);
      try {
        reached(process, moment);
      } finally {
        kill(process);
      }
      for (Path file : List.of(table, page)) {
        String left = Files.readString(file);
        String committed = Files.readString(Path.of("../results").resolve(file.getFileName()));
        assertTrue(left.equals(committed) || left.equals(OLD), left.length() + " bytes");
      }
      assertEquals(OLD, Files.readString(other));
      try (Stream<Path> files = Files.list(results)) {
        assertEquals(
            List.of(other, table, page),
            files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList());
      }
      delete(fresh);
    }
  }

  @Test
  void aReproductionThatIsToldToEndLeavesNoScratch() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process process =
        start(
            List.of("-Djava.io.tmpdir=" + temporary),
            "reproduce",
            "roofline",
            "--results=" + folder.resolve("results"),
            "--plots=" + folder.resolve("plots"));
    try {
      assertTrue(reached(process, () -> !scratch(temporary).isEmpty()));
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertEquals(List.of(), scratch(temporary));
    assertEquals("", Files.readString(folder.resolve("log")));
  }

  private static List<Path> scratch(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(f -> f.getFileName().toString().startsWith("mas-")).toList();
    }
  }

  @Test
  void aFileHalfWrittenWhenKilledIsCleared() throws IOException, InterruptedException {
    Path results = Files.createDirectory(folder.resolve("results"));
    Path left = Files.writeString(results.resolve(".validation-rtl.csv.tmp"), "half");
    Process process =
        start(
            "reproduce",
            "validation-rtl",
            "--accept",
            "--results=" + results,
            "--plots=" + folder.resolve("plots"));
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0);
    assertFalse(Files.exists(left));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx6m, reproduce roofline --results=DIR/r --plots=DIR/p",
    "-Xmx8m, compare --network llama3-8b --threads 2",
    "-Xmx6m, search --network llama3-8b --scheduler mas --threads 2",
    "-Xmx8m, explore --network llama3-8b --scheduler mas --out DIR/o --vector-lanes 1..99+1",
  })
  void withoutMemoryOneLineSaysSo(String heap, String line)
      throws IOException, InterruptedException {
    Process process = start(List.of(heap), line.replace("DIR", folder.toString()).split(" "));
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it goes on for ever");
    } finally {
      kill(process);
    }
    String said = Files.readString(folder.resolve("log"));
    if (process.exitValue() != CommandRunner.OK) {
      assertEquals(CommandRunner.REFUSED, process.exitValue(), said);
      assertEquals(1, said.lines().count(), said);
      assertTrue(said.startsWith("mas: this needs more than the "), said);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
