package masattention.experiments.unet;

import java.util.List;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/**
 * One scheduler over some self-attention layers of the UNet, one after the other.
 *
 * @param layer name of the layers' shape, or of the sum
 * @param layers how many there are
 */
record UnetRow(
    String preset,
    Schedulers scheduler,
    String layer,
    int layers,
    long cycles,
    long boundCycles,
    double microseconds,
    double picojoules) {

  static final String SUM = "sum";

  /** All layers of one shape. */
  static UnetRow of(Measurement row, int layers) {
    return new UnetRow(
        row.machine().name(),
        row.scheduler(),
        row.network(),
        layers,
        layers * row.cycles(),
        layers * row.boundCycles(),
        (double) layers * row.cycles() / row.machine().clockMegahertz(),
        layers * row.energy().totalPicojoules());
  }

  /** Everything of one scheduler on one preset. */
  static UnetRow sum(List<UnetRow> rows) {
    return new UnetRow(
        rows.get(0).preset(),
        rows.get(0).scheduler(),
        SUM,
        rows.stream().mapToInt(UnetRow::layers).sum(),
        rows.stream().mapToLong(UnetRow::cycles).sum(),
        rows.stream().mapToLong(UnetRow::boundCycles).sum(),
        rows.stream().mapToDouble(UnetRow::microseconds).sum(),
        rows.stream().mapToDouble(UnetRow::picojoules).sum());
  }

  /** By how much it cuts the latency of another, in percent. */
  double cutPercent(UnetRow other) {
    return 100 * (1 - (double) cycles / other.cycles());
  }
}
