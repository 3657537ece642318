package masattention.experiments.energy;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.EnergyBars;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.experiments.energy.Tiled.EnergyCeiling;
import masattention.interpret.energy.Energy;
import masattention.plot.Axis;
import masattention.plot.Chart;
import masattention.plot.HeatMap;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** Where the energy goes, and what of it a schedule can save at all. */
public final class EnergySplit extends Experiment {
  /** Room for a marker at either end of an axis. */
  private static final double MARGIN = 1.15;

  public EnergySplit() {
    super("energy", "Where does the energy go, and what can a schedule save?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Tiled> tiled = new ArrayList<>();
    for (Reading reading : Reading.FAIR) {
      Points points =
          new Points(
              CoreSet.measured(
                  context, "energy, %s tilings".formatted(reading.id()), reading.ofMas()));
      tiled.addAll(points.onPresets((machine, own) -> new Tiled(reading, machine, own)));
    }
    EnergySweep sweep = EnergySweep.of(CoreSet.presets().get(0).config(), context);
    context.table(id(), rows(tiled));
    context.table("energy-ceilings", ceilings(tiled));
    context.table("energy-sweep", sweep.table());
    context.page(this, new EnergyPage(tiled, sweep));
    for (Tiled of : Dataset.of(tiled).where(Tiled::reading, Reading.THRIFTIEST)) {
      String machine = of.machine().name();
      context.figure(
          "energy-thriftiest-" + machine, EnergyBars.of(machine, "thriftiest", of.points().all()));
    }
    context.figure("energy-static-power", staticPower(sweep));
    context.figure("energy-costs", costs(sweep, Schedulers.FLAT_STREAM));
  }

  private record Row(Tiled of, Point point) {}

  /** A row per tilings, preset, network and scheduler. */
  private static Dataset<Row> rows(List<Tiled> tiled) {
    return Dataset.of(tiled)
        .flatMap(of -> of.points().all().map(point -> new Row(of, point)))
        .text("tilings", row -> row.of().reading().id())
        .show(Columns.measured(), Row::point)
        .showEach(Point.ENERGY_COMPONENTS, EnergySplit::share)
        .number(
            "saving_against_flat_percent",
            3,
            row ->
                Points.saving(
                    row.point(), row.of().points().get(row.point().on(), Schedulers.FLAT)));
  }

  private static Column<Row> share(String component) {
    return number(
        component.toLowerCase(Locale.ROOT) + "_share_percent",
        3,
        row -> share(row.point().found().energy(), component));
  }

  /** A component in percent of the total. */
  static double share(Energy energy, String component) {
    int place = Point.ENERGY_COMPONENTS.indexOf(component);
    return 100 * Point.components(energy).get(place) / energy.totalPicojoules();
  }

  /** What can be saved at all: a row per tilings, preset, rival and network. */
  private static Dataset<EnergyCeiling> ceilings(List<Tiled> tiled) {
    return Dataset.of(tiled)
        .flatMap(of -> Dataset.of(CoreSet.FLATS).flatMap(of::ceilings))
        .text("tilings", c -> c.reading().id())
        .text("preset", c -> c.mas().machine().name())
        .text("against", c -> c.rival().scheduler().id())
        .text("network", c -> c.mas().network())
        .number("saving_percent", 3, EnergyCeiling::savedPercent)
        .number("ceiling_compulsory_dram_percent", 3, EnergyCeiling::compulsoryDramPercent)
        .number(
            "ceiling_operations_and_compulsory_dram_percent", 3, EnergyCeiling::operationsPercent)
        .number("ceiling_all_static_percent", 3, EnergyCeiling::allStaticPercent)
        .number("ceiling_all_static_at_bound_percent", 3, EnergyCeiling::allStaticAtBoundPercent)
        .number(
            "static_milliwatts_for_" + Published.EDGE_LARGEST_SAVING.text() + "_percent",
            EnergyCeiling::wholeMilliwattsForPublished);
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
