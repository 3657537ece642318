package masattention.experiments.overwrite;

import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.KvKept;
import masattention.experiments.Point;
import masattention.experiments.Search;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/**
 * A scheduler and the ways in which it may keep K and V.
 *
 * @param label name in tables and plots
 * @param meaning what it may choose from
 * @param searched the ways of keeping K and V that are searched, the best of which counts; none for
 *     any
 */
record Variant(String label, String meaning, Scheduler scheduler, List<KvKept> searched) {
  static final Variant MAS =
      of(
          "mas",
          "any tiling",
          Schedulers.MAS,
          KvKept.WHOLE,
          KvKept.OVERWRITE,
          KvKept.PARTIAL,
          KvKept.STREAMED);
  static final Variant MAS_WITHOUT =
      of(
          "mas without overwrite",
          "K and V whole, by smaller row blocks, or streamed",
          Schedulers.MAS,
          KvKept.WHOLE,
          KvKept.STREAMED);
  static final Variant MAS_OVERWRITING =
      of("mas, overwriting", "K or V overwritten", Schedulers.MAS, KvKept.OVERWRITE);
  static final Variant MAS_SPILL =
      of(
          "mas-spill",
          "K and V whole, P spilled where it does not fit, or streamed",
          Schedulers.MAS_SPILL);
  static final Variant FLAT =
      of(
          "flat, all or none",
          "K and V whole or streamed",
          Schedulers.FLAT,
          KvKept.WHOLE,
          KvKept.STREAMED);
  static final Variant FLAT_PARTIAL =
      of(
          "flat, partial residency",
          "any tiling: as much of K and V as fits",
          Schedulers.FLAT,
          KvKept.WHOLE,
          KvKept.PARTIAL,
          KvKept.STREAMED);
  static final Variant FUSEMAX = of("fusemax", "any tiling", Schedulers.FUSEMAX);

  /** In the order of the searches. */
  static final List<Variant> ALL =
      List.of(
          MAS,
          MAS_WITHOUT,
          MAS_OVERWRITING,
          of("mas, smaller blocks", "K and V whole", Schedulers.MAS, KvKept.WHOLE),
          of("mas, streaming", "K and V streamed", Schedulers.MAS, KvKept.STREAMED),
          MAS_SPILL,
          FLAT,
          FLAT_PARTIAL,
          FUSEMAX);

  /** Those that mas is compared with. */
  static final List<Variant> RIVALS = ALL.stream().filter(variant -> !variant.equals(MAS)).toList();

  private static Variant of(String label, String meaning, Scheduler scheduler, KvKept... searched) {
    return new Variant(label, meaning, scheduler, List.of(searched));
  }

  /** Its searches on a case. */
  List<Search> searches(Case on) {
    Search any = on.by(scheduler);
    return searched.isEmpty() ? List.of(any) : searched.stream().map(any::keeping).toList();
  }

  /** Whether a point is one of its searches. */
  boolean has(Point point) {
    return point.scheduler() == scheduler
        && point.by().allowed().map(searched::contains).orElse(true);
  }

  static Dataset<Variant> table() {
    return Dataset.of(ALL).text("variant", Variant::label).text("may choose", Variant::meaning);
  }
}
