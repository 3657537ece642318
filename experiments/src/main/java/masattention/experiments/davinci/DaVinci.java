package masattention.experiments.davinci;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.OverlapGain;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;
import masattention.report.Dataset;
import masattention.report.Values;
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
    context.figure("davinci-speedup-over-flat", DaVinciPlots.networks(chips.preset()));
    context.figure("davinci-sensitivity", DaVinciPlots.sensitivity(chips));
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
          .show(
              text("changed", chip -> chip.change().id()),
              text("to", chip -> chip.change().setting()),
              number("largest over flat", 3, chip -> chip.over(Schedulers.FLAT).largest()),
              text("its network", chip -> chip.over(Schedulers.FLAT).largestAt().network()))
          .showEach(
              CoreSet.FLATS,
              flat ->
                  number(
                      "geometric mean over " + flat.id(),
                      3,
                      chip -> chip.over(flat).geometricMean()));
    }
  }

  /** The figures of the DaVinci comparison. */
  static final class DaVinciPlots {
    private DaVinciPlots() {}

    static Chart networks(Chip chip) {
      List<Case> cases = chip.points().cases();
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

    static Chart sensitivity(Chips chips) {
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
  }
}
