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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import masattention.input.InvalidInputException;
import masattention.npu.Machines;
import masattention.report.FolderLock;
import masattention.report.Progress;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exploration that was killed goes on, and ends with the bytes of one that was not. */
class KilledExplorationTest {
  private static final List<String> TABLES =
      List.of("explore.csv", "explore-front.csv", "explore-front-sum.csv", "explore-front.svg");
  private static final int WHOLE_ROWS = 5;
  private static final int HEAD = 256;
  private static final int SLOT = ExplorationRow.BYTES + 4;

  @TempDir private static Path undisturbed;
  @TempDir private Path folder;

  private static ExplorationSpace space(int sequence) {
    MachineSpace machines = new MachineSpace(Machines.resolve("edge").config());
    machines.set(Parameter.MAC_ARRAY, "test", "8x8,16x16");
    machines.set(Parameter.VECTOR_LANES, "test", "8..64*2");
    machines.set(Parameter.L1_BYTES, "test", "65536,512");
    machines.set(Parameter.DRAM_BYTES_PER_CYCLE, "test", "2,8");
    return new ExplorationSpace(
        machines,
        List.of(Schedulers.MAS, Schedulers.ASSIST),
        List.of(Objective.CYCLES),
        List.of(
            new ExplorationLayer("wide", 2, 0, AttentionShape.selfAttention(4, sequence, 32)),
            new ExplorationLayer("flat", 1, 0, AttentionShape.selfAttention(1, 32, 16))));
  }

  private static Exploration exploration(int sequence, Path folder, int threads) {
    return new Exploration(
        space(sequence), AreaProxy.ASSUMED, folder, new ThreadEngine(threads), false, note -> {});
  }

  private static void explore(Path folder, int threads) throws IOException {
    exploration(56, folder, threads).run(threads, Progress.silent());
  }

  /** What the process that is killed runs. */
  public static final class Killed {
    private Killed() {}

    public static void main(String[] arguments) throws IOException {
      explore(Path.of(arguments[0]), 1);
    }
  }

  @BeforeAll
  static void exploreUndisturbed() throws IOException {
    explore(undisturbed, 2);
  }

  private static void assertSameTables(Path actual) throws IOException {
    for (String name : TABLES) {
      assertArrayEquals(
          Files.readAllBytes(undisturbed.resolve(name)), Files.readAllBytes(actual.resolve(name)));
    }
    assertFalse(Files.exists(actual.resolve("explore.journal")));
  }

  @Test
  void aProcessKilledInTheMiddleIsResumed() throws IOException, InterruptedException {
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
        && !(Files.exists(journal) && Files.size(journal) > HEAD + WHOLE_ROWS * SLOT)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    process.destroyForcibly().waitFor();
    long rows = (Files.size(journal) - HEAD) / SLOT;
    assertTrue(WHOLE_ROWS <= rows && rows < space(56).points(), rows + " rows");
    assertFalse(Files.exists(killed.resolve("explore.csv")));
    explore(killed, 3);
    assertSameTables(killed);
  }

  @Test
  void whatTheKilledProcessHalfWroteIsDoneAgain() throws IOException {
    Path torn = folder.resolve("torn");
    Files.createDirectories(torn);
    Path journal = torn.resolve("explore.journal");
    assertThrows(
        IllegalStateException.class,
        () -> exploration(56, torn, 1).run(1, new Interruption(WHOLE_ROWS)));
    Files.writeString(journal, "7 123 4", StandardOpenOption.APPEND);
    explore(torn, 1);
    assertSameTables(torn);
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
        IllegalStateException.class, () -> exploration(56, folder, 1).run(1, new Interruption(2)));
    Exploration other = exploration(64, folder, 1);
    assertThrows(InvalidInputException.class, () -> other.run(1, Progress.silent()));
  }

  /** A journal of some rows, its head changed; the checksum is right again. */
  private Path journal(Function<String, String> change) throws IOException {
    assertThrows(
        IllegalStateException.class,
        () -> exploration(56, folder, 1).run(1, new Interruption(WHOLE_ROWS)));
    Path journal = folder.resolve("explore.journal");
    byte[] bytes = Files.readAllBytes(journal);
    String head = new String(bytes, 0, HEAD, StandardCharsets.UTF_8).strip();
    String content = change.apply(head.substring(0, head.lastIndexOf(' ') + 1));
    CRC32 sum = new CRC32();
    sum.update(content.getBytes(StandardCharsets.UTF_8));
    String line = content + Long.toHexString(sum.getValue());
    byte[] changed =
        (line + " ".repeat(HEAD - 1 - line.length()) + "\n").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(changed, 0, bytes, 0, HEAD);
    return Files.write(journal, bytes);
  }

  /** The same with the bytes of the first row changed. */
  private void slot(Consumer<ByteBuffer> change) throws IOException {
    Path journal = journal(head -> head);
    byte[] bytes = Files.readAllBytes(journal);
    change.accept(ByteBuffer.wrap(bytes, HEAD, SLOT).slice());
    CRC32 sum = new CRC32();
    sum.update(new byte[4]);
    sum.update(bytes, HEAD, ExplorationRow.BYTES);
    ByteBuffer.wrap(bytes).putInt(HEAD + ExplorationRow.BYTES, (int) sum.getValue());
    Files.write(journal, bytes);
  }

  private String refusal() {
    return assertThrows(InvalidInputException.class, () -> explore(folder, 1)).getMessage();
  }

  @Test
  void rowsOfAnotherBuildAreKeptOnlyIfAskedFor() throws IOException {
    Path journal = journal(line -> line.replaceFirst(" by build \\w+", " by build 0123456789ab"));
    byte[] rows = Files.readAllBytes(journal);
    assertTrue(refusal().contains("rows are of another build (0123456789ab, this is "), refusal());
    assertArrayEquals(rows, Files.readAllBytes(journal));
    List<String> told = new ArrayList<>();
    new Exploration(space(56), AreaProxy.ASSUMED, folder, new ThreadEngine(1), true, told::add)
        .run(1, Progress.silent());
    assertTrue(told.get(0).endsWith("points of another build (0123456789ab)"), told.get(0));
  }

  @Test
  void journalsOfOtherVersionsAreRefusedByName() throws IOException {
    journal(head -> head.replace("journal 2:", "journal 3:"));
    assertTrue(refusal().contains("is a journal of version 3, "), refusal());
    Files.writeString(
        folder.resolve("explore.journal"), "exploration of 96 machines 1234 by build 5 67\n");
    assertTrue(refusal().contains("is a journal of version 1, "), refusal());
    Files.writeString(folder.resolve("explore.journal"), "anything".repeat(HEAD));
    assertTrue(refusal().contains("is no journal of an exploration"), refusal());
  }

  @Test
  void rowsThatNobodyComputedAreRefused() throws IOException {
    slot(row -> row.putLong(1, 1)); // cycles
    assertTrue(refusal().contains("is not what its tiling comes to"), refusal());
    Files.delete(folder.resolve("explore.journal"));
    slot(row -> row.put(0, (byte) (3 - row.get(0)))); // fits, or does not
    assertTrue(
        refusal().contains("is not what its tiling comes to")
            || refusal().contains("is no row of this exploration"),
        refusal());
    Files.delete(folder.resolve("explore.journal"));
    slot(row -> row.put(0, (byte) 7));
    assertTrue(refusal().contains("point 0 is no row of this exploration"), refusal());
  }

  @Test
  void whatStandsInTheJournalIsNotComputedAgain() throws IOException {
    journal(head -> head);
    long kept = (Files.size(folder.resolve("explore.journal")) - HEAD) / SLOT;
    List<Integer> computed = new ArrayList<>();
    ExplorationEngine watched =
        new ExplorationEngine() {
          @Override
          public String id() {
            return "watched";
          }

          @Override
          public void run(ExplorationSpace space, PointsLeft left, Done done)
              throws InterruptedException {
            new ThreadEngine(1)
                .run(
                    space,
                    left,
                    rows -> {
                      computed.add(rows.from());
                      done.add(rows);
                    });
          }
        };
    new Exploration(space(56), AreaProxy.ASSUMED, folder, watched, false, note -> {})
        .run(1, Progress.silent());
    List<Integer> left = IntStream.range((int) kept, space(56).points()).boxed().toList();
    assertEquals(left, computed);
  }

  @Test
  void aRowThatWasDamagedIsComputedAgain() throws IOException {
    Path journal = journal(head -> head);
    byte[] bytes = Files.readAllBytes(journal);
    bytes[HEAD + 4] ^= 1;
    Files.write(journal, bytes);
    explore(folder, 1);
    assertSameTables(folder);
  }

  @Test
  void aSecondExplorationOfTheFolderIsRefusedAtOnce() throws IOException {
    Progress second =
        (what, steps) -> {
          assertTrue(refusal().contains("is at work in this folder"), refusal());
          throw new IllegalStateException("The test stops here.");
        };
    assertThrows(IllegalStateException.class, () -> exploration(56, folder, 1).run(1, second));
    explore(folder, 1);
    assertFalse(Files.exists(folder.resolve(FolderLock.NAME)));
  }

  @Test
  void aSpaceSentToAnotherProcessComesToTheSameRows() throws IOException, ClassNotFoundException {
    ExplorationSpace space = space(56);
    ExplorationSpace sent = (ExplorationSpace) sent(space);
    assertEquals(SpaceIdentity.of(space), SpaceIdentity.of(sent));
    PointRange range = new PointRange(48, 56);
    assertEquals(space.cursor().rows(range), sent.cursor().rows(range));
    for (ExplorationRow row : space.cursor().rows(range).rows()) {
      ByteBuffer bytes = ByteBuffer.allocate(ExplorationRow.BYTES);
      row.writeTo(bytes);
      assertEquals(0, bytes.remaining());
      assertEquals(row, ExplorationRow.readFrom(bytes.flip()));
    }
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
