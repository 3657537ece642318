package masattention.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.benchmarks.TrackedBenchmark;
import masattention.regression.InterleavedMeasurement.Player;
import masattention.report.Progress;
import org.junit.jupiter.api.Test;

/** Processes really are started, take turns and report; the times themselves are not judged. */
class InterleavedMeasurementTest {
  private static final MeasurementSettings SHORT = new MeasurementSettings(1, 2, 3, 1);

  @Test
  void twoProcessesTakeTurnsAndReportEveryIteration() throws IOException {
    Path used;
    try (Scratch scratch = new Scratch()) {
      used = scratch.folder();
      Player player = new Player(Build.running("this"), TrackedBenchmark.FMA_PEAK);
      double[] nanos = {1e5, 1e5};
      List<JmhResult> results =
          new InterleavedMeasurement(scratch, SHORT).round(List.of(player, player), nanos);
      assertEquals(2, results.size());
      for (JmhResult result : results) {
        assertEquals(3, result.cpuNanos().size());
      }
      assertTrue(nanos[0] > 0 && nanos[0] != 1e5);
      JsonNode both = new ObjectMapper().readTree(JmhResult.joined(results));
      assertEquals(2, both.size());
      assertEquals(results.get(1).array().get(0), both.get(1));
    }
    assertFalse(Files.exists(used));
  }

  @Test
  void aBuildThatLacksTheBenchmarkIsLeftOutAndNamed() throws IOException {
    try (Scratch scratch = new Scratch()) {
      Build empty = new Build("empty", scratch.folder().toString());
      RegressionReport report =
          new AbComparison(empty, Build.running("this"), SHORT, 0.05)
              .run(List.of(TrackedBenchmark.FMA_PEAK), scratch, Progress.silent());
      assertEquals(List.of(), report.findings());
      assertTrue(
          report.text().contains("Left out: calibration-fma of empty failed"), report.text());
      assertFalse(report.hasRegression());
    }
  }
}
