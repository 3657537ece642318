package masattention.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import masattention.explore.Exploration.Explored;
import masattention.npu.Machines;
import masattention.report.Progress;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many points need no more memory than a few; what is not computed is stubbed. {@code -Plong} takes
 * a million.
 */
class LargeExplorationTest {
  private static final long PATIENCE_SECONDS = 300;

  @TempDir private Path folder;

  private static ExplorationSpace space(String lanes, String dram) {
    MachineSpace machines = new MachineSpace(Machines.resolve("edge").config());
    machines.set(Parameter.VECTOR_LANES, "test", lanes);
    machines.set(Parameter.L1_BYTES, "test", "1MiB..10MiB+1MiB");
    machines.set(Parameter.DRAM_BYTES_PER_CYCLE, "test", dram);
    AttentionShape shape = AttentionShape.selfAttention(4, 64, 64);
    return new ExplorationSpace(
        machines,
        List.of(Schedulers.FLAT, Schedulers.MAS),
        List.of(Objective.CYCLES),
        List.of(
            new ExplorationLayer("first", 1, 0, shape),
            new ExplorationLayer("second", 3, 0, shape)));
  }

  /** Points for every MiB of memory, and MiB. */
  private static final int POINTS_PER_MEBIBYTE = 2000;

  private static final int MEBIBYTES = Integer.getInteger("mas.explore.mebibytes", 20);

  private static int points() {
    return MEBIBYTES * POINTS_PER_MEBIBYTE;
  }

  /** What the process with little memory runs: points / 4000 × 10 × 100 machines, 4 points each. */
  public static final class Many {
    private Many() {}

    public static void main(String[] arguments) throws IOException {
      Explored explored =
          new Exploration(
                  space("1..%s+1".formatted(arguments[1]), "1..100+1"),
                  AreaProxy.ASSUMED,
                  Path.of(arguments[0]),
                  new StubEngine(100),
                  false,
                  note -> {})
              .run(1, Progress.silent());
      System.out.print(explored.summary());
    }
  }

  @Test
  void manyPointsRunInLittleMemory() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEBIBYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Many.class.getName(),
                out.toString(),
                Integer.toString(points() / 4000))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    String said = Files.readString(log);
    assertEquals(0, process.exitValue(), said);
    try (Stream<String> lines = Files.lines(out.resolve("explore.csv"))) {
      assertEquals(1 + points(), lines.count());
    }
    assertTrue(
        said.startsWith("Pareto front of time, energy and area, sum over the networks"), said);
    assertTrue(Files.size(out.resolve("explore-front.svg")) < 16 << 20);
    assertFalse(Files.exists(out.resolve("explore.journal")));
  }

  @Test
  void aHundredMillionPointsAndMoreAreNoneTooMany() {
    ExplorationSpace space = space("1..1000+1", "1..10000+1");
    assertEquals(400_000_000, space.points());
    SearchTask last = space.cursor().task(space.points() - 1);
    assertEquals(1000, last.machine().vectorLanes());
    assertEquals(10 << 20, last.machine().l1Bytes());
    assertEquals(10_000_000, last.machine().dramMillibytesPerCycle());
    assertEquals(Schedulers.MAS, last.scheduler());
  }
}
