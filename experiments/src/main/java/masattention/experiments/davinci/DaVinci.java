package masattention.experiments.davinci;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.experiments.Search;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The speedup of mas over FLAT on the DaVinci preset, and what it is sensitive to. */
public final class DaVinci extends Experiment {

  public DaVinci() {
    super("davinci", "Does the simulated DaVinci chip show the published speedups?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Search> searches = new ArrayList<>();
    for (Change change : Change.ALL) {
      for (Network network : Networks.coreSet()) {
        searches.add(change.on(network).by(Schedulers.MAS));
        searches.addAll(change.on(network).by(CoreSet.FLATS));
      }
    }
    Dataset<Point> points = context.search(id(), searches);
    List<Chip> chips = Change.ALL.stream().map(change -> Chip.of(change, points)).toList();
    context.table(id(), points.show(Columns.SWEPT));
    context.page(
        this,
        id(),
        Map.of("question", question(), "preset", chips.get(0), "chips", new Chips(chips)));
    DaVinciPlots.draw(chips, context);
  }

  /** What the page says about all chips together. */
  record Chips(List<Chip> all) {

    /** A quantity where it is lowest and where it is highest. */
    record Ends(String lowest, String highest) {}

    /** Of the largest speedup over flat. */
    Ends largest() {
      return ends(chip -> chip.over(Schedulers.FLAT).largest());
    }

    /** Of the geometric mean of the speedups over flat. */
    Ends mean() {
      return ends(chip -> chip.over(Schedulers.FLAT).geometricMean());
    }

    private Ends ends(ToDoubleFunction<Chip> quantity) {
      Values<Chip> of = Dataset.of(all).values(quantity);
      return new Ends(at(of.smallest(), of.smallestAt()), at(of.largest(), of.largestAt()));
    }

    private static String at(double value, Chip chip) {
      return "%s (%s)".formatted(Decimals.fixed(value, 3), chip.change().words());
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

    private static Column<Chip> mean(Scheduler flat) {
      return number("geometric mean over " + flat.id(), 3, chip -> chip.over(flat).geometricMean());
    }
  }

  /** The figures of the DaVinci comparison. */
  static final class DaVinciPlots {
    static final String NETWORKS = "davinci-speedup-over-flat";
    static final String SENSITIVITY = "davinci-sensitivity";

    private DaVinciPlots() {}

    static void draw(List<Chip> chips, ExperimentContext context) throws IOException {
      context.figure(NETWORKS, networks(chips.get(0)));
      context.figure(SENSITIVITY, sensitivity(chips));
    }

    private static Chart networks(Chip chip) {
      List<BarSeries> series = new ArrayList<>();
      for (Scheduler flat : CoreSet.FLATS) {
        series.add(BarSeries.of(flat.id(), chip.over(flat).values()));
      }
      series.add(
          new BarSeries(
              "overlap alone, at most",
              Palette.color("bound"),
              chip.points().cases().stream().map(chip::overlapAlone).toList()));
      return new GroupedBarChart(
              "Speedup of mas over FLAT on davinci, simulated; dashed: published largest of a real"
                  + " one, "
                  + Published.NPU_LARGEST_SPEEDUP.text(),
              "network",
              "speedup, ratio of cycles",
              chip.points().cases().stream().map(on -> on.network().name()).toList(),
              series)
          .withReferenceLine(Published.NPU_LARGEST_SPEEDUP.value());
    }

    private static Chart sensitivity(List<Chip> chips) {
      return new GroupedBarChart(
              "Speedup of mas over flat on davinci with one value changed",
              "changed value",
              "speedup, ratio of cycles",
              chips.stream()
                  .map(chip -> chip.change().id() + "\n" + chip.change().setting())
                  .toList(),
              List.of(
                  new BarSeries(
                      "largest of twelve networks",
                      Palette.other(0),
                      chips.stream().map(chip -> chip.over(Schedulers.FLAT).largest()).toList()),
                  new BarSeries(
                      "geometric mean",
                      Palette.other(1),
                      chips.stream()
                          .map(chip -> chip.over(Schedulers.FLAT).geometricMean())
                          .toList())))
          .withReferenceLine(1);
    }
  }
}
