package masattention.regression;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.regression.InterleavedMeasurement.Player;
import masattention.report.Progress;

/**
 * A run of a suite, just measured: calibrations and benchmarks took turns, one iteration each.
 *
 * @param results what JMH wrote, round by round
 * @param loadBefore how many processes wanted a processor just before; negative: unknown
 */
public record SuiteMeasurement(MeasurementSettings settings, String results, double loadBefore) {

  /** Measures this build. */
  public static SuiteMeasurement run(
      BenchmarkSuite suite, MeasurementSettings settings, Scratch scratch, Progress progress)
      throws IOException {
    double loadBefore = MachineDescription.load();
    InterleavedMeasurement measurement = new InterleavedMeasurement(scratch, settings);
    Build build = Build.running("this build").keptIn(scratch);
    List<Player> players =
        suite.benchmarks().stream().map(benchmark -> new Player(build, benchmark)).toList();
    double[] nanosPerOperation = new double[players.size()];
    List<JmhResult> results = new ArrayList<>();
    try (Progress.Steps steps = progress.begin("rounds", settings.rounds() + 1L)) {
      for (int i = 0; i < players.size(); i++) {
        nanosPerOperation[i] = measurement.pilot(players.get(i));
      }
      steps.step();
      for (int round = 0; round < settings.rounds(); round++) {
        results.addAll(measurement.round(players, nanosPerOperation));
        steps.step();
      }
    }
    return new SuiteMeasurement(settings, JmhResult.joined(results), loadBefore);
  }

  /** Writes the results, and the description of the machine beside them. */
  public Path write(Path folder, RunName name) throws IOException {
    return BenchmarkRun.write(folder, name, settings, results, loadBefore);
  }
}
