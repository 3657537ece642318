package masattention.experiments.davinci;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Published;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;
import masattention.schedule.Schedulers;

/** The figures of the DaVinci comparison. */
final class DaVinciPlots {
  static final String NETWORKS = "davinci-speedup-over-flat";
  static final String SENSITIVITY = "davinci-sensitivity";

  private DaVinciPlots() {}

  static void draw(List<Chip> chips, ExperimentContext context) throws IOException {
    context.figure(NETWORKS, networks(chips.get(0)));
    context.figure(SENSITIVITY, sensitivity(chips));
  }

  private static Chart networks(Chip chip) {
    List<BarSeries> series = new ArrayList<>();
    for (Schedulers flat : CoreSet.FLATS) {
      series.add(BarSeries.of(flat.id(), chip.over(flat).values()));
    }
    series.add(
        new BarSeries(
            "ceiling of overlap",
            Palette.color("bound"),
            chip.points().cases().stream().map(chip::ceiling).toList()));
    return new GroupedBarChart(
            "Speedup of mas over FLAT on davinci, simulated; dashed: published largest of a real one, "
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
