package masattention.regression;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.regression.InterleavedMeasurement.Player;
import masattention.report.Progress;

/** Measures a suite: calibrations and benchmarks take turns, one iteration each. */
public final class SuiteMeasurement {
  private SuiteMeasurement() {}

  /**
   * Measures this build, and writes the results and the description of the machine beside them.
   *
   * @param name of the run and its suite
   * @return the file of the results
   */
  public static Path write(
      Path folder, RunName name, MeasurementSettings settings, Scratch scratch, Progress progress)
      throws IOException {
    double loadBefore = MachineDescription.load();
    InterleavedMeasurement measurement = new InterleavedMeasurement(scratch, settings);
    Build build = Build.running("this build").keptIn(scratch);
    List<Player> players =
        name.suite().benchmarks().stream().map(benchmark -> new Player(build, benchmark)).toList();
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
    return BenchmarkRun.write(folder, name, settings, JmhResult.joined(results), loadBefore);
  }
}
