package masattention.experiments.variants;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.InWords;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

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
        .show(
            text("speedup of mas over flat on " + name(), Variant::title),
            number("from … to", v -> overFlat(v).range(3)),
            text("least in", v -> differs(v) ? overFlat(v).smallestAt().setting() : "all"),
            text("most in", v -> differs(v) ? overFlat(v).largestAt().setting() : "all"),
            number("fusemax faster than mas in", v -> fuseMaxFaster(of(v))));
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
    return Dataset.of(points.cases())
        .show(
            text("case", Case::setting),
            number("cycles of mas", on -> points.get(on, Schedulers.MAS).cycles()),
            number("bound / mas, %", 1, on -> 100 * points.get(on, Schedulers.MAS).boundShare()),
            number(
                "energy saved against flat, balanced tilings, %",
                on -> InWords.saved(saved(points, on), 1)))
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
