package masattention.experiments.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.npu.Machine;
import masattention.report.TextFile;
import masattention.search.Objective;
import masattention.simulator.Measurement;

/** Every scheduler at its fastest tiling, on the core networks and both main presets. */
public final class Comparison implements Experiment {
  @Override
  public String question() {
    return "Who computes attention fastest, by how much, and with what energy, when every scheduler"
        + " has its fastest tiling?";
  }

  @Override
  public List<Figure> figures() {
    return CoreSet.presets().stream()
        .map(Machine::name)
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
                            .formatted(preset)),
                    new Figure(
                        "utilisation-" + preset,
                        "Utilisation of MAC, VEC and DRAM on %s, mean over the core networks."
                            .formatted(preset))))
        .toList();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Measurement> rows = CoreSet.measured(context, "comparison", Objective.CYCLES);
    List<PresetRows> presets =
        CoreSet.presets().stream().map(machine -> PresetRows.select(machine, rows)).toList();
    List<Path> written = new ArrayList<>();
    written.add(
        TextFile.write(context.results().resolve("comparison.csv"), ComparisonCsv.of(presets)));
    written.add(
        TextFile.write(
            context.results().resolve("comparison-speedups.csv"), SpeedupsCsv.of(presets)));
    written.add(
        TextFile.write(context.results().resolve("comparison.md"), ComparisonPage.of(presets)));
    for (PresetRows preset : presets) {
      written.addAll(ComparisonPlots.write(preset, context.plots()));
    }
    return written;
  }
}
