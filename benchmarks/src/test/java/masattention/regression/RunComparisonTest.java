package masattention.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import masattention.regression.RunComparison.Allowed;
import masattention.report.Decimals;
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
    Set<Allowed> allowed = allow ? Set.of(Allowed.DIFFERENT_MACHINES) : Set.of();
    return new RunComparison(baseline, candidate, 0.05, allowed).report(Optional.empty());
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

  /** As when whoever copied the file lost its end. */
  private Path withoutTheLast(Path file, int results) throws IOException {
    ArrayNode array = (ArrayNode) new ObjectMapper().readTree(file.toFile());
    for (int i = 0; i < results; i++) {
      array.remove(array.size() - 1);
    }
    Files.writeString(file, array.toString());
    return file;
  }

  @Test
  void aFileWithoutItsLastResultsSaysWhatIsMissing() throws IOException {
    Path file = withoutTheLast(SyntheticRuns.write(folder, "bbbbbbb", 1.1, 1, "CPU one", 17), 2);
    BenchmarkRun torn = BenchmarkRun.read(file);
    String said = assertThrows(InvalidInputException.class, () -> report(torn, false)).getMessage();
    assertTrue(
        said.contains("2026-11-23-bbbbbbb: round 8 of 8 lacks evaluation-mas, evaluation-flat"),
        said);
    assertTrue(said.contains("--allow-incomplete"), said);
    RegressionReport report =
        new RunComparison(baseline, torn, 0.05, Set.of(Allowed.INCOMPLETE))
            .report(Optional.empty());
    assertTrue(report.text().contains("Compared although 2026-11-23-bbbbbbb: round 8"));
    assertEquals("evaluation-mas", report.findings().get(1).benchmark());
    assertEquals(Verdict.SLOWER, report.findings().get(1).verdict());
  }

  @Test
  void aBenchmarkThatOneRunLacksIsNamed() throws IOException {
    Path file = SyntheticRuns.write(folder, "bbbbbbb", 1, 1, "CPU one", 17);
    Files.writeString(
        file, Files.readString(file).replace("scheduler\":\"flat", "scheduler\":\"soft"));
    BenchmarkRun other = BenchmarkRun.read(file);
    String said = assertThrows(InvalidInputException.class, () -> report(other, true)).getMessage();
    assertTrue(said.contains("2026-11-23-bbbbbbb lacks evaluation-flat"), said);
    assertTrue(said.contains("2026-11-23-aaaaaaa lacks EvaluationBenchmark.fast{"), said);
  }

  private Path jmh(String name, String jdk, String... results) throws IOException {
    String all =
        Arrays.stream(results)
            .map(result -> "{\"jdkVersion\": \"%s\", %s}".formatted(jdk, result))
            .collect(Collectors.joining(",\n", "[", "]"));
    return Files.writeString(folder.resolve(name), all);
  }

  /** Six forks around a score, without the errors that JMH cannot compute. */
  private static String result(String name, String unit, double score) {
    String forks =
        IntStream.range(0, 6)
            .mapToObj(fork -> "[%s]".formatted(score * (1 + fork / 1000.0)))
            .collect(Collectors.joining(","));
    return """
    "benchmark": "some.where.%s", "mode": "x", "primaryMetric": {"score": %s, "scoreUnit": "%s",
      "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"], "rawData": [%s]}\
    """
        .formatted(name, score, unit, forks);
  }

  @Test
  void plainResultsOfJmhAreComparedAsTheyAre() throws IOException {
    Path before =
        jmh("a.json", "17.0.1", result("A.time", "us/op", 5), result("A.many", "ops/s", 100));
    Path after =
        jmh("b.json", "17.0.9", result("A.time", "ns/op", 6000), result("A.many", "ops/ms", 0.2));
    RegressionReport report =
        new RunComparison(BenchmarkRun.read(before), BenchmarkRun.read(after), 0.05, Set.of())
            .report(Optional.empty());
    assertEquals(
        List.of("A.time slower 5012.5", "A.many faster 9975064.8"),
        report.findings().stream()
            .map(
                f ->
                    f.benchmark()
                        + " "
                        + f.verdict().id()
                        + " "
                        + Decimals.fixed(f.baselineNanos(), 1))
            .toList());
    assertTrue(report.text().contains("Not checked: machine and settings of a, which"));
    assertTrue(report.text().contains("normalised by nothing"), report.text());
  }

  @Test
  void plainResultsOfOtherJavasAndUnitsAreRefused() throws IOException {
    Path one = jmh("a.json", "1.8.0_292", result("A.time", "us/op", 5));
    Path other = jmh("b.json", "17.0.9", result("A.time", "us/op", 5));
    Path odd = jmh("c.json", "17", result("A.time", "apples", 5));
    Path bad = jmh("d.json", "17", result("A.time", "us/op", -1));
    BenchmarkRun old = BenchmarkRun.read(one);
    RunComparison comparison = new RunComparison(old, BenchmarkRun.read(other), 0.05, Set.of());
    String said =
        assertThrows(InvalidInputException.class, () -> comparison.report(Optional.empty()))
            .getMessage();
    assertTrue(said.contains("JDK major version differs (8, 17)"), said);
    said = assertThrows(InvalidInputException.class, () -> BenchmarkRun.read(odd)).getMessage();
    assertTrue(said.contains("[0].primaryMetric.scoreUnit (apples)"), said);
    said = assertThrows(InvalidInputException.class, () -> BenchmarkRun.read(bad)).getMessage();
    assertTrue(said.contains("[0].primaryMetric.rawData holds -1"), said);
  }
}
