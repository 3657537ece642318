package masattention.experiments.unet;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.experiments.Point;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;

/**
 * One scheduler over some self-attention layers of the UNet, one after the other.
 *
 * @param layer name of the layers' shape, or of the sum
 * @param of the points of the shapes
 * @param preset what it is compared with
 */
record UnetRow(String layer, Dataset<Point> of, UnetPreset preset) {
  static final List<Column<UnetRow>> COLUMNS =
      List.of(
          text("preset", r -> r.preset().name()),
          text("layer", UnetRow::layer),
          number("layers", UnetRow::layers),
          text("scheduler", r -> r.scheduler().id()),
          number("cycles", UnetRow::cycles),
          number("latency_us", 6, UnetRow::microseconds),
          number("bound_cycles", UnetRow::boundCycles),
          number("energy_pj", 3, UnetRow::picojoules),
          number("share_of_sum_percent", 3, UnetRow::shareOfSum),
          number("latency_cut_by_mas_percent", 3, r -> r.mas().cutPercent(r)),
          number("speedup_of_mas", 4, r -> (double) r.cycles() / r.mas().cycles()),
          number(
              "energy_saving_of_mas_percent",
              3,
              r -> 100 * (1 - r.mas().picojoules() / r.picojoules())));

  Schedulers scheduler() {
    return of.rows().get(0).scheduler();
  }

  /** How many layers there are of a shape. */
  private static int layers(Point point) {
    return point.on().network().layers();
  }

  int layers() {
    return of.stream().mapToInt(UnetRow::layers).sum();
  }

  long cycles() {
    return of.stream().mapToLong(p -> layers(p) * p.cycles()).sum();
  }

  long boundCycles() {
    return of.stream().mapToLong(p -> layers(p) * p.boundCycles()).sum();
  }

  double microseconds() {
    return of.values(p -> (double) layers(p) * p.cycles() / p.machine().clockMegahertz()).sum();
  }

  double picojoules() {
    return of.values(p -> layers(p) * p.picojoules()).sum();
  }

  private UnetRow mas() {
    return preset.row(layer, Schedulers.MAS);
  }

  /** By how much it cuts the latency of another, in percent. */
  double cutPercent(UnetRow other) {
    return 100 * (1 - (double) cycles() / other.cycles());
  }

  /** Its part of the latency of all layers, in percent. */
  double shareOfSum() {
    return 100.0 * cycles() / preset.row(UnetPreset.SUM, scheduler()).cycles();
  }
}
