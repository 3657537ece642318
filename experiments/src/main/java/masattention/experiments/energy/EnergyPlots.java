package masattention.experiments.energy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.EnergyBars;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Published;
import masattention.plot.Axis;
import masattention.plot.Chart;
import masattention.plot.HeatMap;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** The figures of the experiment. */
final class EnergyPlots {
  private static final double MARGIN = 1.15;

  private EnergyPlots() {}

  static void draw(List<Tiled> tiled, EnergySweep sweep, ExperimentContext context)
      throws IOException {
    for (Tiled of : tiled) {
      if (of.reading() == Reading.THRIFTIEST) {
        String machine = of.machine().name();
        context.figure(
            "energy-thriftiest-" + machine,
            EnergyBars.of(machine, "thriftiest", of.points().all()));
      }
    }
    context.figure("energy-static-power", staticPower(sweep));
    context.figure("energy-costs", costs(sweep, Schedulers.FLAT_STREAM));
  }

  private static Chart staticPower(EnergySweep sweep) {
    List<PointSeries> series = new ArrayList<>();
    for (Scheduler rival : CoreSet.FLATS) {
      Dataset<EnergySweep.Saving<Costs.Swept>> savings =
          sweep
              .grid(rival, Reading.THRIFTIEST)
              .where(s -> s.costs().staticMilliwatts() > 0 && s.costs().hasDefaultTraffic());
      List<Double> xs = savings.values(s -> s.costs().staticMilliwatts()).values();
      List<Double> ys = savings.values(EnergySweep.Saving::largestPercent).values();
      series.add(PointSeries.of(rival.id(), xs, ys));
    }
    List<Double> xs = series.get(0).xs();
    double first = xs.get(0);
    double last = xs.get(xs.size() - 1);
    double published = Published.EDGE_LARGEST_SAVING.value();
    PointSeries level =
        new PointSeries(
            Published.EDGE_LARGEST_SAVING.text() + " %, as published",
            Palette.color("bound"),
            List.of(first, last),
            List.of(published, published));
    return new LineChart(
        "Largest energy saving of mas on edge over static power, thriftiest tilings",
        roomy(
            Axis.logarithmic(
                "static power of the chip, mW (swept without a reference)", first, last)),
        Marks.LINES,
        new Plot(
            "", Axis.linear("largest saving of mas, %", series, 0, 60), series, List.of(level)));
  }

  private static Chart costs(EnergySweep sweep, Scheduler rival) {
    List<List<Double>> cells =
        Costs.Swept.L1_FACTORS.stream()
            .map(factor -> sweep.withoutStaticPower(rival, Reading.BALANCED, factor))
            .map(savings -> savings.values(EnergySweep.Saving::largestPercent).values())
            .toList();
    return new HeatMap(
        "Largest energy saving of mas against %s on edge, balanced tilings".formatted(rival.id()),
        "cost of DRAM, pJ per byte (32 P, 56 A, 64 D, 90 D, 250 S)",
        "cost of L1, times 2.5 and 2.8 pJ per byte",
        "largest saving, %",
        Costs.Dram.ALL.stream().map(c -> Integer.toString(c.picojoulesPerByte())).toList(),
        Costs.Swept.L1_FACTORS.stream().map(f -> Decimals.fixed(f, 1)).toList(),
        cells,
        1,
        310);
  }

  /** The axis with room for a marker at either end. */
  private static Axis roomy(Axis axis) {
    return new Axis(axis.title(), axis.min() / MARGIN, axis.max() * MARGIN, true, axis.ticks());
  }
}
