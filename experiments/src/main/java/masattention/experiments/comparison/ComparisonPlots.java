package masattention.experiments.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.EnergyBars;
import masattention.experiments.Measurement;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.PlotFolder;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;

/** The figures of the comparison: speedup over flat, and energy by component. */
final class ComparisonPlots {
  private ComparisonPlots() {}

  static List<Path> write(PresetRows preset, PlotFolder plots) throws IOException {
    String name = preset.machine().name();
    List<Measurement> rows =
        preset.rows().values().stream().flatMap(own -> own.values().stream()).toList();
    return List.of(
        plots.write("speedup-" + name, speedup(preset)),
        plots.write("energy-" + name, EnergyBars.of(name, "fastest", rows)),
        plots.write("utilisation-" + name, new UtilisationTables(preset).chart()));
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
    return new GroupedBarChart(
            "Speedup over flat on %s (%s), every scheduler at its fastest tiling"
                .formatted(preset.machine().name(), PresetNotes.assumed(preset.machine())),
            "network",
            "speedup over flat, ratio of cycles",
            categories,
            series)
        .withReferenceLine(1);
  }
}
