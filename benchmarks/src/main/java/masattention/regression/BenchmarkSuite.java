package masattention.regression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import masattention.benchmarks.TrackedBenchmark;

/** The sets of benchmarks that are measured together. */
public enum BenchmarkSuite {
  FULL(MeasurementSettings.FULL),
  QUICK(MeasurementSettings.QUICK);

  private final MeasurementSettings settings;

  BenchmarkSuite(MeasurementSettings settings) {
    this.settings = settings;
  }

  /** Name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
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
}
