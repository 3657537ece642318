package masattention.experiments.davinci;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.Comparator;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.OverlapGain;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** The core networks on the chip, or on the chip with one value changed. */
record Chip(Change change, Points points) {

  static Chip of(Change change, Dataset<Point> all) {
    return new Chip(
        change,
        new Points(all)
            .where(on -> on.sweep().equals(change.id()) && on.setting().equals(change.setting())));
  }

  Values<Point> over(Scheduler flat) {
    return points.speedups(Schedulers.MAS, flat);
  }

  /** A reading of FLAT per row, against what was published. */
  Dataset<Scheduler> readings() {
    return Dataset.of(CoreSet.FLATS)
        .show(
            text("speedup of mas over", Scheduler::id),
            number("largest", 3, flat -> over(flat).largest()),
            text("its network", flat -> over(flat).largestAt().network()),
            number(
                "against " + Published.NPU_LARGEST_SPEEDUP.text(),
                flat -> deviation(over(flat).largest(), Published.NPU_LARGEST_SPEEDUP)),
            number("geometric mean", 3, flat -> over(flat).geometricMean()),
            number(
                "against " + Published.NPU_MEAN_SPEEDUP.text(),
                flat -> deviation(over(flat).geometricMean(), Published.NPU_MEAN_SPEEDUP)),
            number("arithmetic mean", 3, flat -> over(flat).mean()),
            number("of the summed cycles", 3, this::ofTotals));
  }

  /** The speedup of all networks run one after the other. */
  private double ofTotals(Scheduler flat) {
    return points.of(flat).values(Point::cycles).sum()
        / points.of(Schedulers.MAS).values(Point::cycles).sum();
  }

  private static String deviation(double ours, Published published) {
    double percent = 100 * (ours / published.value() - 1);
    return (percent < 0 ? "" : "+") + Decimals.fixed(percent, 1) + " %";
  }

  /** A network per row, the largest speedup over flat first. */
  Dataset<Case> networks() {
    return Dataset.of(
            points.cases().stream()
                .sorted(Comparator.comparingDouble(on -> -speedup(on, Schedulers.FLAT)))
                .toList())
        .show(
            text("network", on -> on.network().name()),
            number("head dim", on -> on.shape().headDim()),
            number("r", 3, OverlapGain::ratio),
            number("overlap alone, at most", 3, OverlapGain::of))
        .showEach(CoreSet.FLATS, flat -> number("over " + flat.id(), 3, on -> speedup(on, flat)))
        .show(
            number(
                "over flat, of overlap alone",
                on ->
                    Decimals.fixed(100 * speedup(on, Schedulers.FLAT) / OverlapGain.of(on), 1)
                        + " %"));
  }

  double speedup(Case on, Scheduler flat) {
    return points.speedup(on, Schedulers.MAS, flat);
  }
}
