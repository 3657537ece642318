package masattention.experiments.davinci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.Published;
import masattention.experiments.sweep.SpeedupPoint;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;
import masattention.plot.PlotFolder;
import masattention.schedule.Schedulers;

/** The figures of the DaVinci comparison. */
final class DaVinciPlots {
  static final String NETWORKS = "davinci-speedup-over-flat";
  static final String SENSITIVITY = "davinci-sensitivity";

  private DaVinciPlots() {}

  static List<Path> write(DaVinciPoints points, PlotFolder plots) throws IOException {
    return List.of(
        plots.write(NETWORKS, networks(points)), plots.write(SENSITIVITY, sensitivity(points)));
  }

  private static Chart networks(DaVinciPoints points) {
    List<BarSeries> series = new ArrayList<>();
    for (Schedulers flat : SpeedupPoint.FLATS) {
      series.add(
          BarSeries.of(flat.id(), points.values(Change.NONE, point -> point.speedupOver(flat))));
    }
    series.add(
        new BarSeries(
            "ceiling of overlap",
            Palette.color("bound"),
            points.values(Change.NONE, SpeedupPoint::ceiling)));
    return new GroupedBarChart(
            "Speedup of mas over FLAT on davinci, simulated; dashed: published largest of a real one, "
                + Published.NPU_LARGEST_SPEEDUP.text(),
            "network",
            "speedup, ratio of cycles",
            points.of(Change.NONE).stream().map(point -> point.mas().point().network()).toList(),
            series)
        .withReferenceLine(Published.NPU_LARGEST_SPEEDUP.value());
  }

  private static Chart sensitivity(DaVinciPoints points) {
    List<String> names = new ArrayList<>();
    List<Double> largest = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (Change change : Change.values()) {
      names.add(change.id() + "\n" + change.setting());
      largest.add(points.largest(change, Schedulers.FLAT).speedupOver(Schedulers.FLAT));
      means.add(points.geometricMean(change, Schedulers.FLAT));
    }
    return new GroupedBarChart(
            "Speedup of mas over flat on davinci with one value changed",
            "changed value",
            "speedup, ratio of cycles",
            names,
            List.of(
                new BarSeries("largest of twelve networks", Palette.other(0), largest),
                new BarSeries("geometric mean", Palette.other(1), means)))
        .withReferenceLine(1);
  }
}
