package masattention.experiments.variants;

import java.io.IOException;
import java.nio.file.Path;
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
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.PlotFolder;
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

  static List<Path> write(VariantRows rows, Machine machine, PlotFolder plots) throws IOException {
    Chart shapes =
        bars(
            "masks, grouped queries and cross-attention",
            rows,
            machine,
            List.of(Variant.CAUSAL, Variant.GROUPED, Variant.CROSS));
    Chart sizes =
        bars("batches and element sizes", rows, machine, List.of(Variant.BATCH, Variant.ELEMENT));
    return List.of(
        plots.write(stem(machine), shapes),
        plots.write(sizeStem(machine), sizes),
        plots.write(decodeStem(machine), decode(rows, machine)));
  }

  private static Chart bars(
      String what, VariantRows rows, Machine machine, List<Variant> variants) {
    List<Row> shown = new ArrayList<>();
    variants.forEach(variant -> shown.addAll(rows.of(machine, variant)));
    List<BarSeries> series = new ArrayList<>();
    for (Schedulers scheduler : OVERLAPPING) {
      series.add(
          BarSeries.of(
              scheduler.id(),
              shown.stream().map(row -> row.speedup(scheduler, Schedulers.FLAT)).toList()));
    }
    return new GroupedBarChart(
            "Speedup over flat on %s (%s), fastest tilings: %s"
                .formatted(machine.name(), PresetNotes.assumed(machine), what),
            "layer",
            "speedup over flat, ratio of cycles",
            shown.stream().map(row -> row.variantCase().label()).toList(),
            series)
        .withReferenceLine(1);
  }

  private static Chart decode(VariantRows rows, Machine machine) {
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
    return new LineChart(
        "Decode step of llama3-8b (8 K/V heads) on %s, fastest tilings".formatted(machine.name()),
        Axis.powersOfTwo(
            "keys in the cache, tokens", VariantCase.SHORTEST_DECODE, VariantCase.LONGEST_DECODE),
        Marks.LINES,
        new Plot(Axis.linear("cycles / cycles of the bound", 0, most), series));
  }
}
