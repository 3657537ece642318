package masattention.experiments.comparison;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.experiments.comparison.PresetTables.Rivalry;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Every scheduler at its fastest tiling, on the core networks and both main presets. */
public final class Comparison extends Experiment {

  public Comparison() {
    super(
        "comparison",
        "Who computes attention fastest, by how much, and with what energy, when every scheduler"
            + " has its fastest tiling?",
        CoreSet.presets().stream().flatMap(machine -> figures(machine.name())).toList());
  }

  private static Stream<Figure> figures(String preset) {
    return Stream.of(
        new Figure(
            "speedup-" + preset,
            "Speedup over flat on %s, every scheduler at its fastest tiling.".formatted(preset)),
        new Figure(
            "energy-" + preset,
            "Energy by component on %s, every scheduler at its fastest tiling.".formatted(preset)),
        new Figure(
            "utilisation-" + preset,
            "Utilisation of MAC, VEC and DRAM on %s, mean over the core networks."
                .formatted(preset)));
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Points points = new Points(CoreSet.measured(context, id(), Objective.CYCLES));
    List<PresetTables> presets =
        CoreSet.presets().stream().map(m -> new PresetTables(m, points.on(m.name()))).toList();
    context.table(id(), rows(points));
    context.table("comparison-speedups", pairs(presets));
    context.page(
        this, id(), Map.of("presets", presets, "grades", Preset.grades(), "networks", networks()));
    for (PresetTables preset : presets) {
      ComparisonPlots.draw(preset, context);
    }
  }

  /** A row per point, and how it compares with flat and mas on the same case. */
  private static Dataset<Point> rows(Points points) {
    return points
        .all()
        .show(Columns.measured())
        .show(
            number(
                "speedup_over_flat",
                4,
                p -> points.speedup(p.on(), p.scheduler(), Schedulers.FLAT)),
            number(
                "speedup_of_mas", 4, p -> points.speedup(p.on(), Schedulers.MAS, p.scheduler())));
  }

  /** A row per preset and pair of schedulers. */
  private static Dataset<Rivalry> pairs(List<PresetTables> presets) {
    List<Rivalry> pairs = new ArrayList<>();
    for (PresetTables preset : presets) {
      for (Scheduler scheduler : Schedulers.builtIn()) {
        CoreSet.allBut(scheduler)
            .forEach(rival -> pairs.add(Rivalry.of(preset.points(), scheduler, rival)));
      }
    }
    return Dataset.of(pairs).show(Rivalry.COLUMNS);
  }

  private static Dataset<Network> networks() {
    return Dataset.of(Networks.coreSet())
        .show(
            text("network", Network::name),
            number("heads", n -> n.shape().queryHeads()),
            number("kv_heads", n -> n.shape().kvHeads()),
            number("seq_q", n -> n.shape().seqQ()),
            number("seq_kv", n -> n.shape().seqKv()),
            number("head_dim", n -> n.shape().headDim()),
            text("grade", n -> n.grade().letter()));
  }
}
