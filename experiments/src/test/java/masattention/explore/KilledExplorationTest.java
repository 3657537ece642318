package masattention.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.CRC32;
import masattention.explore.ExplorationSpace.Parameter;
import masattention.input.InvalidInputException;
import masattention.npu.Machines;
import masattention.report.FolderLock;
import masattention.report.Progress;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exploration that was killed goes on, and ends with the bytes of one that was not. */
class KilledExplorationTest {
  private static final List<String> TABLES =
      List.of("explore.csv", "explore-front.csv", "explore-front.svg");
  private static final int WHOLE_LINES = 5;

  @TempDir private Path folder;

  private static List<ExplorationTask> tasks(int sequence) {
    ExplorationSpace space = new ExplorationSpace(Machines.resolve("edge").config());
    space.set(Parameter.MAC_ARRAY, "test", "8x8,16x16");
    space.set(Parameter.VECTOR_LANES, "test", "8..64*2");
    space.set(Parameter.L1_BYTES, "test", "512,65536,262144");
    space.set(Parameter.DRAM_BYTES_PER_CYCLE, "test", "2,4.5,8..16+4");
    AttentionShape shape = AttentionShape.selfAttention(4, sequence, 32);
    return space.machines().stream()
        .map(machine -> new ExplorationTask(shape, machine, Schedulers.MAS, Objective.CYCLES))
        .toList();
  }

  private static Exploration exploration(Path folder) {
    return new Exploration(tasks(96), AreaProxy.ASSUMED, folder);
  }

  /** What the process that is killed runs. */
  public static final class Killed {
    private Killed() {}

    public static void main(String[] arguments) throws IOException {
      exploration(Path.of(arguments[0])).run(1, Progress.silent());
    }
  }

  private static void assertSameTables(Path expected, Path actual) throws IOException {
    for (String name : TABLES) {
      assertArrayEquals(
          Files.readAllBytes(expected.resolve(name)), Files.readAllBytes(actual.resolve(name)));
    }
    assertFalse(Files.exists(actual.resolve("explore.journal")));
  }

  @Test
  void aProcessKilledInTheMiddleIsResumed() throws IOException, InterruptedException {
    Path undisturbed = folder.resolve("undisturbed");
    exploration(undisturbed).run(2, Progress.silent());
    Path killed = folder.resolve("killed");
    Path journal = killed.resolve("explore.journal");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                killed.toString())
            .inheritIO()
            .start();
    while (process.isAlive()
        && !(Files.exists(journal) && Files.readString(journal).lines().count() > WHOLE_LINES)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    process.destroyForcibly().waitFor();
    long lines = Files.readString(journal).lines().count();
    assertTrue(WHOLE_LINES < lines && lines <= tasks(96).size(), lines + " lines");
    assertFalse(Files.exists(killed.resolve("explore.csv")));
    exploration(killed).run(3, Progress.silent());
    assertSameTables(undisturbed, killed);
  }

  @Test
  void whatTheKilledProcessHalfWroteIsDoneAgain() throws IOException {
    Path undisturbed = folder.resolve("undisturbed");
    exploration(undisturbed).run(1, Progress.silent());
    Path torn = folder.resolve("torn");
    Files.createDirectories(torn);
    Path journal = torn.resolve("explore.journal");
    assertThrows(
        IllegalStateException.class, () -> exploration(torn).run(1, new Interruption(WHOLE_LINES)));
    Files.writeString(journal, "7 123 4", StandardOpenOption.APPEND);
    exploration(torn).run(1, Progress.silent());
    assertSameTables(undisturbed, torn);
  }

  /** Fails after so many steps. */
  private record Interruption(int after) implements Progress {
    @Override
    public Steps begin(String what, long steps) {
      return new Steps() {
        private long left = after;

        @Override
        public void advance(long count) {
          left -= count;
          if (left < 0) {
            throw new IllegalStateException("The test stops here.");
          }
        }

        @Override
        public void say(String best) {}

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void anotherExplorationIsNotResumed() throws IOException {
    Files.writeString(folder.resolve("explore.journal"), "", StandardCharsets.UTF_8);
    assertThrows(
        IllegalStateException.class, () -> exploration(folder).run(1, new Interruption(2)));
    Exploration other = new Exploration(tasks(64), AreaProxy.ASSUMED, folder);
    assertThrows(InvalidInputException.class, () -> other.run(1, Progress.silent()));
  }

  /** A journal of some rows, its lines changed; the checksums are right again. */
  private Path journal(Function<String, String> change) throws IOException {
    assertThrows(
        IllegalStateException.class,
        () -> exploration(folder).run(1, new Interruption(WHOLE_LINES)));
    Path journal = folder.resolve("explore.journal");
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(journal)) {
      String content = change.apply(line.substring(0, line.lastIndexOf(' ')));
      CRC32 sum = new CRC32();
      sum.update(content.getBytes(StandardCharsets.UTF_8));
      text.append("%s %x\n".formatted(content, sum.getValue()));
    }
    return Files.writeString(journal, text);
  }

  private String refusal() {
    return assertThrows(
            InvalidInputException.class, () -> exploration(folder).run(1, Progress.silent()))
        .getMessage();
  }

  @Test
  void rowsOfAnotherBuildAreKeptOnlyIfAskedFor() throws IOException {
    Path journal = journal(line -> line.replaceFirst(" by build \\w+", " by build 0123456789ab"));
    String rows = Files.readString(journal);
    assertTrue(refusal().contains("rows are of another build (0123456789ab, this is "), refusal());
    assertEquals(rows, Files.readString(journal));
    List<String> told = new ArrayList<>();
    new Exploration(tasks(96), AreaProxy.ASSUMED, folder, true, told::add)
        .run(1, Progress.silent());
    assertTrue(told.get(0).endsWith("machines of another build (0123456789ab)"), told.get(0));
  }

  @Test
  void aJournalThatNamesNoBuildIsOfAnother() throws IOException {
    journal(line -> line.replaceFirst(" by build \\w+", ""));
    assertTrue(refusal().contains("rows are of another build (unknown, "), refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(\\d+) \\d+ (.*ROWS) | $1 1 $2 | is not what its tiling comes to",
        "(\\d+) \\d+ .*ROWS | $1 0 0.000 0 0 0 0 0 HEADS | is not what its tiling comes to",
        "\\d+ (\\d+ .*HEADS) | 9999 $1 | is no row of this exploration",
        "\\d+ (\\d+ .*)HEADS | 1 $1 | is no row of this exploration",
        "\\d+ (\\d+ .*)HEADS | nothing | is no row of this exploration",
      })
  void rowsThatNobodyComputedAreRefused(String row, String other, String expected)
      throws IOException {
    journal(line -> line.matches(row) ? line.replaceFirst(row, other) : line);
    assertTrue(refusal().contains(expected), refusal());
  }

  @Test
  void aSecondExplorationOfTheFolderIsRefusedAtOnce() throws IOException {
    Progress second =
        (what, steps) -> {
          assertTrue(refusal().contains("is at work in this folder"), refusal());
          throw new IllegalStateException("The test stops here.");
        };
    assertThrows(IllegalStateException.class, () -> exploration(folder).run(1, second));
    exploration(folder).run(1, Progress.silent());
    assertFalse(Files.exists(folder.resolve(FolderLock.NAME)));
  }

  @Test
  void aTaskSentToAnotherProcessComesToTheSameRow() throws IOException, ClassNotFoundException {
    ExplorationTask task = tasks(96).get(40);
    ExplorationTask sent = (ExplorationTask) sent(task);
    assertEquals(task, sent);
    assertEquals(task.row(), sent.row());
    assertEquals(task.row(), sent(task.row()));
    assertEquals(task.row(), ExplorationRow.parse(task.row().line()));
  }

  private static Object sent(Object object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
