package masattention.regression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import masattention.benchmarks.TrackedBenchmark;

/** The sets of benchmarks that are measured together. */
public enum BenchmarkSuite {
  FULL("full", MeasurementSettings.FULL),
  QUICK("quick", MeasurementSettings.QUICK);

  private final String id;
  private final MeasurementSettings settings;

  BenchmarkSuite(String id, MeasurementSettings settings) {
    this.id = id;
    this.settings = settings;
  }

  /** Name in files. */
  public String id() {
    return id;
  }

  /** How each benchmark is measured. */
  public MeasurementSettings settings() {
    return settings;
  }

  /** Its benchmarks, calibrations included. */
  public List<TrackedBenchmark> benchmarks() {
    return Arrays.stream(TrackedBenchmark.values())
        .filter(benchmark -> this == FULL || benchmark.quick())
        .toList();
  }

  /** Those whose name or description the pattern is found in, without the calibrations. */
  public List<TrackedBenchmark> only(Optional<Pattern> pattern) {
    return benchmarks().stream()
        .filter(benchmark -> !benchmark.isCalibration())
        .filter(benchmark -> pattern.isEmpty() || benchmark.matches(pattern.get()))
        .toList();
  }

  static Optional<BenchmarkSuite> named(String id) {
    return Arrays.stream(values()).filter(suite -> suite.id.equals(id)).findFirst();
  }
}
