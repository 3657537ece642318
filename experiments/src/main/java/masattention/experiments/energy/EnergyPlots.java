package masattention.experiments.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.EnergyBars;
import masattention.experiments.Measurement;
import masattention.experiments.Published;
import masattention.npu.Machine;
import masattention.plot.Axis;
import masattention.plot.Chart;
import masattention.plot.HeatMap;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PlotFolder;
import masattention.plot.PointSeries;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The figures of the experiment. */
final class EnergyPlots {
  static final String STATIC = "energy-static-power";
  static final String COSTS = "energy-costs";

  private static final double MARGIN = 1.15;

  private EnergyPlots() {}

  /** Name of the figure of a preset. */
  static String thriftiest(String preset) {
    return "energy-thriftiest-" + preset;
  }

  static List<Path> write(EnergyRows rows, EnergySweep sweep, PlotFolder plots) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Machine machine : CoreSet.presets()) {
      written.add(plots.write(thriftiest(machine.name()), split(rows, machine)));
    }
    written.add(plots.write(STATIC, staticPower(sweep)));
    written.add(plots.write(COSTS, costs(sweep, Schedulers.FLAT_STREAM)));
    return written;
  }

  private static Chart split(EnergyRows rows, Machine machine) {
    List<Measurement> all = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      for (Schedulers scheduler : Schedulers.values()) {
        all.add(rows.row(Tilings.THRIFTIEST, machine, network.name(), scheduler));
      }
    }
    return EnergyBars.of(machine.name(), "thriftiest", all);
  }

  private static Chart staticPower(EnergySweep sweep) {
    List<SweptCosts> points =
        sweep.grid().stream()
            .filter(p -> p.staticMilliwatts() > 0 && p.hasDefaultTraffic())
            .toList();
    List<Double> xs = points.stream().map(p -> (double) p.staticMilliwatts()).toList();
    List<PointSeries> series = new ArrayList<>();
    double least = 0;
    for (Schedulers rival : EnergySweep.RIVALS) {
      List<Double> ys =
          points.stream()
              .map(p -> sweep.saving(rival, Reading.THRIFTIEST, p).largestPercent())
              .toList();
      least = Math.min(least, ys.stream().mapToDouble(y -> y).min().orElseThrow());
      series.add(PointSeries.of(rival.id(), xs, ys));
    }
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
        new Plot("", Axis.linear("largest saving of mas, %", least, 60), series, List.of(level)));
  }

  private static Chart costs(EnergySweep sweep, Schedulers rival) {
    List<List<Double>> cells = new ArrayList<>();
    for (double factor : SweptCosts.L1_FACTORS) {
      cells.add(
          sweep.grid().stream()
              .filter(p -> p.staticMilliwatts() == 0 && p.l1Factor() == factor)
              .map(p -> sweep.saving(rival, Reading.FASTEST, p).largestPercent())
              .toList());
    }
    return new HeatMap(
        "Largest energy saving of mas against %s on edge, fastest tilings".formatted(rival.id()),
        "cost of DRAM, pJ per byte (32 P, 56 A, 64 D, 90 D, 250 S)",
        "cost of L1, times 2.5 and 2.8 pJ per byte",
        "largest saving, %",
        SweptCosts.DRAM.stream().map(c -> Integer.toString(c.picojoulesPerByte())).toList(),
        SweptCosts.L1_FACTORS.stream().map(f -> Decimals.fixed(f, 1)).toList(),
        cells,
        1,
        310);
  }

  /** The axis with room for a marker at either end. */
  private static Axis roomy(Axis axis) {
    return new Axis(axis.title(), axis.min() / MARGIN, axis.max() * MARGIN, true, axis.ticks());
  }
}
