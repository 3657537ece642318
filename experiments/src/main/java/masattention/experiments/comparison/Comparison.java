package masattention.experiments.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import masattention.experiments.BestTiling;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.Measurement;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.TextFile;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Every scheduler at its fastest tiling, on the core networks and both main presets. */
public final class Comparison implements Experiment {
  private static final List<String> PRESETS = List.of("edge", "davinci");

  @Override
  public String question() {
    return "Who computes attention fastest, by how much, and with what energy, when every scheduler"
        + " has its fastest tiling?";
  }

  @Override
  public List<Figure> figures() {
    return PRESETS.stream()
        .flatMap(
            preset ->
                Stream.of(
                    new Figure(
                        "speedup-" + preset,
                        "Speedup over flat on %s, every scheduler at its fastest tiling."
                            .formatted(preset)),
                    new Figure(
                        "energy-" + preset,
                        "Energy by component on %s, every scheduler at its fastest tiling."
                            .formatted(preset))))
        .toList();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Machine> machines = PRESETS.stream().map(Machines::resolve).toList();
    List<Measurement> rows = measure(machines, context);
    List<PresetRows> presets =
        machines.stream().map(machine -> PresetRows.select(machine, rows)).toList();
    List<Path> written = new ArrayList<>();
    written.add(
        TextFile.write(context.results().resolve("comparison.csv"), ComparisonCsv.of(rows)));
    written.add(
        TextFile.write(context.results().resolve("comparison.md"), ComparisonPage.of(presets)));
    for (PresetRows preset : presets) {
      written.addAll(ComparisonPlots.write(preset, context.plots()));
    }
    return written;
  }

  /** All rows, preset by preset, network by network, scheduler by scheduler. */
  private static List<Measurement> measure(List<Machine> machines, ExperimentContext context) {
    List<Callable<Measurement>> tasks = new ArrayList<>();
    for (Machine machine : machines) {
      for (Network network : Networks.coreSet()) {
        for (Schedulers scheduler : Schedulers.values()) {
          tasks.add(() -> fastest(network, machine.config(), scheduler));
        }
      }
    }
    return context.inParallel("comparison", tasks);
  }

  private static Measurement fastest(Network network, NpuConfig machine, Schedulers scheduler) {
    return BestTiling.measured(scheduler, network, machine, Objective.CYCLES, 1)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No tiling of %s fits %s on %s."
                        .formatted(scheduler.id(), network.name(), machine.name())));
  }
}
