package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.interpret.timing.Timeline;
import masattention.npu.HandMachine;
import masattention.program.Program;
import masattention.program.ProgramBuilder;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/** Checks that the tables and numbers of {@code docs/program.md} are those of the code. */
class ProgramDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "program.md");

  private static Problem problem() {
    return HandCase.resident(HandCase.shape(1, 8, 4), HandMachine.oneCore());
  }

  /** The rows of the table under a heading, without its head. */
  private static String table(String heading) throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    int from = lines.indexOf("## " + heading);
    assertTrue(from >= 0, () -> DOCUMENT + " has no section " + heading);
    return String.join(
        "\n",
        lines.subList(from, lines.size()).stream()
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .toList());
  }

  private static void check(String heading, List<String> rows) throws IOException {
    assertEquals(
        String.join("\n", rows),
        table(heading),
        () -> "Correct the table under \"" + heading + "\" of docs/program.md by hand.");
  }

  private static void says(String sentence) throws IOException {
    String text = Files.readString(DOCUMENT).replaceAll("\\s+", " ");
    assertTrue(text.contains(sentence), () -> DOCUMENT + " should say: " + sentence);
  }

  @Test
  void tablesAreThoseOfTheProgram() throws IOException {
    Timeline timeline = HandCase.run(Schedulers.FLAT, problem());
    Program program = timeline.program();
    check("Slots", ProgramTables.slots(program));
    check("Tasks", ProgramTables.tasks(program));
    check("Dependencies", ProgramTables.dependencies(program));
    check("Timeline", ProgramTables.timeline(timeline));
  }

  @Test
  void makespansAreThoseOfTheTimelines() throws IOException {
    long flat = HandCase.run(Schedulers.FLAT, problem()).makespanCycles();
    long mas = HandCase.run(Schedulers.MAS, problem()).makespanCycles();
    says("The makespan is %d cycles".formatted(flat));
    says("`mas` needs %d cycles".formatted(mas));
  }

  @Test
  void theRefusalIsQuotedAsItReads() throws IOException {
    Problem problem = problem();
    ProgramBuilder builder =
        new ProgramBuilder(problem.grid(), problem.machine(), Schedulers.FLAT.plan(problem));
    builder.load(0, 0, Tile.of(Tensor.Q, 0, 0, 0), 1, 32);
    builder.load(0, 0, Tile.of(Tensor.Q, 0, 1, 0), 1, 32);
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> builder.store(0, 0, Tile.of(Tensor.Q, 0, 0, 0), 1, 32, false));
    says(refusal.getMessage());
  }
}
