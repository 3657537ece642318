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
import masattention.simulator.Measurement;
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
      description = "what the search makes small: cycles (default), energy or edp")
  private Objective objective;

  @Option(names = "--json", description = "print one JSON object per scheduler that fits")
  private boolean json;

  CompareCommand(Console console, Plugins plugins) {
    this.console = console;
    this.plugins = plugins;
  }

  @Override
  public void run() {
    Workload workload = options.workload();
    Simulator simulator = workload.simulator(options.threads());
    List<Optional<Measurement>> rows = new ArrayList<>();
    try (Progress.Steps steps =
        console.progress().begin("schedulers", plugins.schedulers().size())) {
      for (Scheduler scheduler : plugins.schedulers()) {
        rows.add(
            Refusals.answer(simulator, scheduler, () -> simulator.search(scheduler, objective))
                .optional());
        steps.step();
      }
    }
    if (rows.stream().allMatch(Optional::isEmpty)) {
      throw Refusals.nothingFits(simulator, Schedulers.FUSEMAX);
    }
    console.out().print(json ? json(workload, rows) : text(workload, rows));
  }

  private String json(Workload workload, List<Optional<Measurement>> rows) {
    ObjectNode root = JsonText.object();
    ArrayNode array = root.putArray("schedulers");
    for (Optional<Measurement> row : rows) {
      row.map(m -> new MeasurementText(m, workload, options.machineName()).json())
          .ifPresent(array::add);
    }
    return JsonText.of(root);
  }

  private String text(Workload workload, List<Optional<Measurement>> rows) {
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
