package masattention.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import masattention.cli.WorkloadOptions.Workload;
import masattention.cli.WorkloadOptions.Workloads;
import masattention.plot.PlotFolder;
import masattention.report.Parallel;
import masattention.report.Progress;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.Within;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares all schedulers, each at its best tilings, the fastest first. */
@Command(name = "compare")
final class CompareCommand extends Subcommand implements Runnable {

  @Mixin private WorkloadOptions options;

  @Option(names = "--objective", defaultValue = "cycles", paramLabel = "OBJECTIVE")
  private Objective objective;

  @Mixin private TilingOptions tilings;

  @Option(names = "--exact")
  private boolean exact;

  @ArgGroup private Form form = new Form();

  @Option(names = "--sensitivity")
  private boolean sensitivity;

  @Option(names = "--plot", paramLabel = "FILE.svg")
  private Path plot;

  /** How the comparison is printed. */
  private static final class Form {
    @Option(names = "--json")
    private boolean json;

    @Option(names = "--csv")
    private boolean csv;

    @Option(names = "--markdown")
    private boolean markdown;
  }

  @Override
  public void run() {
    boolean fastest = objective == Objective.CYCLES;
    Within share = tilings.within(fastest || objective == Objective.BALANCED);
    Goal goal = new Goal(objective, share, fastest, exact);
    Path figure = plot == null ? null : OutputPath.figure("--plot", plot);
    Workloads workloads = options.workloads();
    List<WholeCost> costs = costs(workloads, goal);
    for (int i = 0; i < workloads.groups().size(); i++) {
      int group = i;
      if (costs.stream().allMatch(cost -> cost.groups().get(group).isEmpty())) {
        Workload unfit = workloads.groups().get(i);
        throw Refusals.nothingFits(unfit.simulator(options.threads()), Schedulers.FUSEMAX);
      }
    }
    Comparison comparison = Comparison.of(costs, workloads, goal);
    if (figure != null && comparison.winner().isPresent()) {
      OutputPath.write("--plot", figure, out -> out.write(PlotFolder.svg(comparison.chart())));
    }
    Optional<Sensitivity> moved =
        sensitivity && comparison.winner().isPresent()
            ? Optional.of(Sensitivity.of(comparison, options.threads(), console().progress()))
            : Optional.empty();
    print(print(new ComparisonText(comparison, moved)));
  }

  /**
   * The costs of all schedulers, as many at a time as threads may work, in their order. The longest
   * searches begin first: the last scheduler has the largest space, and the first ones move all
   * scores through DRAM.
   */
  private List<WholeCost> costs(Workloads workloads, Goal goal) {
    List<Scheduler> schedulers = new ArrayList<>(mas().plugins.schedulers());
    Collections.rotate(schedulers, 1);
    try (Progress.Steps steps = console().progress().begin("schedulers", schedulers.size())) {
      List<Callable<WholeCost>> tasks = new ArrayList<>();
      for (Scheduler scheduler : schedulers) {
        tasks.add(
            () -> {
              steps.say(scheduler.id());
              Scheduler asked = tilings.whereItCan(scheduler);
              WholeCost cost = WholeCost.of(workloads.groups(), asked, goal, 1);
              steps.step();
              return cost;
            });
      }
      List<WholeCost> costs =
          new ArrayList<>(Parallel.results(Math.min(options.threads(), schedulers.size()), tasks));
      Collections.rotate(costs, -1);
      return costs;
    }
  }

  private String print(ComparisonText text) {
    if (form.json) {
      return JsonText.of(text.json());
    }
    if (form.csv) {
      return text.table().csv();
    }
    return form.markdown ? text.markdown() : text.aligned();
  }
}
