package masattention.experiments.unet;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.PresetNotes;
import masattention.experiments.Published;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Schedulers;
import masattention.workload.Network;

/** Every scheduler on every layer shape and on the sum of all layers, on one preset. */
record UnetPreset(Machine machine, Points points) {
  static final String SUM = "sum";

  String name() {
    return machine.name();
  }

  String assumed() {
    return PresetNotes.assumed(machine);
  }

  String warning() {
    return PresetNotes.warning(machine);
  }

  /** The names of the layer shapes and of the sum. */
  static List<String> layers() {
    return Stream.concat(Unet.LAYERS.stream().map(Network::name), Stream.of(SUM)).toList();
  }

  UnetRow row(String layer, Schedulers scheduler) {
    Dataset<Point> of =
        points.of(scheduler).where(p -> layer.equals(SUM) || p.network().equals(layer));
    return new UnetRow(layer, of, this);
  }

  List<UnetRow> rows() {
    List<UnetRow> rows = new ArrayList<>();
    for (String layer : layers()) {
      List.of(Schedulers.values()).forEach(scheduler -> rows.add(row(layer, scheduler)));
    }
    return rows;
  }

  double cut(String layer, Schedulers rival) {
    return row(layer, Schedulers.MAS).cutPercent(row(layer, rival));
  }

  String largestShare() {
    return Decimals.fixed(row(Unet.LAYERS.get(0).name(), Schedulers.FLAT).shareOfSum(), 1);
  }

  /** The cut against a reading of FLAT that comes nearest the published one. */
  String nearest() {
    double published = Published.UNET_LATENCY_CUT.value();
    Dataset<UnetRow> flats =
        Dataset.of(
            CoreSet.FLATS.stream()
                .flatMap(flat -> layers().stream().map(layer -> row(layer, flat)))
                .toList());
    Values<UnetRow> distances =
        flats.values(flat -> Math.abs(cut(flat.layer(), flat.scheduler()) - published));
    UnetRow nearest = distances.smallestAt();
    return "%s %%, against `%s` on %s"
        .formatted(
            Decimals.fixed(cut(nearest.layer(), nearest.scheduler()), 1),
            nearest.scheduler().id(),
            nearest.layer());
  }

  Dataset<String> cuts() {
    return perLayer(
        CoreSet.allBut(Schedulers.MAS).stream()
            .map(rival -> Column.<String>number(rival.id(), 1, layer -> cut(layer, rival)))
            .toList());
  }

  Dataset<String> latencies() {
    return perLayer(
        Stream.of(Schedulers.values())
            .map(s -> Column.<String>number(s.id(), 1, layer -> row(layer, s).microseconds()))
            .toList());
  }

  private Dataset<String> perLayer(List<Column<String>> columns) {
    return Dataset.of(layers())
        .show(text("shape", layer -> layer))
        .show(number("layers", layer -> row(layer, Schedulers.MAS).layers()))
        .show(columns);
  }

  /** The command lines of flat and mas. */
  List<String> commands() {
    return points
        .all()
        .where(p -> p.scheduler() == Schedulers.FLAT || p.scheduler() == Schedulers.MAS)
        .stream()
        .map(Point::command)
        .toList();
  }
}
