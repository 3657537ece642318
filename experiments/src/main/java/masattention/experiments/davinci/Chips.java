package masattention.experiments.davinci;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Schedulers;

/** What the page says about all chips together. */
record Chips(List<Chip> all) {

  private Values<Chip> largest() {
    return Dataset.of(all).values(chip -> chip.over(Schedulers.FLAT).largest());
  }

  private Values<Chip> means() {
    return Dataset.of(all).values(chip -> chip.over(Schedulers.FLAT).geometricMean());
  }

  String lowestLargest() {
    return low(largest());
  }

  String highestLargest() {
    return high(largest());
  }

  String lowestMean() {
    return low(means());
  }

  String highestMean() {
    return high(means());
  }

  private static String low(Values<Chip> of) {
    return "%s (%s)".formatted(Decimals.fixed(of.smallest(), 3), of.smallestAt().change().words());
  }

  private static String high(Values<Chip> of) {
    return "%s (%s)".formatted(Decimals.fixed(of.largest(), 3), of.largestAt().change().words());
  }

  /** A chip per row. */
  Dataset<Chip> sensitivity() {
    return Dataset.of(all)
        .show(
            text("changed", chip -> chip.change().id()),
            text("to", chip -> chip.change().setting()),
            number("largest over flat", 3, chip -> chip.over(Schedulers.FLAT).largest()),
            text("its network", chip -> chip.over(Schedulers.FLAT).largestAt().network()),
            mean(Schedulers.FLAT),
            mean(Schedulers.FLAT_NO_PREFETCH),
            mean(Schedulers.FLAT_STREAM));
  }

  private static Column<Chip> mean(Schedulers flat) {
    return number("geometric mean over " + flat.id(), 3, chip -> chip.over(flat).geometricMean());
  }
}
