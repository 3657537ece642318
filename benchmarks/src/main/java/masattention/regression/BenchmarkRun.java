package masattention.regression;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.input.Names;
import masattention.regression.Judge.Measured;
import masattention.report.WholeFile;

/**
 * A run of benchmarks, and where they were measured as far as that is known.
 *
 * <p>{@code mas bench} measures in turns: round by round every benchmark once, the calibrations
 * among them, in processor time. What JMH measures by itself has wall-clock times alone, and its
 * forks are the rounds.
 *
 * @param label what it is called in tables
 * @param machine from the description beside the results; empty where there is none
 * @param settings the same
 * @param results in the order of the file
 */
public record BenchmarkRun(
    String label,
    Optional<MachineDescription> machine,
    Optional<MeasurementSettings> settings,
    List<JmhFile.Result> results) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALIBRATION = TrackedBenchmark.FMA_PEAK.id();

  public BenchmarkRun {
    results = List.copyOf(results);
  }

  /** The description that stands beside the results. */
  public static Path machineFile(Path results) {
    return results.resolveSibling(
        results.getFileName().toString().replaceFirst("\\.json$", "") + ".machine.json");
  }

  /** Reads JMH's results and the description beside them, if there is one. */
  public static BenchmarkRun read(Path file) {
    String label = file.getFileName().toString().replaceFirst("\\.json$", "");
    List<JmhFile.Result> results = JmhFile.read(file);
    if (!Files.exists(machineFile(file))) {
      return new BenchmarkRun(label, Optional.empty(), Optional.empty(), results);
    }
    JsonFields description = JsonFile.read(machineFile(file).toString());
    JsonFields settings = description.object("settings");
    return new BenchmarkRun(
        label,
        Optional.of(MachineDescription.read(description)),
        Optional.of(
            settings.build(
                () ->
                    new MeasurementSettings(
                        settings.intNumber("rounds", 1, 1000),
                        settings.intNumber("warmupIterations", 1, 1000),
                        settings.intNumber("iterations", 1, 1000),
                        settings.intNumber("iterationMillis", 1, 1_000_000)))),
        results);
  }

  /** The names of the benchmarks, in the order of the file. */
  public Set<String> benchmarks() {
    return results.stream()
        .map(JmhFile.Result::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether it was measured as {@code mas bench} does. */
  public boolean inTurns() {
    return benchmarks().contains(CALIBRATION)
        && results.stream().noneMatch(result -> result.cpuNanos().isEmpty());
  }

  /** What was measured in each round; a round ends before what it has already. */
  private List<Map<String, List<Double>>> rounds() {
    List<Map<String, List<Double>>> rounds = new ArrayList<>(List.of(new LinkedHashMap<>()));
    for (JmhFile.Result result : results) {
      if (rounds.get(rounds.size() - 1).containsKey(result.name())) {
        rounds.add(new LinkedHashMap<>());
      }
      rounds.get(rounds.size() - 1).put(result.name(), result.cpuNanos());
    }
    return rounds;
  }

  /** What a run in turns lacks, in words: results of rounds, iterations of results. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    List<Map<String, List<Double>>> rounds = rounds();
    for (int i = 0; i < rounds.size(); i++) {
      Map<String, List<Double>> round = rounds.get(i);
      List<String> missing = new ArrayList<>(benchmarks());
      missing.removeIf(name -> isPaired(round, name));
      if (!missing.isEmpty()) {
        gaps.add("round %d of %d lacks %s".formatted(i + 1, rounds.size(), Names.list(missing)));
      }
    }
    return gaps;
  }

  /** Whether a round has the benchmark, and the calibration beside every iteration. */
  private static boolean isPaired(Map<String, List<Double>> round, String benchmark) {
    return round.containsKey(benchmark)
        && round.containsKey(CALIBRATION)
        && round.get(benchmark).size() == round.get(CALIBRATION).size();
  }

  /** The processor times of a run in turns beside the calibration; empty if there are none. */
  public Optional<Measured> measured(String benchmark) {
    List<Map<String, List<Double>>> paired =
        rounds().stream().filter(round -> isPaired(round, benchmark)).toList();
    return paired.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Measured(
                new Samples(paired.stream().map(round -> round.get(benchmark)).toList()),
                new Samples(paired.stream().map(round -> round.get(CALIBRATION)).toList())));
  }

  /** The wall-clock times of a benchmark; empty if there are none. */
  public Optional<Samples> wallClock(String benchmark) {
    List<List<Double>> forks = of(benchmark).flatMap(result -> result.nanos().stream()).toList();
    return forks.isEmpty() ? Optional.empty() : Optional.of(new Samples(forks));
  }

  /** How a benchmark was measured, in JMH's words. */
  String how(String benchmark) {
    return of(benchmark).map(JmhFile.Result::how).distinct().collect(Collectors.joining(" or "));
  }

  private Stream<JmhFile.Result> of(String benchmark) {
    return results.stream().filter(result -> result.name().equals(benchmark));
  }

  /** The major versions of Java that the results state. */
  String jdks() {
    return results.stream()
        .map(result -> result.jdk().replaceFirst("^1\\.", "").replaceFirst("\\D.*", ""))
        .distinct()
        .collect(Collectors.joining(", "));
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
    json.setAll((ObjectNode) JSON.valueToTree(MachineDescription.ofThisMachine()));
    json.set("settings", JSON.valueToTree(settings));
    Files.createDirectories(folder);
    WholeFile.write(
        machineFile(file), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    return WholeFile.write(file, results);
  }
}
