package masattention.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import masattention.cli.WorkloadOptions.Workload;
import masattention.input.InvalidInputException;
import masattention.interpret.timing.Timeline;
import masattention.interpret.trace.ChromeTrace;
import masattention.schedule.Schedulers;
import masattention.search.Evaluation;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
import masattention.tiling.Tiling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates one scheduler, at a given tiling or at the best one. */
@Command(
    name = "simulate",
    description = "Simulates one scheduler, at the given tiling or at the best one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SimulateCommand implements Runnable {
  private final Console console;

  @Mixin private WorkloadOptions options;

  @Option(
      names = "--scheduler",
      required = true,
      paramLabel = "SCHEDULER",
      description = "name (see mas schedulers)")
  private String scheduler;

  @Option(
      names = "--tiling",
      paramLabel = "PARTS",
      description = {
        "rows=64,cols=512 and, where they differ from the default, kv-buffers=1 (or 2),"
            + " resident-keys= and resident-values= (K and V sub-tiles that stay on chip; default:"
            + " all), partition=heads (or rows), depth= (whole), value-cols= (cols)"
      })
  private String tiling;

  @Option(
      names = "--objective",
      paramLabel = "OBJECTIVE",
      description = "what the search makes small: cycles (default), energy or edp")
  private String objective;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "write the timeline for Perfetto or chrome://tracing")
  private String trace;

  @Option(
      names = "--check",
      arity = "0..1",
      fallbackValue = "0",
      paramLabel = "SEED",
      description =
          "also check the program: no hazard, L1 as large as needed, exact numbers (drawn from SEED)")
  private String check;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  SimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (tiling != null && objective != null) {
      throw new InvalidInputException(
          "--objective chooses among tilings; leave it out, or leave out --tiling.");
    }
    OptionalLong seed = Numbers.whole("--check", check);
    int threads = options.threads();
    Workload workload = options.workload();
    Simulator simulator = workload.simulator(threads);
    Schedulers chosen = Choices.scheduler(scheduler);
    Path traceFile = trace == null ? null : OutputPath.file("--trace", trace);
    Optional<Evaluation> found =
        tiling == null ? Optional.of(search(simulator, chosen)) : Optional.empty();
    Tiling wanted =
        found
            .map(Evaluation::tiling)
            .orElseGet(() -> TilingText.parse(tiling, workload.network().shape(), chosen));
    Timeline timeline = timeline(simulator, chosen, wanted);
    Measurement measurement = Measurement.of(workload.network(), chosen, timeline);
    found.ifPresent(measurement::agreeingWith);
    seed.ifPresent(numbers -> TimelineCheck.check(measurement, timeline, numbers));
    MeasurementText text = new MeasurementText(measurement, workload, options.machineName());
    if (traceFile != null) {
      OutputPath.write("--trace", traceFile, out -> ChromeTrace.write(timeline, out));
    }
    console.out().print(json ? JsonText.of(text.json()) : text.aligned());
  }

  private Evaluation search(Simulator simulator, Schedulers chosen) {
    Objective wanted = objective == null ? Objective.CYCLES : Choices.objective(objective);
    return Refusals.answer(simulator, chosen, () -> simulator.best(chosen, wanted))
        .fold(
            found -> found,
            reason -> {
              throw new InvalidInputException(reason);
            });
  }

  private static Timeline timeline(Simulator simulator, Schedulers chosen, Tiling wanted) {
    String option = " with --tiling " + TilingText.of(wanted, simulator.network().shape());
    return Refusals.answer(
        simulator,
        chosen,
        option,
        () -> Simulator.timeline(chosen, simulator.problem(wanted)).orElseThrow());
  }
}
