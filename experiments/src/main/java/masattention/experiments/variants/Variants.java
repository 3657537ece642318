package masattention.experiments.variants;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.InWords;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.npu.Machine;
import masattention.plot.Axis;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.PointSeries;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** Attention other than plain FP16 self-attention of batch 1. */
public final class Variants extends Experiment {
  /** What the bars show: the overlapping schedulers against flat. */
  private static final List<Scheduler> OVERLAPPING =
      List.of(Schedulers.TILEFLOW, Schedulers.FUSEMAX, Schedulers.MAS);

  /** Lines that lie on each other are told apart by the table. */
  private static final List<Scheduler> DECODING =
      List.of(
          Schedulers.LAYER_WISE,
          Schedulers.FLAT_NO_PREFETCH,
          Schedulers.FLAT,
          Schedulers.FUSEMAX,
          Schedulers.MAS);

  public Variants() {
    super("variants", "Does it hold for other kinds of attention?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Case> cases =
        CoreSet.presets().stream()
            .flatMap(m -> Variant.ALL.stream().flatMap(v -> v.cases(m.config()).stream()))
            .toList();
    Points points =
        new Points(
            context
                .searchWithBalanced(id(), Case.by(cases, Schedulers.published()))
                .where(Point::feasible));
    List<VariantPreset> presets = points.onPresets(VariantPreset::new);
    context.table(id(), rows(points));
    context.page(
        this, Map.of("presets", presets, "lines", presets.get(0).points().of(Schedulers.MAS)));
    for (VariantPreset preset : presets) {
      context.figure(
          "variants-" + preset.name(),
          bars(
              "masks, grouped queries and cross-attention",
              preset,
              "causal",
              "grouped-query",
              "cross-attention"));
      context.figure(
          "variants-size-" + preset.name(),
          bars("batches and element sizes", preset, "batch", "element-size"));
      context.figure("variants-decode-" + preset.name(), decode(preset));
    }
  }

  /** A row per case and scheduler that can run it. */
  private static Dataset<Point> rows(Points points) {
    return points
        .all()
        .show(
            Columns.named("sweep").named("variant"),
            Columns.named("setting").named("case"),
            Columns.named("batch"),
            Columns.named("causal"),
            Columns.named("element_bytes"))
        .show(Columns.measured())
        .number("speedup_over_flat", 4, p -> points.speedup(p.on(), p.scheduler(), Schedulers.FLAT))
        .number("speedup_of_mas", 4, p -> points.speedup(p.on(), Schedulers.MAS, p.scheduler()))
        .number(
            "energy_saving_of_mas_percent",
            3,
            p -> Points.saving(points.get(p.on(), Schedulers.MAS).balanced(), p.balanced()))
        .show(Columns.BALANCED);
  }

  /** The layers that differ in some respects. */
  private static Chart bars(String what, VariantPreset preset, String... variants) {
    Points shown = preset.points().where(on -> List.of(variants).contains(on.sweep()));
    List<BarSeries> series =
        OVERLAPPING.stream()
            .map(s -> BarSeries.of(s.id(), shown.speedups(s, Schedulers.FLAT).values()))
            .toList();
    return new GroupedBarChart(
            "Speedup over flat on %s (%s), fastest tilings: %s"
                .formatted(preset.name(), preset.assumed(), what),
            "layer",
            "speedup over flat, ratio of cycles",
            shown.cases().map(Case::setting).rows(),
            series)
        .withReferenceLine(1);
  }

  private static Chart decode(VariantPreset preset) {
    Points grouped = preset.grouped();
    List<Double> keys = grouped.cases().values(on -> on.shape().seqKv()).values();
    List<PointSeries> series = new ArrayList<>();
    for (Scheduler scheduler : DECODING) {
      Values<Point> ratios =
          grouped.of(scheduler).values(p -> (double) p.cycles() / p.boundCycles());
      series.add(PointSeries.of(scheduler.id(), keys, ratios.values()));
    }
    return new LineChart(
        "Decode step of llama3-8b (8 K/V heads) on %s, fastest tilings".formatted(preset.name()),
        Axis.powersOfTwo(
            "keys in the cache, tokens", Variant.SHORTEST_DECODE, Variant.LONGEST_DECODE),
        Marks.LINES,
        new Plot(Axis.linear("cycles / cycles of the bound", series, 0, 1), series));
  }

  /** Every variant on one preset; a scheduler has no point where nothing of it fits. */
  record VariantPreset(Machine machine, Points points) implements Preset {
    /** The points of one variant. */
    Points of(Variant variant) {
      return points.where(on -> on.sweep().equals(variant.id()));
    }

    private Values<Point> overFlat(Variant variant) {
      return of(variant).speedups(Schedulers.MAS, Schedulers.FLAT);
    }

    /** A variant per row. */
    Dataset<Variant> findings() {
      return Dataset.of(Variant.ALL)
          .text("speedup of mas over flat on " + name(), Variant::title)
          .number("from … to", v -> overFlat(v).range(3))
          .text("least in", v -> differs(v) ? overFlat(v).smallestAt().setting() : "all")
          .text("most in", v -> differs(v) ? overFlat(v).largestAt().setting() : "all")
          .number("fusemax faster than mas in", v -> fuseMaxFaster(of(v)));
    }

    private boolean differs(Variant variant) {
      return overFlat(variant).range(3).contains(" to ");
    }

    private static String fuseMaxFaster(Points points) {
      return "%d of %d cases".formatted(faster(points, Schedulers.FUSEMAX), points.cases().size());
    }

    private static long faster(Points points, Scheduler rival) {
      return points.speedups(rival, Schedulers.MAS).count(speedup -> speedup > 1);
    }

    /** Decode steps with grouped queries. */
    Points grouped() {
      return points.where(Variant::decodesGrouped);
    }

    /** Cases of grouped decode in which mas fetches K and V more than once. */
    Dataset<Point> refetching() {
      return grouped().of(Schedulers.MAS).where(p -> p.found().work().refetchBytes() > 0);
    }

    /** The longest grouped decode. */
    Point longest() {
      return grouped().of(Schedulers.MAS).values(p -> p.shape().seqKv()).largestAt();
    }

    double longestOverBound() {
      return (double) longest().cycles() / longest().boundCycles();
    }

    long layerWiseFaster() {
      return faster(grouped(), Schedulers.LAYER_WISE);
    }

    /** A variant of this preset, as a section of the page. */
    record Section(String title, Dataset<Case> table) {}

    List<Section> variants() {
      return Variant.ALL.stream().map(v -> new Section(v.title(), table(of(v)))).toList();
    }

    /** A row per case: cycles of mas, its distance to the bound, its speedup over every other. */
    private static Dataset<Case> table(Points points) {
      return points
          .cases()
          .text("case", Case::setting)
          .number("cycles of mas", on -> points.get(on, Schedulers.MAS).cycles())
          .number("bound / mas, %", 1, on -> 100 * points.get(on, Schedulers.MAS).boundShare())
          .number(
              "energy saved against flat, balanced tilings, %",
              on -> InWords.saved(saved(points, on), 1))
          .showEach(CoreSet.allBut(Schedulers.MAS), rival -> over(points, rival));
    }

    private static double saved(Points points, Case on) {
      return Points.saving(
          points.get(on, Schedulers.MAS).balanced(), points.get(on, Schedulers.FLAT).balanced());
    }

    private static Column<Case> over(Points points, Scheduler rival) {
      return number(
          "over " + rival.id(),
          on ->
              points.get(on, rival) == null
                  ? "does not fit"
                  : Decimals.fixed(points.speedup(on, Schedulers.MAS, rival), 3));
    }
  }
}
