package masattention.experiments.claims;

import java.util.List;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Published;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.Values;
import masattention.schedule.Schedulers;

/** What the experiments that change machine or costs found, as far as the causes name it. */
record Sweeps(Dataset<Line> balance, Dataset<Line> daVinci, Dataset<Line> energy) {

  static Sweeps of(ExperimentContext context) {
    return new Sweeps(
        context.table("balance"), context.table("davinci"), context.table("energy-sweep"));
  }

  /** Speedups of mas over a rival, at every point of the balance. */
  Values<Line> balance(Schedulers rival) {
    return speedups(balance, rival);
  }

  /** Speedups of mas over flat, lanes by lanes, all else as on edge. */
  Values<Line> byLanes() {
    return speedups(balance.where(line -> line.text("sweep"), "vec-lanes"), Schedulers.FLAT);
  }

  /** Speedups over flat of the networks, on the chip as it is and with one value changed. */
  private Dataset<Values<Line>> chips() {
    return Dataset.of(
        daVinci.by(line -> List.of(line.text("sweep"), line.text("setting"))).values().stream()
            .map(chip -> speedups(chip, Schedulers.FLAT))
            .toList());
  }

  /** The range of the largest speedups over flat, chip by chip. */
  String daVinciLargest() {
    return chips().values(Values::largest).range(3);
  }

  /** The range of the geometric means of the speedups over flat, chip by chip. */
  String daVinciMeans() {
    return chips().values(Values::geometricMean).range(3);
  }

  /** Points of the grid of costs against flat, each for every way to choose tilings. */
  private Dataset<Line> costsAgainstFlat() {
    return energy.where(line -> line.text("against"), Schedulers.FLAT.id());
  }

  int costs() {
    return costsAgainstFlat().size();
  }

  /** Those at which mas saves the published share on at least one network. */
  long costsReachingTheSaving() {
    return costsAgainstFlat()
        .values(line -> line.number("largest_saving_percent"))
        .count(saving -> saving >= Published.EDGE_LARGEST_SAVING.value());
  }

  private static Values<Line> speedups(Dataset<Line> lines, Schedulers over) {
    return by(lines, over)
        .over(
            by(lines, Schedulers.MAS),
            line -> List.of(line.text("sweep"), line.text("setting"), line.text("network")),
            line -> line.number("cycles"));
  }

  private static Dataset<Line> by(Dataset<Line> lines, Schedulers scheduler) {
    return lines.where(line -> line.text("scheduler"), scheduler.id());
  }
}
