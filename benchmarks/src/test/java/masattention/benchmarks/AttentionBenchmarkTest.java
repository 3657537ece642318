package masattention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import masattention.kernel.KernelSetup;
import masattention.kernel.KernelShape;
import masattention.kernel.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

class AttentionBenchmarkTest {

  static Stream<Arguments> cases() {
    return Stream.of("2x33x20", "4/2x33x20-causal", "4/2x1:70x32", "3x40x16-window9")
        .flatMap(
            shape ->
                Arrays.stream(Storage.values())
                    .flatMap(
                        storage ->
                            Contenders.all().stream()
                                .filter(contender -> contender.takes(setup(shape, storage)))
                                .map(contender -> arguments(contender.label(), shape, storage))));
  }

  private static KernelSetup setup(String shape, Storage storage) {
    return KernelSetup.of(BenchmarkShapes.parse(shape)).withStorage(storage);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyContenderRunsOnceAndPassesItsCheck(String contender, String shape, Storage storage) {
    AttentionBenchmark benchmark = new AttentionBenchmark();
    benchmark.contender = contender;
    benchmark.shape = shape;
    benchmark.storage = storage;
    AttentionBenchmark.Work work = new AttentionBenchmark.Work();
    benchmark.prepare();
    benchmark.attend(work);
    benchmark.close();
    assertTrue(work.gigaflops > 0 || work.gigabytes > 0);
  }

  @Test
  void readsShapes() {
    assertEquals(
        new KernelShape(1, 32, 8, 1, 8192, 128, 128, false),
        BenchmarkShapes.parse("32/8x1:8192x128"));
    assertEquals(
        new KernelShape(1, 12, 12, 512, 512, 64, 64, true, 100),
        BenchmarkShapes.parse("12x512x64-causal-window100"));
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
    Statistics gigabytes = new ListStatistics(new double[] {5, 10, 15});
    KernelResult.Bytes bytes = new KernelResult.Bytes(gigabytes, gigabytes);
    KernelResult.writeCsv(
        List.of(
            new KernelResult(
                "1x2x3", "1", "NORMAL", "FP32", "a", clock, processor, bytes, 100, 20, "17"),
            new KernelResult(
                "1x2x3",
                "2",
                "NORMAL",
                "FP32",
                "a",
                clock,
                processor,
                bytes,
                Double.NaN,
                Double.NaN,
                "17")),
        file);
    List<String> lines = Files.readAllLines(file);
    assertEquals(
        "1x2x3,1,NORMAL,FP32,a,80.00,80.00,80.00,50.00,60.00,10.00,15.00,3,0.8000,0.5000,17",
        lines.get(1));
    assertEquals("1x2x3,2,NORMAL,FP32,a,,,,50.00,60.00,,15.00,3,,,17", lines.get(2));
  }
}
