package masattention.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import masattention.cli.WorkloadOptions.Workload;
import masattention.cli.WorkloadOptions.Workloads;
import masattention.experiments.timeline.TimelineChart;
import masattention.input.InvalidInputException;
import masattention.interpret.timing.Timeline;
import masattention.interpret.trace.ChromeTrace;
import masattention.plot.Chart;
import masattention.plot.PlotFolder;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.Within;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
import masattention.tiling.Tiling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates one scheduler, at a given tiling or at the best one. */
@Command(name = "simulate")
final class SimulateCommand extends Subcommand implements Runnable {

  @Mixin private WorkloadOptions options;

  @Option(names = "--scheduler", required = true, paramLabel = "SCHEDULER")
  private Scheduler named;

  @Mixin private TilingOptions tilings;

  @Option(names = "--tiling", paramLabel = "PARTS")
  private String tiling;

  @Option(names = "--objective", paramLabel = "OBJECTIVE")
  private Objective objective;

  @Option(names = "--exact")
  private boolean exact;

  @Option(names = "--trace", paramLabel = "FILE")
  private Path trace;

  @Option(names = "--plot", paramLabel = "FILE.svg")
  private Path plot;

  @Option(names = "--check", arity = "0..1", fallbackValue = "0", paramLabel = "SEED")
  private Long check;

  @Option(names = "--json")
  private boolean json;

  @Override
  public void run() {
    if (tiling != null && objective != null) {
      throw new InvalidInputException(
          "--objective chooses among tilings; leave it out, or leave out --tiling.");
    }
    Scheduler scheduler = tilings.of(named);
    Objective wanted = objective == null ? Objective.BALANCED : objective;
    Within share = tilings.within(tiling == null && wanted == Objective.BALANCED);
    int threads = options.threads();
    Workloads workloads = options.workloads();
    Goal goal = new Goal(wanted, share, false, exact);
    if (isAtBest() && !workloads.isOneLayer()) {
      whole(workloads, scheduler, goal, threads);
      return;
    }
    Workload workload = options.workload();
    Simulator simulator = goal.of(workload.simulator(threads));
    Path figure = plot == null ? null : OutputPath.figure("--plot", plot);
    Path traceFile = trace == null ? null : OutputPath.file("--trace", trace);
    Optional<SearchResult> result =
        tiling == null
            ? Optional.of(search(simulator, scheduler, wanted, share))
            : Optional.empty();
    Evaluation found =
        result.isPresent() ? result.get().best().orElseThrow() : costed(simulator, scheduler);
    SimulationCheck said = new SimulationCheck();
    Problem problem = simulator.problem(found.tiling());
    Measurement measurement;
    if (traceFile == null && figure == null && (check == null || !problem.isBuildable())) {
      measurement = simulator.measure(scheduler, found);
      if (check != null) {
        said.costed(measurement, scheduler.plan(problem));
      }
    } else {
      Timeline timeline = timeline(simulator, scheduler, found.tiling());
      measurement = Measurement.of(workload.network(), scheduler, timeline).agreeingWith(found);
      if (check != null) {
        said.simulated(measurement, timeline, check);
      }
      if (traceFile != null) {
        OutputPath.write("--trace", traceFile, out -> ChromeTrace.write(timeline, out));
      }
      if (figure != null) {
        Chart chart = TimelineChart.of(measurement, timeline);
        OutputPath.write("--plot", figure, out -> out.write(PlotFolder.svg(chart)));
      }
    }
    Optional<SearchResult> unproven = goal.exact() ? Optional.empty() : result;
    MeasurementText text =
        new MeasurementText(measurement, workload, result.map(any -> wanted), share, unproven);
    print(json ? json(text, said) : text(text, said) + WholeText.notes(workloads));
  }

  private boolean isAtBest() {
    return tiling == null && trace == null && plot == null && check == null;
  }

  /** Layers of several shapes, or several of one, each at its best tiling. */
  private void whole(Workloads workloads, Scheduler scheduler, Goal goal, int threads) {
    WholeCost cost = WholeCost.of(workloads.groups(), scheduler, goal, threads);
    for (int i = 0; i < cost.groups().size(); i++) {
      if (cost.groups().get(i).isEmpty()) {
        throw Refusals.nothingFits(workloads.groups().get(i).simulator(threads), scheduler);
      }
    }
    WholeText text = new WholeText(cost, workloads, goal);
    String on = "%s on %s\n\n".formatted(scheduler.id(), workloads.machine().name());
    print(json ? JsonText.of(text.json()) : on + text.aligned());
  }

  private String json(MeasurementText text, SimulationCheck said) {
    ObjectNode object = text.json();
    if (check != null) {
      said.checked().forEach(object.putArray("checked")::add);
      said.unchecked().forEach(object.putArray("not_checked")::add);
    }
    return JsonText.of(object);
  }

  private String text(MeasurementText text, SimulationCheck said) {
    StringBuilder all = new StringBuilder(text.aligned());
    said.checked().forEach(line -> all.append("checked: ").append(line).append('\n'));
    said.unchecked().forEach(line -> all.append("not checked: ").append(line).append('\n'));
    if (trace != null) {
      all.append("timeline: ").append(trace).append('\n');
    }
    if (plot != null) {
      all.append("figure: ").append(plot).append('\n');
    }
    return all.toString();
  }

  private static SearchResult search(
      Simulator simulator, Scheduler chosen, Objective wanted, Within share) {
    return Refusals.answer(simulator, chosen, () -> simulator.searched(chosen, wanted, share))
        .fold(
            found -> found,
            reason -> {
              throw new InvalidInputException(reason);
            });
  }

  private Evaluation costed(Simulator simulator, Scheduler chosen) {
    Tiling wanted = TilingText.parse(tiling, simulator.network().shape(), chosen);
    return Refusals.answer(
        simulator,
        chosen,
        with(simulator, wanted),
        () -> Evaluator.fast().evaluate(chosen, simulator.problem(wanted)));
  }

  private static Timeline timeline(Simulator simulator, Scheduler chosen, Tiling wanted) {
    return Refusals.answer(
        simulator,
        chosen,
        with(simulator, wanted),
        () -> Simulator.timeline(chosen, simulator.problem(wanted)).orElseThrow());
  }

  private static String with(Simulator simulator, Tiling wanted) {
    return " with --tiling " + TilingText.of(wanted, simulator.network().shape());
  }
}
