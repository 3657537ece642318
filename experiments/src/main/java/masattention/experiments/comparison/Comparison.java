package masattention.experiments.comparison;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.EnergyBars;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.experiments.Tilings;
import masattention.npu.Machine;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Every scheduler at its fastest tiling, on the core networks and both main presets. */
public final class Comparison extends Experiment {
  public Comparison() {
    super("comparison", "Who is fastest, and by how much?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Map<Tilings, Points> all = new EnumMap<>(Tilings.class);
    for (Tilings tilings : Tilings.values()) {
      String name = "%s, %s tilings".formatted(id(), tilings.words());
      all.put(tilings, new Points(CoreSet.measured(context, name, tilings)));
    }
    List<PresetTables> presets = CoreSet.presets().stream().map(m -> on(m, all)).toList();
    context.table(id(), rows(all));
    context.table("comparison-speedups", pairs(presets));
    context.page(
        this, Map.of("presets", presets, "grades", Preset.grades(), "networks", networks()));
    for (PresetTables preset : presets) {
      context.figure("speedup-" + preset.name(), speedup(preset));
      context.figure(
          "energy-" + preset.name(),
          EnergyBars.of(preset.name(), "balanced", preset.at(Tilings.BALANCED).all()));
      context.figure("utilisation-" + preset.name(), utilisation(preset));
    }
  }

  private static PresetTables on(Machine machine, Map<Tilings, Points> all) {
    Map<Tilings, Points> own = new EnumMap<>(all);
    own.replaceAll((tilings, points) -> points.on(machine.name()));
    return new PresetTables(machine, own);
  }

  /**
   * Two rows per case and scheduler: at the fastest tiling, with speedups, and at the balanced one,
   * with the energy that mas saves.
   */
  private static Dataset<Point> rows(Map<Tilings, Points> all) {
    Points fastest = all.get(Tilings.FASTEST);
    Points balanced = all.get(Tilings.BALANCED);
    return fastest
        .all()
        .flatMap(p -> Dataset.of(List.of(p, balanced.get(p.on(), p.scheduler()))))
        .show(Columns.named("objective"))
        .show(Columns.measured())
        .show(
            at(
                Tilings.FASTEST,
                "speedup_over_flat",
                4,
                p -> fastest.speedup(p.on(), p.scheduler(), Schedulers.FLAT)),
            at(
                Tilings.FASTEST,
                "speedup_of_mas",
                4,
                p -> fastest.speedup(p.on(), Schedulers.MAS, p.scheduler())),
            at(
                Tilings.BALANCED,
                "energy_saving_of_mas_percent",
                2,
                p -> Points.saving(balanced.get(p.on(), Schedulers.MAS), p)));
  }

  /** A column of numbers that is empty but at some tilings. */
  private static Column<Point> at(
      Tilings tilings, String header, int digits, ToDoubleFunction<Point> value) {
    Column<Point> column = number(header, digits, value);
    return column.where(point -> point.by().tilings() == tilings);
  }

  /** A row per preset and pair of schedulers. */
  private static Dataset<Rivalry> pairs(List<PresetTables> presets) {
    List<Scheduler> all = Schedulers.published();
    return Rivalry.table(
        Dataset.of(presets)
            .flatMap(preset -> Dataset.ofPairs(all, all, (s, r) -> Rivalry.of(preset, s, r)))
            .where(pair -> pair.scheduler() != pair.rival()));
  }

  private static Dataset<Network> networks() {
    return Dataset.of(Networks.coreSet())
        .text("network", Network::name)
        .number("heads", n -> n.shape().queryHeads())
        .number("kv_heads", n -> n.shape().kvHeads())
        .number("seq_q", n -> n.shape().seqQ())
        .number("seq_kv", n -> n.shape().seqKv())
        .number("head_dim", n -> n.shape().headDim())
        .text("grade", n -> n.grade().letter());
  }

  private static Chart speedup(PresetTables preset) {
    List<String> categories =
        new ArrayList<>(preset.points().cases().map(on -> on.network().name()).rows());
    categories.add("geo. mean");
    List<BarSeries> series = new ArrayList<>();
    for (Scheduler scheduler : CoreSet.overFlat()) {
      Values<Point> ratios = preset.points().speedups(scheduler, Schedulers.FLAT);
      List<Double> values = new ArrayList<>(ratios.values());
      values.add(ratios.geometricMean());
      series.add(BarSeries.of(scheduler.id(), values));
    }
    return new GroupedBarChart(
            "Speedup over flat on %s (%s), every scheduler at its fastest tiling"
                .formatted(preset.name(), preset.assumed()),
            "network",
            "speedup over flat, ratio of cycles",
            categories,
            series)
        .withReferenceLine(1);
  }

  private static Chart utilisation(PresetTables preset) {
    return new GroupedBarChart(
        "Utilisation on %s, mean over the core networks, fastest tilings".formatted(preset.name()),
        "scheduler",
        "busy share of all cycles, %",
        CoreSet.overview().stream().map(Scheduler::id).toList(),
        List.of(
            BarSeries.of("MAC", means(preset, PresetTables::mac)),
            BarSeries.of("VEC", means(preset, PresetTables::vec)),
            BarSeries.of("DRAM", means(preset, PresetTables::dram))));
  }

  private static List<Double> means(PresetTables preset, ToDoubleFunction<Point> quantity) {
    return CoreSet.overview().stream().map(s -> preset.mean(s, quantity)).toList();
  }
}
