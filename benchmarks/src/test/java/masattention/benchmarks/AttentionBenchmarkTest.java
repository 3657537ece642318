package masattention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

class AttentionBenchmarkTest {

  static Stream<String> contenders() {
    return Contenders.all().stream().map(AttentionContender::label);
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void everyContenderRunsOnceAndPassesItsCheck(String contender) {
    AttentionBenchmark benchmark = new AttentionBenchmark();
    benchmark.contender = contender;
    benchmark.shape = "2x33x20";
    AttentionBenchmark.Work work = new AttentionBenchmark.Work();
    benchmark.prepare();
    benchmark.attend(work);
    benchmark.close();
    assertTrue(work.gigaflops > 0);
  }

  @Test
  void countsFourOperationsPerScoreAndDepth() {
    assertEquals(4.0 * 12 * 512 * 512 * 64, BenchmarkShapes.parse("12x512x64").flops());
  }

  @Test
  void refusesUnknownShapesAndContenders() {
    assertThrows(IllegalArgumentException.class, () -> BenchmarkShapes.parse("12x512"));
    assertThrows(IllegalArgumentException.class, () -> Contenders.of("fast"));
  }

  @Test
  void writesShareOfPeakOnlyWhereAPeakWasMeasured(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("kernel.csv");
    Statistics clock = new ListStatistics(new double[] {40, 50, 60});
    Statistics processor = new ListStatistics(new double[] {80, 80, 80});
    KernelResult.writeCsv(
        List.of(
            new KernelResult("1x2x3", "1", "NORMAL", "a", clock, processor, 100, "17"),
            new KernelResult("1x2x3", "2", "NORMAL", "a", clock, processor, Double.NaN, "17")),
        file);
    List<String> lines = Files.readAllLines(file);
    assertEquals("1x2x3,1,NORMAL,a,80.00,80.00,80.00,50.00,60.00,3,0.8000,17", lines.get(1));
    assertEquals("1x2x3,2,NORMAL,a,,,,50.00,60.00,3,,17", lines.get(2));
  }
}
