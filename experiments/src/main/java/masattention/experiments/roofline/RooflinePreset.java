package masattention.experiments.roofline;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import java.util.function.ToDoubleFunction;
import masattention.experiments.PresetNotes;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Schedulers;

/** The points of one preset and its roofs. */
record RooflinePreset(Machine machine, Dataset<RooflinePoint> points) {

  static RooflinePreset of(Machine machine, Dataset<RooflinePoint> all) {
    return new RooflinePreset(machine, all.where(p -> p.row().machine().equals(machine.config())));
  }

  String name() {
    return machine.name();
  }

  String assumed() {
    return PresetNotes.assumed(machine);
  }

  Roofs roofs() {
    return new Roofs(machine.config());
  }

  String macRoof() {
    return Decimals.fixed(roofs().mac(), 1);
  }

  String dramGigabytes() {
    return Decimals.fixed(roofs().dramBytesPerNanosecond(), 2);
  }

  String ridge() {
    return Decimals.fixed(roofs().ridge(), 1);
  }

  /** The point that is reached highest. */
  String highest() {
    Values<RooflinePoint> reached = points.values(RooflinePoint::reached);
    return "%s on %s: %s GOP/s, %s %% of the MAC roof"
        .formatted(
            reached.largestAt().row().scheduler().id(),
            reached.largestAt().network(),
            Decimals.fixed(reached.largest(), 1),
            Decimals.fixed(100 * reached.largest() / roofs().mac(), 1));
  }

  Dataset<RooflinePoint> of(Schedulers scheduler) {
    return points.where(p -> p.row().scheduler() == scheduler);
  }

  /** A scheduler per row: ranges and means over the networks. */
  Dataset<Schedulers> table() {
    return Dataset.of(List.of(Schedulers.values()))
        .show(
            text("scheduler", Schedulers::id),
            number("operations per byte", s -> range(s, RooflinePoint::intensity)),
            number("GOP/s", s -> range(s, RooflinePoint::reached)),
            number("% of MAC and DRAM roofs", 1, s -> of(s).values(RooflinePoint::share).mean()),
            number("% of all three", 1, s -> of(s).values(RooflinePoint::shareOfAll).mean()),
            number("MAC lowest on", s -> limited(s, "MAC")),
            number("VEC lowest on", s -> limited(s, "VEC")),
            number("DRAM lowest on", s -> limited(s, "DRAM")));
  }

  private String range(Schedulers scheduler, ToDoubleFunction<RooflinePoint> quantity) {
    return of(scheduler).values(quantity).range(1);
  }

  private int limited(Schedulers scheduler, String roof) {
    return of(scheduler).where(p -> p.limit().equals(roof)).size();
  }
}
