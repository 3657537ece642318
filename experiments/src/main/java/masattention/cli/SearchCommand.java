package masattention.cli;

import static masattention.report.Column.number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import masattention.cli.WorkloadOptions.Workload;
import masattention.input.InvalidInputException;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Progress;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.Within;
import masattention.search.algorithms.ParetoSearch;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.algorithms.Tolerance;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.search.space.TilingSpace;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches the best tiling of one scheduler. */
@Command(name = "search")
final class SearchCommand extends Subcommand implements Runnable {
  private static final String PARETO = "pareto";

  @Mixin private WorkloadOptions options;

  @Option(names = "--scheduler", required = true, paramLabel = "SCHEDULER")
  private Scheduler named;

  @Mixin private TilingOptions tilings;

  @Option(names = "--objective", defaultValue = "cycles", paramLabel = "OBJECTIVE")
  private String objective;

  @Option(names = "--algorithm", paramLabel = "ALGORITHM")
  private SearchAlgorithms algorithm;

  @Option(names = "--budget", paramLabel = "N")
  private Integer budget;

  @Option(names = "--seed", paramLabel = "N")
  private long seed;

  @Option(names = "--json")
  private boolean json;

  @Override
  public void run() {
    Scheduler scheduler = tilings.of(named);
    Workload workload = options.workload();
    SearchSettings settings = settings();
    if (objective.equals(PARETO)) {
      if (algorithm != null && algorithm != SearchAlgorithms.BRANCH_AND_BOUND) {
        throw onlyByProof(algorithm);
      }
      tilings.within(false);
      front(workload, task(workload, scheduler, Objective.ENERGY_DELAY), settings);
    } else {
      SearchAlgorithms how = algorithm == null ? SearchAlgorithms.BRANCH_AND_BOUND : algorithm;
      Objective wanted =
          Choices.choice("objective", objective, List.of(Objective.values()), Objective::id);
      if (!how.canSeek(wanted)) {
        throw onlyByProof(how);
      }
      Within share = tilings.within(wanted == Objective.BALANCED);
      best(workload, task(workload, scheduler, wanted).with(share), how, settings);
    }
  }

  private InvalidInputException onlyByProof(SearchAlgorithms not) {
    return new InvalidInputException(
        "--objective %s has --algorithm branch-and-bound alone, not %s."
            .formatted(objective, not.id()));
  }

  private SearchSettings settings() {
    return new SearchSettings(
        budget == null ? SearchSettings.UNLIMITED : budget, seed, options.threads());
  }

  private static SearchTask task(Workload workload, Scheduler scheduler, Objective objective) {
    NpuConfig machine = workload.machine().config();
    return new SearchTask(scheduler, workload.network().shape(), machine, objective);
  }

  private void best(
      Workload workload, SearchTask task, SearchAlgorithms how, SearchSettings settings) {
    Simulator simulator = workload.simulator(settings.threads());
    SearchResult result =
        watched(
            simulator,
            task,
            settings,
            how.id(),
            watch -> how.search(task, Evaluator.fast(), settings, watch));
    Evaluation found =
        result.best().orElseThrow(() -> Refusals.nothingFits(simulator, task.scheduler()));
    MeasurementText text =
        new MeasurementText(
            simulator.measure(task.scheduler(), found),
            workload,
            Optional.of(task.objective()),
            task.within(),
            Optional.empty());
    if (json) {
      ObjectNode root = text.json();
      root.put("algorithm", how.id());
      root.put("evaluations", result.evaluations());
      root.put("proven_optimal", result.provenOptimal());
      root.put("space", TilingSpace.name(task.scheduler()));
      print(JsonText.of(root));
    } else {
      String proof =
          result.provenOptimal()
              ? "proven optimal%s over %s"
                  .formatted(
                      Tolerance.words(task.objective(), found.cycles(), result.evaluations()),
                      TilingSpace.name(task.scheduler()))
              : "best found, not proven optimal,";
      print(
          "%s\n%s by %s after %d evaluations\n"
              .formatted(text.aligned(), proof, how.id(), result.evaluations()));
    }
  }

  /** What a search gives, which is watched while it goes on. */
  private <T> T watched(
      Simulator simulator,
      SearchTask task,
      SearchSettings settings,
      String what,
      Function<SearchListener, T> search) {
    return Refusals.answer(
        simulator,
        task.scheduler(),
        () -> {
          try (SearchWatch watch = new SearchWatch(console(), task, settings, what)) {
            return search.apply(watch);
          }
        });
  }

  private void front(Workload workload, SearchTask task, SearchSettings settings) {
    Simulator simulator = workload.simulator(settings.threads());
    ParetoSearch.Result result =
        watched(
            simulator,
            task,
            settings,
            PARETO,
            watch -> ParetoSearch.search(task, Evaluator.fast(), settings, watch));
    if (result.front().isEmpty()) {
      throw Refusals.nothingFits(simulator, task.scheduler());
    }
    List<Measurement> rows =
        result.front().stream().map(found -> simulator.measure(task.scheduler(), found)).toList();
    print(json ? frontJson(workload, rows, result) : frontText(rows, result));
  }

  private String frontJson(Workload workload, List<Measurement> rows, ParetoSearch.Result result) {
    ObjectNode root = JsonText.object();
    root.put("evaluations", result.evaluations());
    root.put("proven_optimal", result.provenOptimal());
    root.put("space", TilingSpace.name(rows.get(0).scheduler()));
    ArrayNode front = root.putArray("front");
    rows.forEach(row -> front.add(new MeasurementText(row, workload).json()));
    return JsonText.of(root);
  }

  private static String frontText(List<Measurement> rows, ParetoSearch.Result result) {
    Dataset<Measurement> table =
        Dataset.of(rows)
            .show(
                number("cycles", Measurement::cycles),
                number("energy, uJ", 3, m -> m.energy().totalPicojoules() / 1e6),
                number("tiling", m -> TilingText.of(m.tiling(), m.shape())));
    return "%s\n%s after %d evaluations\n"
        .formatted(
            table.aligned(),
            result.provenOptimal()
                ? "the whole front, proven over " + TilingSpace.name(rows.get(0).scheduler()) + ","
                : "found, not proven to be whole,",
            result.evaluations());
  }

  /**
   * Shows how far a search has come, and the best found so far when the process is told to end
   * before the search does.
   */
  private static final class SearchWatch implements SearchListener, AutoCloseable {
    private final Console console;
    private final SearchTask task;
    private final Progress.Steps steps;
    private final Thread lastWords = new Thread(this::sayLastWords, "last-words");
    private long shown;
    private volatile Known known = new Known(0, Optional.empty());

    /** The state of the search, published as a whole. */
    private record Known(long evaluations, Optional<Evaluation> best) {}

    SearchWatch(Console console, SearchTask task, SearchSettings settings, String what) {
      this.console = console;
      this.task = task;
      steps = console.progress().begin(what, Math.min(settings.budget(), task.space().pairs()));
      Runtime.getRuntime().addShutdownHook(lastWords);
    }

    @Override
    public void progress(long evaluations, Optional<Evaluation> best) {
      known = new Known(evaluations, best);
      steps.advance(evaluations - shown);
      shown = evaluations;
      best.ifPresent(found -> steps.say(found.cycles() + " cycles"));
    }

    private void sayLastWords() {
      Known last = known;
      console
          .out()
          .printf(
              "interrupted after %d evaluations, best found so far: %s\n",
              last.evaluations, last.best.map(this::described).orElse("nothing"));
      console.out().flush();
    }

    private String described(Evaluation found) {
      return "%d cycles, %s uJ, %s"
          .formatted(
              found.cycles(),
              Decimals.fixed(found.energyPicojoules() / 1e6, 3),
              TilingText.of(found.tiling(), task.shape()));
    }

    @Override
    public void close() {
      steps.close();
      try {
        Runtime.getRuntime().removeShutdownHook(lastWords);
      } catch (IllegalStateException alreadyEnding) {
        // the last words have been said
      }
    }
  }
}
