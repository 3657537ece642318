package masattention.experiments.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Published;
import masattention.interpret.energy.Energy;
import masattention.npu.Machine;
import masattention.plot.Axis;
import masattention.plot.Chart;
import masattention.plot.HeatMap;
import masattention.plot.LineChart;
import masattention.plot.Palette;
import masattention.plot.PlotFiles;
import masattention.plot.PointSeries;
import masattention.plot.StackedBar;
import masattention.plot.StackedBarChart;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The figures of the experiment. */
final class EnergyPlots {
  static final String STATIC = "energy-static-power";
  static final String COSTS = "energy-costs";

  private static final double MARGIN = 1.15;
  private static final List<String> COMPONENTS =
      List.of("MAC", "VEC", "L0", "L1", "DRAM", "static");

  private EnergyPlots() {}

  /** Name of the figure of a preset. */
  static String thriftiest(String preset) {
    return "energy-thriftiest-" + preset;
  }

  static List<Path> write(EnergyRows rows, EnergySweep sweep, Path folder) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Machine machine : CoreSet.presets()) {
      add(written, split(rows, machine), folder, thriftiest(machine.name()));
    }
    add(written, staticPower(sweep), folder, STATIC);
    add(written, costs(sweep, Schedulers.FLAT_STREAM), folder, COSTS);
    return written;
  }

  private static void add(List<Path> written, Chart chart, Path folder, String stem)
      throws IOException {
    PlotFiles files = PlotFiles.write(chart, folder, stem);
    written.add(files.svg());
    written.add(files.png());
  }

  private static Chart split(EnergyRows rows, Machine machine) {
    List<StackedBar> bars = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      for (Schedulers scheduler : Schedulers.values()) {
        Measurement row = rows.row(Tilings.THRIFTIEST, machine, network.name(), scheduler);
        bars.add(new StackedBar(network.name(), scheduler.id(), microjoules(row.energy())));
      }
    }
    return StackedBarChart.of(
            "Energy on %s by component, every scheduler at its thriftiest tiling"
                .formatted(machine.name()),
            "energy, µJ",
            COMPONENTS,
            bars)
        .relativeTo(Schedulers.FLAT.id(), "µJ", "energy, relative to flat");
  }

  private static List<Double> microjoules(Energy energy) {
    return List.of(
            energy.macPicojoules(),
            energy.vecPicojoules(),
            energy.l0Picojoules(),
            energy.l1Picojoules(),
            energy.dramPicojoules(),
            energy.staticPicojoules())
        .stream()
        .map(picojoules -> picojoules / 1e6)
        .toList();
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
    return LineChart.lines(
            "Largest energy saving of mas on edge over static power, thriftiest tilings",
            roomy(
                Axis.logarithmic(
                    "static power of the chip, mW (swept without a reference)", first, last)),
            Axis.linear("largest saving of mas, %", least, 60),
            series)
        .withCurves(
            List.of(
                new PointSeries(
                    Published.EDGE_LARGEST_SAVING.text() + " %, as published",
                    Palette.color("bound"),
                    List.of(first, last),
                    List.of(published, published))));
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
        900,
        420);
  }

  /** The axis with room for a marker at either end. */
  private static Axis roomy(Axis axis) {
    return new Axis(axis.title(), axis.min() / MARGIN, axis.max() * MARGIN, true, axis.ticks());
  }
}
