package masattention.experiments.davinci;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.OverlapGain;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Networks;

/** The speedup of mas over FLAT on the DaVinci preset, and what it is sensitive to. */
public final class DaVinci extends Experiment {
  public DaVinci() {
    super("davinci", "Does the simulated DaVinci chip show the published speedups?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Case> cases = Dataset.ofPairs(Change.ALL, Networks.coreSet(), Change::on).rows();
    Dataset<Point> points = context.search(id(), Case.by(cases, CoreSet.MAS_AND_FLATS));
    Chips chips = new Chips(Change.ALL.stream().map(change -> Chip.of(change, points)).toList());
    context.table(id(), points.show(Columns.SWEPT));
    context.page(this, chips);
    context.figure("davinci-speedup-over-flat", networks(chips.preset()));
    context.figure("davinci-sensitivity", sensitivity(chips));
  }

  /** What the page says about all chips together. */
  record Chips(List<Chip> all) {
    /** The chip as it is. */
    Chip preset() {
      return all.get(0);
    }

    /** The largest speedup over flat. */
    Values<Chip> largest() {
      return Dataset.of(all).values(chip -> chip.over(Schedulers.FLAT).largest());
    }

    /** The geometric mean of the speedups over flat. */
    Values<Chip> mean() {
      return Dataset.of(all).values(chip -> chip.over(Schedulers.FLAT).geometricMean());
    }

    /** A chip per row. */
    Dataset<Chip> sensitivity() {
      return Dataset.of(all)
          .text("changed", chip -> chip.change().id())
          .text("to", chip -> chip.change().setting())
          .number("largest over flat", 3, chip -> chip.over(Schedulers.FLAT).largest())
          .text("its network", chip -> chip.over(Schedulers.FLAT).largestAt().network())
          .showEach(
              CoreSet.FLATS,
              flat ->
                  number(
                      "geometric mean over " + flat.id(),
                      3,
                      chip -> chip.over(flat).geometricMean()));
    }
  }

  private static Chart networks(Chip chip) {
    List<Case> cases = chip.points().cases().rows();
    List<BarSeries> series = new ArrayList<>();
    CoreSet.FLATS.forEach(f -> series.add(BarSeries.of(f.id(), chip.over(f).values())));
    List<Double> overlap = cases.stream().map(OverlapGain::of).toList();
    series.add(new BarSeries("overlap alone, at most", Palette.color("bound"), overlap));
    return new GroupedBarChart(
            "Speedup of mas over FLAT on davinci, simulated; dashed: published largest of a real"
                + " one, "
                + Published.NPU_LARGEST_SPEEDUP.text(),
            "network",
            "speedup, ratio of cycles",
            cases.stream().map(on -> on.network().name()).toList(),
            series)
        .withReferenceLine(Published.NPU_LARGEST_SPEEDUP.value());
  }

  private static Chart sensitivity(Chips chips) {
    return new GroupedBarChart(
            "Speedup of mas over flat on davinci with one value changed",
            "changed value",
            "speedup, ratio of cycles",
            chips.all().stream()
                .map(chip -> chip.change().id() + "\n" + chip.change().setting())
                .toList(),
            List.of(
                new BarSeries(
                    "largest of twelve networks", Palette.other(0), chips.largest().values()),
                new BarSeries("geometric mean", Palette.other(1), chips.mean().values())))
        .withReferenceLine(1);
  }

  /** The core networks on the chip, or on the chip with one value changed. */
  record Chip(Change change, Points points) {
    static Chip of(Change change, Dataset<Point> all) {
      return new Chip(
          change,
          new Points(all)
              .where(
                  on -> on.sweep().equals(change.id()) && on.setting().equals(change.setting())));
    }

    Values<Point> over(Scheduler flat) {
      return points.speedups(Schedulers.MAS, flat);
    }

    /** A reading of FLAT per row, against what was published. */
    Dataset<Scheduler> readings() {
      return Dataset.of(CoreSet.FLATS)
          .text("speedup of mas over", Scheduler::id)
          .number("largest", 3, flat -> over(flat).largest())
          .text("its network", flat -> over(flat).largestAt().network())
          .number(
              "against " + Published.NPU_LARGEST_SPEEDUP.text(),
              flat -> deviation(over(flat).largest(), Published.NPU_LARGEST_SPEEDUP))
          .number("geometric mean", 3, flat -> over(flat).geometricMean())
          .number(
              "against " + Published.NPU_MEAN_SPEEDUP.text(),
              flat -> deviation(over(flat).geometricMean(), Published.NPU_MEAN_SPEEDUP))
          .number("arithmetic mean", 3, flat -> over(flat).mean())
          .number("of the summed cycles", 3, this::ofTotals);
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
          .text("network", on -> on.network().name())
          .number("head dim", on -> on.shape().headDim())
          .number("r", 3, OverlapGain::ratio)
          .number("overlap alone, at most", 3, OverlapGain::of)
          .showEach(CoreSet.FLATS, flat -> number("over " + flat.id(), 3, on -> speedup(on, flat)))
          .number(
              "over flat, of overlap alone",
              on ->
                  Decimals.fixed(100 * speedup(on, Schedulers.FLAT) / OverlapGain.of(on), 1)
                      + " %");
    }

    double speedup(Case on, Scheduler flat) {
      return points.speedup(on, Schedulers.MAS, flat);
    }
  }
}
