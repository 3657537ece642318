package masattention.cli;

import static masattention.report.Column.number;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.cli.WorkloadOptions.Workload;
import masattention.experiments.Columns;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Progress;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.Within;
import masattention.simulator.Measurement;
import masattention.simulator.Optima;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates every scheduler at its best tiling. */
@Command(name = "compare", description = "Simulates every scheduler at its best tiling.")
final class CompareCommand implements Runnable {
  private static final String NOTHING = "-";

  private final Console console;
  private final Plugins plugins;

  @Mixin private WorkloadOptions options;

  @Option(
      names = "--objective",
      defaultValue = "cycles",
      paramLabel = "OBJECTIVE",
      description =
          "what the search makes small: cycles (default; the balanced energy beside), balanced, energy"
              + " or edp")
  private Objective objective;

  @Option(
      names = "--within",
      converter = Choices.Share.class,
      paramLabel = "PERCENT",
      description = "what balanced may take beyond the fewest cycles; default: 1%%")
  private Within within;

  @Option(names = "--json", description = "print one JSON object per scheduler that fits")
  private boolean json;

  CompareCommand(Console console, Plugins plugins) {
    this.console = console;
    this.plugins = plugins;
  }

  @Override
  public void run() {
    boolean fastest = objective == Objective.CYCLES;
    Within share = Choices.within(within, fastest || objective == Objective.BALANCED);
    Workload workload = options.workload();
    Simulator simulator = workload.simulator(options.threads());
    List<Optional<Measurement>> rows = new ArrayList<>();
    List<Optional<Measurement>> balanced = new ArrayList<>();
    try (Progress.Steps steps =
        console.progress().begin("schedulers", plugins.schedulers().size())) {
      for (Scheduler scheduler : plugins.schedulers()) {
        if (fastest) {
          Optional<Optima> both =
              Refusals.answer(simulator, scheduler, () -> simulator.optima(scheduler, share))
                  .optional();
          rows.add(both.map(Optima::fastest));
          balanced.add(both.map(Optima::balanced));
        } else {
          rows.add(
              Refusals.answer(
                      simulator, scheduler, () -> simulator.search(scheduler, objective, share))
                  .optional());
        }
        steps.step();
      }
    }
    if (rows.stream().allMatch(Optional::isEmpty)) {
      throw Refusals.nothingFits(simulator, Schedulers.FUSEMAX);
    }
    console.out().print(json ? json(workload, rows, balanced) : text(workload, rows, balanced));
  }

  private String json(
      Workload workload, List<Optional<Measurement>> rows, List<Optional<Measurement>> balanced) {
    ObjectNode root = JsonText.object();
    ArrayNode array = root.putArray("schedulers");
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).isPresent()) {
        ObjectNode row = text(workload, rows.get(i).orElseThrow()).json();
        if (!balanced.isEmpty()) {
          row.set("balanced", text(workload, balanced.get(i).orElseThrow()).json());
        }
        array.add(row);
      }
    }
    return JsonText.of(root);
  }

  private MeasurementText text(Workload workload, Measurement measurement) {
    return new MeasurementText(measurement, workload, options.machineName());
  }

  private String text(
      Workload workload, List<Optional<Measurement>> rows, List<Optional<Measurement>> balanced) {
    Dataset<Scheduler> table =
        Dataset.of(plugins.schedulers())
            .show(Column.text("scheduler", Scheduler::id))
            .show(
                Stream.<Column<Measurement>>of(
                        number("cycles", Measurement::cycles),
                        Columns.LATENCY.named("latency, us"),
                        number("bound, %", 1, m -> 100.0 * m.boundCycles() / m.cycles()),
                        number("energy, uJ", 2, m -> m.energy().totalPicojoules() / 1e6),
                        number(
                            "DRAM, bytes",
                            m -> m.work().dramReadBytes() + m.work().dramWriteBytes()),
                        number("tiling", m -> TilingText.of(m.tiling(), m.shape())))
                    .map(column -> orNothing(column, rows))
                    .toList());
    if (!balanced.isEmpty()) {
      table =
          table.show(
              orNothing(
                  number("balanced, uJ", 2, m -> m.energy().totalPicojoules() / 1e6), balanced));
    }
    return "%s on %s, every scheduler at its best tiling\n\n%s\nbound: floor of every exact schedule / cycles; %s: nothing fits.\n%s\n"
        .formatted(
            workload.network().name(),
            workload.machine().name(),
            table.aligned(),
            NOTHING,
            MeasurementText.foundation(workload.machine()));
  }

  /** The column of the scheduler's measurement. */
  private Column<Scheduler> orNothing(
      Column<Measurement> column, List<Optional<Measurement>> rows) {
    return number(
        column.header(),
        scheduler ->
            rows.get(plugins.schedulers().indexOf(scheduler)).map(column::textOf).orElse(NOTHING));
  }
}
