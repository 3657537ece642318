package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mas search} and {@code mas explore}. */
class SearchCommandsTest {
  private static final String SEARCH =
      "search --network bert-base --seq 64 --heads 2 --scheduler mas";
  private static final String EXPLORE =
      "explore --network bert-base --seq 64 --heads 2 --scheduler flat";

  @TempDir private Path folder;

  @Test
  void provesTheOptimumByDefault() {
    Call call = Call.line(SEARCH);
    assertEquals(0, call.exitCode(), call.err());
    assertTrue(
        call.out()
            .contains(
                "\nproven optimal over all numbers of row blocks and sub-tiles by branch-and-bound after "),
        call.out());
  }

  @Test
  void saysThatSpansHaveCoarseExtents() {
    Call call = Call.line(SEARCH.replace("mas", "assist"));
    assertTrue(
        call.out().contains(" in the corners and coarse ones with other spans by "), call.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"exhaustive", "random", "genetic", "mcts", "annealing"})
  void findsTheSameOnAnyNumberOfThreads(String algorithm) {
    String line = SEARCH + " --json --budget 30 --seed 7 --algorithm " + algorithm;
    Call call = Call.line(line + " --threads 1");
    assertEquals(0, call.exitCode(), call.err());
    assertTrue(call.out().contains("\"evaluations\" : 30"), call.out());
    assertEquals(call, Call.line(line + " --threads 3"));
  }

  @Test
  void provesTheFront() {
    Call call = Call.line(SEARCH + " --objective pareto");
    assertEquals(0, call.exitCode(), call.err());
    assertTrue(call.out().contains("the whole front, proven over "), call.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " --algorithm hill",
        " --budget 0",
        " --budget many",
        " --seed x",
        " --objective area",
        " --objective pareto --algorithm random",
        " --objective balanced --algorithm random",
        " --within 2%",
        " --objective energy --within 2%",
        " --objective pareto --within 2%",
        " --objective balanced --within 2",
        " --objective balanced --within 101%",
        " --objective balanced --within 0.125%"
      })
  void refusesInOneLine(String options) {
    assertRefused(Call.line(SEARCH + options));
  }

  private static void assertRefused(Call call) {
    assertEquals(CommandRunner.REFUSED, call.exitCode(), call.err());
    assertEquals("", call.out());
    assertTrue(call.err().startsWith("mas: ") && call.err().lines().count() == 1, call.err());
  }

  @Test
  void exploresTheSpaceOfAFile() throws IOException {
    Path space = folder.resolve("space.json");
    Files.writeString(
        space,
        "{\"macArray\": \"8x8,16x16\", \"dramBytesPerCycle\": \"4..16*2\", \"area\": {\"perMac\":"
            + " 1.5, \"constant\": 10}}");
    Path out = folder.resolve("out");
    Call call =
        Call.line(EXPLORE + " --vector-lanes 8,16 --space %s --out %s".formatted(space, out));
    assertEquals(0, call.exitCode(), call.err());
    List<String> said = call.out().lines().toList();
    assertTrue(said.get(0).startsWith("Pareto front of time, energy and area, bert-base: "));
    assertTrue(said.get(1).matches("# +mac_array +vector_lanes +dram_bytes_per_cycle .*"));
    assertEquals(
        List.of("explore.csv", "explore-front.csv", "explore-front.svg"),
        said.subList(said.size() - 3, said.size()).stream()
            .map(line -> Path.of(line).getFileName().toString())
            .toList());
    assertEquals(1 + 2 * 3 * 2, Files.readString(out.resolve("explore.csv")).lines().count());
    assertTrue(
        Files.readString(out.resolve("explore.csv"))
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("8x8x1,8,5242880,4,flat,cycles,")
                        && line.contains(",202.000,")));
    Call again = Call.line(EXPLORE + " --vector-lanes 32 --out " + out);
    assertRefused(again);
    assertTrue(again.err().contains("explore.csv: is of an exploration that has ended"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " --mac-array 8",
        " --mac-array 0x8",
        " --vector-lanes 8..4+1",
        " --vector-lanes 4..8*1",
        " --vector-lanes 2.5",
        " --l1-bytes 0",
        " --dram-bytes-per-cycle 4,,8",
        " --space nowhere.json",
        " --cores 0",
        " --clock 1KHz",
        " --energy joules=1",
        " --energy macPicojoules=x",
        " --lengths 1,x",
        " --lengths 32 --tokens 64",
        " --engine nobody",
        " --network bert-base,nobody"
      })
  void refusesAWrongSpace(String options) {
    assertRefused(Call.line(EXPLORE + options + " --out " + folder.resolve("out")));
  }
}
