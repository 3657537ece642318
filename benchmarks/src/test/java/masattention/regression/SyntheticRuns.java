package masattention.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import masattention.benchmarks.TrackedBenchmark;

/** Samples and run files that no machine measured. */
public final class SyntheticRuns {
  public static final String MACHINE =
      """
      {
        "commit" : "%s", "date" : "2026-11-23", "modified" : false, "suite" : "full",
        "loadBefore" : 0.5,
        "cpuModel" : "%s", "cpuFlags" : "fma avx2", "cores" : 2,
        "jdkMajor" : %d, "jdk" : "some", "kernel" : "Linux 6",
        "settings" : {
          "rounds" : 8, "warmupIterations" : 20, "iterations" : 20, "iterationMillis" : 100
        }
      }
      """;

  private SyntheticRuns() {}

  /**
   * Times around a centre: a factor of the process, a factor of the iteration, now and then an
   * iteration that takes half as long again.
   */
  static Samples samples(
      double centre, double roundNoise, double noise, int rounds, SplittableRandom random) {
    List<List<Double>> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double process = 1 + roundNoise * (2 * random.nextDouble() - 1);
      List<Double> iterations = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        double hit = random.nextInt(10) == 0 ? 1.5 : 1;
        iterations.add(centre * process * hit * (1 + noise * (2 * random.nextDouble() - 1)));
      }
      all.add(iterations);
    }
    return new Samples(all);
  }

  /** Writes a run of two benchmarks and a calibration, {@code slowdown} times as slow as it was. */
  public static Path write(
      Path folder, String commit, double slowdown, double machineTime, String cpu, int jdk)
      throws IOException {
    Files.createDirectories(folder);
    SplittableRandom random = new SplittableRandom(commit.hashCode());
    List<String> objects = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      objects.add(object(TrackedBenchmark.FMA_PEAK, 1000 * machineTime, random));
      objects.add(object(TrackedBenchmark.EVALUATION_MAS, 50_000 * machineTime * slowdown, random));
      objects.add(object(TrackedBenchmark.EVALUATION_FLAT, 40_000 * machineTime, random));
    }
    Path file = folder.resolve("2026-11-23-" + commit + ".json");
    Files.writeString(file, "[" + String.join(",", objects) + "]");
    Files.writeString(BenchmarkRun.machineFile(file), MACHINE.formatted(commit, cpu, jdk));
    return file;
  }

  private static String object(TrackedBenchmark benchmark, double nanos, SplittableRandom random) {
    String parameters =
        benchmark.parameters().stream()
            .map(parameter -> "\"" + parameter.replace("=", "\":\"") + "\"")
            .reduce((some, more) -> some + "," + more)
            .orElse("");
    return """
    {"benchmark": "%s", "params": {%s},
     "secondaryMetrics": {"cpuNanosPerOperation": {"rawData": [%s]}}}\
    """
        .formatted(
            benchmark.method(), parameters, samples(nanos, 0.01, 0.03, 1, random).rounds().get(0));
  }
}
