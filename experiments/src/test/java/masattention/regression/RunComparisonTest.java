package masattention.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
  @TempDir private Path folder;
  private BenchmarkRun baseline;

  @BeforeEach
  void writeBaseline() throws IOException {
    baseline = run("aaaaaaa", 1, 1, "CPU one", 17);
  }

  private BenchmarkRun run(String commit, double slowdown, double machine, String cpu, int jdk)
      throws IOException {
    return BenchmarkRun.read(SyntheticRuns.write(folder, commit, slowdown, machine, cpu, jdk));
  }

  private RegressionReport report(BenchmarkRun candidate, boolean allow) {
    return new RunComparison(baseline, candidate, 0.05).report(Optional.empty(), allow);
  }

  @Test
  void namesTheBenchmarkThatIsSlowerOnAMachineThatIsToo() throws IOException {
    RegressionReport report = report(run("bbbbbbb", 1.1, 1.3, "CPU one", 17), false);
    assertEquals(
        List.of("evaluation-flat same", "evaluation-mas slower"),
        report.findings().stream()
            .map(finding -> finding.benchmark() + " " + finding.verdict().id())
            .toList());
    assertTrue(report.hasRegression());
    assertTrue(report.markdown().contains("| evaluation-mas | slower |"), report.markdown());
    assertTrue(report.text().contains("1 slower, 0 faster, 1 same"), report.text());
    assertEquals(3, report.csv().lines().count());
  }

  @Test
  void refusesOtherMachinesAndSaysWhy() throws IOException {
    BenchmarkRun cpu = run("ccccccc", 1, 1, "CPU two", 17);
    BenchmarkRun jdk = run("ddddddd", 1, 1, "CPU one", 25);
    String said = assertThrows(InvalidInputException.class, () -> report(cpu, false)).getMessage();
    assertTrue(said.contains("the CPU model differs (CPU one, CPU two)"), said);
    assertTrue(said.contains("--allow-different-machines"), said);
    said = assertThrows(InvalidInputException.class, () -> report(jdk, false)).getMessage();
    assertTrue(said.contains("the JDK major version differs (17, 25)"), said);
    RegressionReport report = report(cpu, true);
    assertTrue(report.text().contains("Compared although the CPU model differs"), report.text());
  }

  @Test
  void refusesOtherSettings() throws IOException {
    Path file = SyntheticRuns.write(folder, "eeeeeee", 1, 1, "CPU one", 17);
    Path machine = BenchmarkRun.machineFile(file);
    Files.writeString(
        machine, Files.readString(machine).replace("\"iterations\" : 20", "\"iterations\" : 5"));
    BenchmarkRun other = BenchmarkRun.read(file);
    assertTrue(
        assertThrows(InvalidInputException.class, () -> report(other, true))
            .getMessage()
            .contains("different settings"));
  }

  @Test
  void historySurvivesItsFileAndKnowsARunOnce() throws IOException {
    Path file = folder.resolve(History.FILE);
    RunName first = new RunName("2026-11-23", "aaaaaaa", false, BenchmarkSuite.FULL);
    RunName second = new RunName("2026-11-24", "bbbbbbb", false, BenchmarkSuite.FULL);
    History history = History.read(file).with(first, baseline);
    history.write(file);
    String text = Files.readString(file);
    History again = History.read(file);
    again.write(file);
    assertEquals(text, Files.readString(file));
    assertEquals(3, again.rows().size());
    assertEquals(text, written(again.with(first, baseline), file));
    History both = again.with(second, run("bbbbbbb", 1.1, 1, "CPU two, new", 17));
    assertTrue(written(both, file).startsWith(text));
    assertEquals(6, History.read(file).rows().size());
    Path figure = folder.resolve("plots/history.svg");
    assertEquals(List.of(figure), HistoryPlots.write(History.read(file), folder.resolve("plots")));
    for (String name : List.of("calibration-fma", "evaluation-flat", "evaluation-mas", "aaaaaaa")) {
      assertTrue(Files.readString(figure).contains(">" + name + "</text>"), name);
    }
  }

  private static String written(History history, Path file) throws IOException {
    history.write(file);
    return Files.readString(file);
  }

  @Test
  void theNewestRunIsHeldAgainstTheOneBefore() throws IOException {
    Path newer =
        Files.move(
            SyntheticRuns.write(folder, "bbbbbbb", 1, 1, "CPU one", 17),
            folder.resolve("2026-11-25-bbbbbbb.json"));
    Files.writeString(folder.resolve("2026-11-24-ccccccc-quick.json"), "[]");
    Files.writeString(folder.resolve("kernel-jmh.json"), "[]");
    RunFiles files = new RunFiles(folder);
    assertEquals(newer, files.newest("--candidate"));
    assertEquals("2026-11-23-aaaaaaa.json", files.before("-b", newer).getFileName().toString());
    assertEquals(newer, files.named("--baseline", "bbbb"));
    assertThrows(InvalidInputException.class, () -> files.named("--baseline", "ffff"));
    assertThrows(InvalidInputException.class, () -> files.named("--baseline", "main"));
    assertThrows(InvalidInputException.class, () -> files.named("--baseline", "no.json"));
  }

  @Test
  void everyTrackedBenchmarkIsFoundByItsOwnResult() {
    for (TrackedBenchmark benchmark : TrackedBenchmark.values()) {
      Map<String, String> all = new HashMap<>();
      all.put("machine", "edge");
      for (String parameter : benchmark.parameters()) {
        String[] pair = parameter.split("=", 2);
        all.put(pair[0], pair[1]);
      }
      assertEquals(Optional.of(benchmark), TrackedBenchmark.of(benchmark.method(), all));
    }
    assertEquals(Optional.empty(), TrackedBenchmark.of("a.b.C.d", Map.of()));
  }
}
