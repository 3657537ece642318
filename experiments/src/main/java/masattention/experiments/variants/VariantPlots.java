package masattention.experiments.variants;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.comparison.PresetNotes;
import masattention.experiments.variants.VariantCase.Variant;
import masattention.experiments.variants.VariantRows.Row;
import masattention.npu.Machine;
import masattention.plot.Axis;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.LineChart;
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

  static String stem(Machine machine) {
    return "variants-" + machine.name();
  }

  static String decodeStem(Machine machine) {
    return "variants-decode-" + machine.name();
  }

  static String sizeStem(Machine machine) {
    return "variants-size-" + machine.name();
  }

  /** Masks, groups and lengths. */
  static Chart shapes(VariantRows rows, Machine machine) {
    return bars(rows, machine, List.of(Variant.CAUSAL, Variant.GROUPED, Variant.CROSS));
  }

  /** Batches and element sizes. */
  static Chart sizes(VariantRows rows, Machine machine) {
    return bars(rows, machine, List.of(Variant.BATCH, Variant.ELEMENT));
  }

  private static Chart bars(VariantRows rows, Machine machine, List<Variant> variants) {
    List<Row> shown = new ArrayList<>();
    variants.forEach(variant -> shown.addAll(rows.of(machine, variant)));
    List<BarSeries> series = new ArrayList<>();
    for (Schedulers scheduler : OVERLAPPING) {
      series.add(
          BarSeries.of(
              scheduler.id(),
              shown.stream().map(row -> row.speedup(scheduler, Schedulers.FLAT)).toList()));
    }
    return GroupedBarChart.of(
            "Speedup over flat on %s (%s), fastest tilings"
                .formatted(machine.name(), PresetNotes.assumed(machine)),
            "layer",
            "speedup over flat, ratio of cycles",
            shown.stream().map(row -> row.variantCase().label()).toList(),
            series)
        .withReferenceLine(1);
  }

  static Chart decode(VariantRows rows, Machine machine) {
    List<Row> shown =
        rows.of(machine, Variant.DECODE).stream()
            .filter(row -> row.variantCase().decodes(VariantCase.GROUPED))
            .toList();
    List<Double> keys =
        shown.stream().map(row -> (double) row.variantCase().network().shape().seqKv()).toList();
    List<PointSeries> series = new ArrayList<>();
    double most = 1;
    for (Schedulers scheduler : DECODING) {
      List<Double> ratios =
          shown.stream()
              .map(row -> row.measured().get(scheduler))
              .map(m -> (double) m.cycles() / m.boundCycles())
              .toList();
      most = Math.max(most, ratios.stream().mapToDouble(r -> r).max().orElseThrow());
      series.add(PointSeries.of(scheduler.id(), keys, ratios));
    }
    return LineChart.lines(
        "Decode step of llama3-8b (8 K/V heads) on %s, fastest tilings".formatted(machine.name()),
        Axis.powersOfTwo(
            "keys in the cache, tokens", VariantCase.SHORTEST_DECODE, VariantCase.LONGEST_DECODE),
        Axis.linear("cycles / cycles of the bound", 0, most),
        series);
  }
}
