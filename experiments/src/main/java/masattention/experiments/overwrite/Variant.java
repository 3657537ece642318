package masattention.experiments.overwrite;

import java.util.List;
import masattention.experiments.sweep.KvKept;
import masattention.schedule.Schedulers;

/** A scheduler and the ways in which it may keep K and V. */
enum Variant {
  MAS(
      "mas",
      "any tiling",
      Schedulers.MAS,
      List.of(KvKept.WHOLE, KvKept.OVERWRITE, KvKept.PARTIAL, KvKept.STREAMED)),
  MAS_WITHOUT(
      "mas without overwrite",
      "K and V whole, by smaller row blocks, or streamed",
      Schedulers.MAS,
      List.of(KvKept.WHOLE, KvKept.STREAMED)),
  MAS_OVERWRITING(
      "mas, overwriting", "K or V overwritten", Schedulers.MAS, List.of(KvKept.OVERWRITE)),
  MAS_SMALLER_BLOCKS("mas, smaller blocks", "K and V whole", Schedulers.MAS, List.of(KvKept.WHOLE)),
  MAS_STREAMING("mas, streaming", "K and V streamed", Schedulers.MAS, List.of(KvKept.STREAMED)),
  MAS_SPILL(
      "mas-spill",
      "K and V whole, P spilled where it does not fit, or streamed",
      Schedulers.MAS_SPILL,
      List.of()),
  FLAT(
      "flat, all or none",
      "K and V whole or streamed",
      Schedulers.FLAT,
      List.of(KvKept.WHOLE, KvKept.STREAMED)),
  FLAT_PARTIAL(
      "flat, partial residency",
      "any tiling: as much of K and V as fits",
      Schedulers.FLAT,
      List.of(KvKept.WHOLE, KvKept.PARTIAL, KvKept.STREAMED)),
  FUSEMAX("fusemax", "any tiling", Schedulers.FUSEMAX, List.of());

  private final String label;
  private final String meaning;
  private final Schedulers scheduler;
  private final List<KvKept> searched;

  Variant(String label, String meaning, Schedulers scheduler, List<KvKept> searched) {
    this.label = label;
    this.meaning = meaning;
    this.scheduler = scheduler;
    this.searched = searched;
  }

  /** Name in tables and plots. */
  String label() {
    return label;
  }

  /** What it may choose from. */
  String meaning() {
    return meaning;
  }

  Schedulers scheduler() {
    return scheduler;
  }

  /** The ways of keeping K and V that are searched, the best of which counts; none for any. */
  List<KvKept> searched() {
    return searched;
  }
}
