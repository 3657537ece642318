package masattention.experiments.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import masattention.interpret.energy.Energy;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.PlotFiles;
import masattention.plot.StackedBar;
import masattention.plot.StackedBarChart;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/** The figures of the comparison: speedup over flat, and energy by component. */
final class ComparisonPlots {
  private static final double PICOJOULES_PER_MICROJOULE = 1e6;
  private static final List<String> COMPONENTS =
      List.of("MAC", "VEC", "L0", "L1", "DRAM", "static");

  private ComparisonPlots() {}

  static List<Path> write(PresetRows preset, Path folder) throws IOException {
    String name = preset.machine().name();
    PlotFiles speedup = PlotFiles.write(speedup(preset), folder, "speedup-" + name);
    PlotFiles energy = PlotFiles.write(energy(preset), folder, "energy-" + name);
    PlotFiles utilisation =
        PlotFiles.write(new UtilisationTables(preset).chart(), folder, "utilisation-" + name);
    return Stream.of(speedup, energy, utilisation)
        .flatMap(files -> Stream.of(files.svg(), files.png()))
        .toList();
  }

  private static Chart speedup(PresetRows preset) {
    List<String> categories = new ArrayList<>(preset.networks());
    categories.add("geo. mean");
    List<BarSeries> series = new ArrayList<>();
    for (Schedulers scheduler : Schedulers.values()) {
      if (scheduler != Schedulers.FLAT) {
        List<Double> ratios = preset.ratios(Measurement::cycles, Schedulers.FLAT, scheduler);
        List<Double> values = new ArrayList<>(ratios);
        values.add(Decimals.geometricMean(ratios));
        series.add(BarSeries.of(scheduler.id(), values));
      }
    }
    return GroupedBarChart.of(
            "Speedup over flat on %s (%s), every scheduler at its fastest tiling"
                .formatted(preset.machine().name(), PresetNotes.assumed(preset.machine())),
            "network",
            "speedup over flat, ratio of cycles",
            categories,
            series)
        .withReferenceLine(1);
  }

  private static Chart energy(PresetRows preset) {
    List<StackedBar> bars = new ArrayList<>();
    for (String network : preset.networks()) {
      for (Schedulers scheduler : Schedulers.values()) {
        Energy energy = preset.row(network, scheduler).energy();
        bars.add(new StackedBar(network, scheduler.id(), microjoules(energy)));
      }
    }
    return StackedBarChart.of(
            "Energy on %s by component, every scheduler at its fastest tiling"
                .formatted(preset.machine().name()),
            "energy, µJ",
            COMPONENTS,
            bars)
        .relativeTo(Schedulers.FLAT.id(), "µJ", "energy, relative to flat");
  }

  /** The parts in the order of the components. */
  private static List<Double> microjoules(Energy energy) {
    return DoubleStream.of(
            energy.macPicojoules(),
            energy.vecPicojoules(),
            energy.l0Picojoules(),
            energy.l1Picojoules(),
            energy.dramPicojoules(),
            energy.staticPicojoules())
        .mapToObj(picojoules -> picojoules / PICOJOULES_PER_MICROJOULE)
        .toList();
  }
}
