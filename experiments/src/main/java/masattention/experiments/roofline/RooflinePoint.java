package masattention.experiments.roofline;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.experiments.Point;
import masattention.experiments.SimulateLine;
import masattention.experiments.roofline.RooflinePreset.Roofs;
import masattention.report.Column;
import masattention.simulator.Measurement;

/** One scheduler on one network under the roofs of its machine. */
record RooflinePoint(Measurement row) {
  static final List<Column<RooflinePoint>> COLUMNS =
      List.of(
          text("preset", p -> p.row().machine().name()),
          text("network", RooflinePoint::network),
          text("scheduler", p -> p.row().scheduler().id()),
          number("head_dim", p -> p.row().shape().headDim()),
          number("cycles", p -> p.row().cycles()),
          number("macs", p -> p.row().work().macs()),
          number("dram_bytes", RooflinePoint::dramBytes),
          number("operations_per_dram_byte", 4, RooflinePoint::intensity),
          number("reached_gops", 3, RooflinePoint::reached),
          number("mac_roof_gops", 3, p -> p.roofs().mac()),
          number("dram_roof_gops", 3, p -> p.roofs().dram(p.intensity())),
          number("vec_roof_gops", 3, p -> p.roofs().vec(p.row().shape())),
          number("attainable_gops", 3, RooflinePoint::attainable),
          number("attainable_with_softmax_gops", 3, RooflinePoint::attainableWithSoftmax),
          text("limit", RooflinePoint::limit),
          number("reached_percent_of_attainable", 3, RooflinePoint::share),
          number("reached_percent_of_attainable_with_softmax", 3, RooflinePoint::shareOfAll));

  RooflinePoint(Point point) {
    this(point.found());
  }

  String network() {
    return row.network();
  }

  /** The command line that repeats it. */
  String command() {
    return SimulateLine.of(row);
  }

  Roofs roofs() {
    return new Roofs(row.machine());
  }

  /** Operations of the products. */
  double operations() {
    return (double) Roofs.OPERATIONS_PER_MAC * row.work().macs();
  }

  long dramBytes() {
    return row.work().dramReadBytes() + row.work().dramWriteBytes();
  }

  /** Operations per DRAM byte. */
  double intensity() {
    return operations() / dramBytes();
  }

  /** Operations per nanosecond. */
  double reached() {
    return operations() / (row.cycles() / roofs().gigahertz());
  }

  /** What is reached of the MAC roof, in percent. */
  double ofMacRoof() {
    return 100 * reached() / roofs().mac();
  }

  /** Under the MAC and DRAM roofs at this intensity. */
  double attainable() {
    return roofs().attainable(intensity());
  }

  /** Under these and the VEC roof of the network. */
  double attainableWithSoftmax() {
    return Math.min(attainable(), roofs().vec(row.shape()));
  }

  /** What is reached of the MAC and DRAM roofs, in percent. */
  double share() {
    return 100 * reached() / attainable();
  }

  /** What is reached of all three roofs, in percent. */
  double shareOfAll() {
    return 100 * reached() / attainableWithSoftmax();
  }

  /** The lowest of the three roofs. */
  String limit() {
    double vec = roofs().vec(row.shape());
    double dram = roofs().dram(intensity());
    if (dram <= Math.min(vec, roofs().mac())) {
      return "DRAM";
    }
    return vec < roofs().mac() ? "VEC" : "MAC";
  }
}
