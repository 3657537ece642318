package masattention.experiments.variants;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;
import masattention.search.Objective;

/** Attention other than plain FP16 self-attention of batch 1. */
public final class Variants extends Experiment {

  public Variants() {
    super(
        "variants",
        "Does it hold with a causal mask, grouped queries, cross-attention, decoding, batches and"
            + " other element sizes?",
        CoreSet.presets().stream().flatMap(machine -> figures(machine.name())).toList());
  }

  private static Stream<Figure> figures(String preset) {
    return Stream.of(
        new Figure(
            "variants-" + preset,
            "Speedup over flat on %s with masks, grouped queries and cross-attention."
                .formatted(preset)),
        new Figure(
            "variants-size-" + preset,
            "Speedup over flat on %s with batches and other element sizes.".formatted(preset)),
        new Figure(
            "variants-decode-" + preset,
            "Cycles of a decode step on %s, relative to the bound, over the keys in the cache."
                .formatted(preset)));
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Case> cases =
        CoreSet.presets().stream()
            .flatMap(m -> Variant.ALL.stream().flatMap(v -> v.cases(m.config()).stream()))
            .toList();
    Points points =
        new Points(
            context.search(id(), Case.byAll(cases, Objective.CYCLES)).where(Point::feasible));
    List<VariantPreset> presets =
        CoreSet.presets().stream().map(m -> new VariantPreset(m, points.on(m.name()))).toList();
    context.table(id(), rows(points));
    context.page(
        this,
        id(),
        Map.of("presets", presets, "lines", presets.get(0).points().of(Schedulers.MAS)));
    for (VariantPreset preset : presets) {
      context.figure("variants-" + preset.name(), VariantPlots.shapes(preset));
      context.figure("variants-size-" + preset.name(), VariantPlots.sizes(preset));
      context.figure("variants-decode-" + preset.name(), VariantPlots.decode(preset));
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
        .show(
            number(
                "speedup_over_flat",
                4,
                p -> points.speedup(p.on(), p.scheduler(), Schedulers.FLAT)),
            number("speedup_of_mas", 4, p -> points.speedup(p.on(), Schedulers.MAS, p.scheduler())),
            number(
                "energy_saving_of_mas_percent",
                3,
                p -> Points.saving(points.get(p.on(), Schedulers.MAS), p)));
  }
}
