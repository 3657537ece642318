package masattention.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.benchmarks.TrackedBenchmark;
import masattention.benchmarks.TurnTakingProfiler;
import masattention.input.InputFile;
import masattention.input.InvalidInputException;

/** The array of results that JMH writes with {@code -rf json}, whoever ran it. */
final class JmhFile {
  private static final int MOST_BYTES = 64 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PER_OPERATION = Pattern.compile("(\\w+)/op");
  private static final Pattern OPERATIONS = Pattern.compile("ops/(\\w+)");
  private static final Map<String, Double> NANOS =
      Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 60e9, "hr", 3600e9, "day", 86400e9);

  private final Path file;

  private JmhFile(Path file) {
    this.file = file;
  }

  /**
   * One result.
   *
   * @param name of the tracked benchmark, or class, method and parameters of any other
   * @param how it was measured: mode, threads and iterations, as JMH states them
   * @param jdk the version of Java, empty if it is not stated
   * @param nanos wall-clock time of an operation, by fork and iteration; empty if it is not stated
   * @param cpuNanos processor time of an operation, by iteration; empty if it was not measured
   */
  record Result(
      String name, String how, String jdk, List<List<Double>> nanos, List<Double> cpuNanos) {}

  /**
   * Reads the results of a file.
   *
   * @throws InvalidInputException when there is none, or one is no result of JMH
   */
  static List<Result> read(Path file) {
    return new JmhFile(file).results();
  }

  private List<Result> results() {
    JsonNode array;
    try {
      array = JSON.readTree(InputFile.text(file.toString(), MOST_BYTES, "JSON file of JMH"));
    } catch (JsonProcessingException e) {
      throw refused("must hold the array that JMH writes; " + e.getOriginalMessage());
    }
    if (!array.isArray() || array.isEmpty()) {
      throw refused("must hold the array that JMH writes, with a result.");
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      results.add(result("[%d]".formatted(i), array.get(i)));
    }
    return results;
  }

  private Result result(String place, JsonNode object) {
    if (!object.path("benchmark").isTextual()) {
      throw refused(place + ".benchmark must be the name of a benchmark.");
    }
    JsonNode primary = object.path("primaryMetric");
    String unit = primary.path("scoreUnit").asText();
    List<List<Double>> nanos = new ArrayList<>();
    for (List<Double> fork : numbers(place + ".primaryMetric.rawData", primary.path("rawData"))) {
      nanos.add(fork.stream().map(score -> nanos(place, score, unit)).toList());
    }
    JsonNode cpu = object.path("secondaryMetrics").path(TurnTakingProfiler.LABEL).path("rawData");
    return new Result(
        name(object),
        "%s of %s threads, %s times %s of %s after %s times %s"
            .formatted(
                object.path("mode").asText("?"),
                object.path("threads").asText("?"),
                object.path("measurementIterations").asText("?"),
                object.path("measurementTime").asText("?"),
                object.path("measurementBatchSize").asText("?"),
                object.path("warmupIterations").asText("?"),
                object.path("warmupTime").asText("?")),
        object.path("jdkVersion").asText(),
        nanos,
        numbers(place + "." + TurnTakingProfiler.LABEL, cpu).stream()
            .findFirst()
            .orElse(List.of()));
  }

  private static String name(JsonNode object) {
    String method = object.path("benchmark").textValue();
    Map<String, String> parameters = new LinkedHashMap<>();
    object
        .path("params")
        .properties()
        .forEach(field -> parameters.put(field.getKey(), field.getValue().asText()));
    return TrackedBenchmark.of(method, parameters)
        .map(TrackedBenchmark::id)
        .orElseGet(
            () ->
                method.replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1")
                    + (parameters.isEmpty() ? "" : parameters.toString()));
  }

  /** By fork and iteration; a histogram in their place is passed over. */
  private List<List<Double>> numbers(String place, JsonNode forks) {
    List<List<Double>> all = new ArrayList<>();
    for (JsonNode fork : forks) {
      List<Double> iterations = new ArrayList<>();
      for (JsonNode value : fork) {
        if (!(value.isNumber() && value.asDouble() > 0 && Double.isFinite(value.asDouble()))) {
          throw refused("%s holds %s; times must be positive.".formatted(place, value));
        }
        iterations.add(value.asDouble());
      }
      if (!iterations.isEmpty()) {
        all.add(iterations);
      }
    }
    return all;
  }

  private double nanos(String place, double score, String unit) {
    Matcher time = PER_OPERATION.matcher(unit);
    if (time.matches() && NANOS.containsKey(time.group(1))) {
      return score * NANOS.get(time.group(1));
    }
    Matcher throughput = OPERATIONS.matcher(unit);
    if (throughput.matches() && NANOS.containsKey(throughput.group(1))) {
      return NANOS.get(throughput.group(1)) / score;
    }
    throw refused(
        "%s.primaryMetric.scoreUnit (%s) must be like ns/op or ops/s.".formatted(place, unit));
  }

  private InvalidInputException refused(String complaint) {
    return new InvalidInputException("%s: %s".formatted(file, complaint));
  }
}
