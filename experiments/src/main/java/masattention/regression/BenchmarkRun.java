package masattention.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.regression.Judge.Measured;
import masattention.report.TextFile;

/**
 * A run of a suite: its samples, in the order of JMH's results, and where they were measured.
 *
 * @param label what it is called in tables
 */
public record BenchmarkRun(
    String label,
    String commit,
    MachineDescription machine,
    MeasurementSettings settings,
    Map<TrackedBenchmark, Samples> samples) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TrackedBenchmark CALIBRATION = TrackedBenchmark.FMA_PEAK;

  public BenchmarkRun {
    samples = new EnumMap<>(samples);
  }

  /** The description that stands beside the results. */
  public static Path machineFile(Path results) {
    return results.resolveSibling(
        results.getFileName().toString().replaceFirst("\\.json$", "") + ".machine.json");
  }

  /** Reads JMH's results and the description beside them. */
  public static BenchmarkRun read(Path file) {
    String label = file.getFileName().toString().replaceFirst("\\.json$", "");
    JsonFields description = JsonFile.read(machineFile(file).toString());
    JsonFields settings = description.object("settings");
    return new BenchmarkRun(
        label,
        description.text("commit"),
        MachineDescription.read(description),
        settings.build(
            () ->
                new MeasurementSettings(
                    settings.intNumber("rounds", 1, 1000),
                    settings.intNumber("warmupIterations", 1, 1000),
                    settings.intNumber("iterations", 1, 1000),
                    settings.intNumber("iterationMillis", 1, 1_000_000))),
        samples(file));
  }

  private static Map<TrackedBenchmark, Samples> samples(Path file) {
    Map<TrackedBenchmark, List<List<Double>>> rounds = new LinkedHashMap<>();
    for (JsonNode object : array(file)) {
      Map<String, String> parameters = new LinkedHashMap<>();
      object
          .path("params")
          .properties()
          .forEach(field -> parameters.put(field.getKey(), field.getValue().asText()));
      List<Double> iterations = JmhResult.cpuNanos(object);
      TrackedBenchmark.of(object.path("benchmark").asText(), parameters)
          .filter(benchmark -> !iterations.isEmpty())
          .ifPresent(
              benchmark ->
                  rounds.computeIfAbsent(benchmark, unused -> new ArrayList<>()).add(iterations));
    }
    if (!rounds.containsKey(CALIBRATION)) {
      throw new InvalidInputException(
          "%s: the results must have %s (%s) with processor times; run ./mas bench."
              .formatted(file, CALIBRATION.id(), CALIBRATION.description()));
    }
    Map<TrackedBenchmark, Samples> samples = new EnumMap<>(TrackedBenchmark.class);
    try {
      rounds.forEach((benchmark, values) -> samples.put(benchmark, new Samples(values)));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("%s: %s".formatted(file, e.getMessage()));
    }
    return samples;
  }

  private static JsonNode array(Path file) {
    try {
      JsonNode array = JSON.readTree(Files.readString(file));
      if (!array.isArray()) {
        throw new InvalidInputException("%s: must hold the array that JMH writes.".formatted(file));
      }
      return array;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s: must hold the array that JMH writes; %s".formatted(file, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new InvalidInputException("%s: cannot be read (%s).".formatted(file, e));
    }
  }

  /** The benchmark beside its calibration; empty if it was not measured. */
  public Optional<Measured> measured(TrackedBenchmark benchmark) {
    return Optional.ofNullable(samples.get(benchmark))
        .map(times -> new Measured(times, samples.get(CALIBRATION)));
  }

  /** Writes JMH's results and the description beside them. */
  static Path write(
      Path folder, RunName name, MeasurementSettings settings, String results, double loadBefore)
      throws IOException {
    Path file = folder.resolve(name.stem() + ".json");
    ObjectNode json = JSON.createObjectNode();
    json.put("commit", name.commit()).put("date", name.date()).put("modified", name.modified());
    json.put("suite", name.suite().id());
    json.put("loadBefore", Math.rint(loadBefore * 100) / 100);
    MachineDescription.ofThisMachine().write(json);
    json.putObject("settings")
        .put("rounds", settings.rounds())
        .put("warmupIterations", settings.warmupIterations())
        .put("iterations", settings.iterations())
        .put("iterationMillis", settings.iterationMillis());
    Files.createDirectories(folder);
    TextFile.write(
        machineFile(file), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    return TextFile.write(file, results);
  }
}
