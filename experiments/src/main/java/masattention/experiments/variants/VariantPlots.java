package masattention.experiments.variants;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import masattention.experiments.Case;
import masattention.experiments.Points;
import masattention.plot.Axis;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.PointSeries;
import masattention.schedule.Schedulers;

/** The figures of the experiment. */
final class VariantPlots {
  /** What the bars show: the overlapping schedulers against flat. */
  private static final List<Schedulers> OVERLAPPING =
      List.of(Schedulers.TILEFLOW, Schedulers.FUSEMAX, Schedulers.MAS);

  /** Lines that lie on each other are told apart by the table. */
  private static final List<Schedulers> DECODING =
      List.of(
          Schedulers.LAYER_WISE,
          Schedulers.FLAT_NO_PREFETCH,
          Schedulers.FLAT,
          Schedulers.FUSEMAX,
          Schedulers.MAS);

  private VariantPlots() {}

  /** Masks, groups and lengths. */
  static Chart shapes(VariantPreset preset) {
    return bars(
        "masks, grouped queries and cross-attention",
        preset,
        Set.of("causal", "grouped-query", "cross-attention"));
  }

  /** Batches and element sizes. */
  static Chart sizes(VariantPreset preset) {
    return bars("batches and element sizes", preset, Set.of("batch", "element-size"));
  }

  private static Chart bars(String what, VariantPreset preset, Set<String> variants) {
    Points shown = preset.points().where(on -> variants.contains(on.sweep()));
    List<BarSeries> series = new ArrayList<>();
    for (Schedulers scheduler : OVERLAPPING) {
      series.add(BarSeries.of(scheduler.id(), shown.speedups(scheduler, Schedulers.FLAT).values()));
    }
    return new GroupedBarChart(
            "Speedup over flat on %s (%s), fastest tilings: %s"
                .formatted(preset.name(), preset.assumed(), what),
            "layer",
            "speedup over flat, ratio of cycles",
            shown.cases().stream().map(Case::setting).toList(),
            series)
        .withReferenceLine(1);
  }

  static Chart decode(VariantPreset preset) {
    Points grouped = preset.grouped();
    List<Double> keys = grouped.cases().stream().map(on -> (double) on.shape().seqKv()).toList();
    List<PointSeries> series = new ArrayList<>();
    double most = 1;
    for (Schedulers scheduler : DECODING) {
      List<Double> ratios =
          grouped.of(scheduler).values(p -> (double) p.cycles() / p.boundCycles()).values();
      most = Math.max(most, ratios.stream().mapToDouble(r -> r).max().orElseThrow());
      series.add(PointSeries.of(scheduler.id(), keys, ratios));
    }
    return new LineChart(
        "Decode step of llama3-8b (8 K/V heads) on %s, fastest tilings".formatted(preset.name()),
        Axis.powersOfTwo(
            "keys in the cache, tokens", Variant.SHORTEST_DECODE, Variant.LONGEST_DECODE),
        Marks.LINES,
        new Plot(Axis.linear("cycles / cycles of the bound", 0, most), series));
  }
}
