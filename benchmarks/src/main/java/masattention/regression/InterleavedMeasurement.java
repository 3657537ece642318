package masattention.regression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import masattention.benchmarks.TrackedBenchmark;
import masattention.benchmarks.TurnTakingProfiler;

/**
 * Measures several benchmarks or several builds in rounds: in every round each has a new process,
 * all are there at the same time, and they take turns, one iteration each.
 */
public final class InterleavedMeasurement {

  /** One of those that take turns. */
  public record Player(Build build, TrackedBenchmark benchmark) {}

  private static final int MOST_ATTEMPTS = 3;
  private static final double TOO_SHORT = 1.5;
  private static final List<String> PILOT =
      List.of("-bm", "thrpt", "-wi", "1", "-w", "1s", "-i", "1", "-r", "500ms");

  private final Scratch scratch;
  private final MeasurementSettings settings;
  private final Path profiler;

  public InterleavedMeasurement(Scratch scratch, MeasurementSettings settings) throws IOException {
    this.scratch = scratch;
    this.settings = settings;
    this.profiler = profilerClasses(scratch.folder().resolve("profiler"));
  }

  /** A folder with the one class that a build may lack. */
  private static Path profilerClasses(Path folder) throws IOException {
    String name = TurnTakingProfiler.class.getName().replace('.', '/') + ".class";
    try (InputStream bytes = TurnTakingProfiler.class.getClassLoader().getResourceAsStream(name)) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes.readAllBytes());
    }
    return folder;
  }

  /** Nanoseconds of processor time per operation, roughly. */
  public double pilot(Player player) throws IOException {
    JmhResult result = start(player, List.of(), PILOT).result(scratch);
    return Samples.median(result.cpuNanos());
  }

  /**
   * One round that counts. One whose iterations turn out much too short is done again, since its
   * processes were not warm: a pilot on a loaded machine finds operations slower than they are.
   *
   * @param nanosPerOperation of every player; is brought up to date
   * @return what JMH wrote, in the order of the players
   */
  List<JmhResult> round(List<Player> players, double[] nanosPerOperation) throws IOException {
    List<JmhResult> results = List.of();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      double[] assumed = nanosPerOperation.clone();
      results = oneRound(players, nanosPerOperation);
      if (longEnough(slowest(assumed, players), slowest(nanosPerOperation, players))) {
        break;
      }
    }
    return results;
  }

  /** By benchmark, since builds of one benchmark are given the operations of the slower. */
  private static Map<TrackedBenchmark, Double> slowest(double[] nanos, List<Player> players) {
    Map<TrackedBenchmark, Double> slowest = new EnumMap<>(TrackedBenchmark.class);
    for (int i = 0; i < nanos.length; i++) {
      slowest.merge(players.get(i).benchmark(), nanos[i], Math::max);
    }
    return slowest;
  }

  private static boolean longEnough(
      Map<TrackedBenchmark, Double> assumed, Map<TrackedBenchmark, Double> measured) {
    return assumed.entrySet().stream()
        .allMatch(entry -> entry.getValue() <= TOO_SHORT * measured.get(entry.getKey()));
  }

  private List<JmhResult> oneRound(List<Player> players, double[] nanosPerOperation)
      throws IOException {
    List<JmhProcess> processes = new ArrayList<>();
    List<JmhResult> results = new ArrayList<>();
    try (Turns turns = new Turns()) {
      for (int i = 0; i < players.size(); i++) {
        String operations = Integer.toString(settings.operations(nanosPerOperation[i]));
        processes.add(start(players.get(i), turns.options(i), singleShots(operations)));
      }
      turns.give(processes);
    }
    for (int i = 0; i < players.size(); i++) {
      JmhResult result = processes.get(i).result(scratch);
      nanosPerOperation[i] = Samples.median(result.cpuNanos());
      results.add(result);
    }
    return results;
  }

  private List<String> singleShots(String operations) {
    return List.of(
        "-bm",
        "ss",
        "-wi",
        Integer.toString(settings.warmupIterations()),
        "-wbs",
        operations,
        "-i",
        Integer.toString(settings.iterations()),
        "-bs",
        operations);
  }

  private JmhProcess start(Player player, List<String> java, List<String> jmh) throws IOException {
    return JmhProcess.start(scratch, profiler, player.build(), player.benchmark(), java, jmh);
  }
}
