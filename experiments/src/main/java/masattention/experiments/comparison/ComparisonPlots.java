package masattention.experiments.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import masattention.experiments.CoreSet;
import masattention.experiments.EnergyBars;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Tilings;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** The figures of the comparison: speedup over flat, energy by component, utilisation. */
final class ComparisonPlots {
  private ComparisonPlots() {}

  static void draw(PresetTables preset, ExperimentContext context) throws IOException {
    context.figure("speedup-" + preset.name(), speedup(preset));
    context.figure(
        "energy-" + preset.name(),
        EnergyBars.of(preset.name(), "balanced", preset.at(Tilings.BALANCED).all()));
    context.figure("utilisation-" + preset.name(), utilisation(preset));
  }

  private static Chart speedup(PresetTables preset) {
    List<String> categories =
        new ArrayList<>(preset.points().cases().stream().map(on -> on.network().name()).toList());
    categories.add("geo. mean");
    List<BarSeries> series = new ArrayList<>();
    for (Scheduler scheduler : CoreSet.overFlat()) {
      Values<Point> ratios = preset.points().speedups(scheduler, Schedulers.FLAT);
      List<Double> values = new ArrayList<>(ratios.values());
      values.add(ratios.geometricMean());
      series.add(BarSeries.of(scheduler.id(), values));
    }
    return new GroupedBarChart(
            "Speedup over flat on %s (%s), every scheduler at its fastest tiling"
                .formatted(preset.name(), preset.assumed()),
            "network",
            "speedup over flat, ratio of cycles",
            categories,
            series)
        .withReferenceLine(1);
  }

  private static Chart utilisation(PresetTables preset) {
    return new GroupedBarChart(
        "Utilisation on %s, mean over the core networks, fastest tilings".formatted(preset.name()),
        "scheduler",
        "busy share of all cycles, %",
        CoreSet.overview().stream().map(Scheduler::id).toList(),
        List.of(
            BarSeries.of("MAC", means(preset, PresetTables::mac)),
            BarSeries.of("VEC", means(preset, PresetTables::vec)),
            BarSeries.of("DRAM", means(preset, PresetTables::dram))));
  }

  private static List<Double> means(PresetTables preset, ToDoubleFunction<Point> quantity) {
    return CoreSet.overview().stream().map(s -> preset.mean(s, quantity)).toList();
  }
}
