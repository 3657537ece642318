package masattention.experiments.convergence;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.convergence.Convergence.Curve;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.simulator.TilingText;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Best cycles against evaluations for every search algorithm, on the core networks. */
public final class SearchConvergence extends Experiment {
  private static final List<Scheduler> SCHEDULERS = List.of(Schedulers.FLAT, Schedulers.MAS);
  private static final String STEM = "search-convergence";

  public SearchConvergence() {
    super("search-convergence", "How soon does each search come near the best tiling?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    NpuConfig machine = CoreSet.presets().get(0).config();
    List<Callable<Convergence>> tasks = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      for (Scheduler scheduler : SCHEDULERS) {
        SearchTask task = new SearchTask(scheduler, network.shape(), machine, Objective.CYCLES);
        tasks.add(() -> Convergence.of(network, task));
      }
    }
    List<Convergence> all = context.inParallel(id(), tasks);
    context.table("search", readings(all));
    context.figure(STEM, ConvergencePlot.of(all));
  }

  private record Row(Convergence of, Curve curve, Convergence.Reading reading) {}

  /** A row per reading of a curve. */
  private static Dataset<Row> readings(List<Convergence> all) {
    List<Row> rows = new ArrayList<>();
    for (Convergence one : all) {
      for (Curve curve : one.curves()) {
        curve.readings().forEach(reading -> rows.add(new Row(one, curve, reading)));
      }
    }
    return Dataset.of(rows)
        .show(
            text("preset", r -> r.of().task().machine().name()),
            text("network", r -> r.of().network().name()),
            text("scheduler", r -> r.of().task().scheduler().id()),
            text("algorithm", r -> r.curve().algorithm().id()),
            number("seeds", r -> r.curve().algorithm().usesChance() ? Convergence.SEEDS : 1),
            number("evaluations", r -> r.reading().evaluations()),
            number("lower_quartile_cycles", r -> r.reading().lower()),
            number("median_cycles", r -> r.reading().median()),
            number("upper_quartile_cycles", r -> r.reading().upper()),
            number("median_gap_percent", 3, r -> r.of().percentAbove(r.reading().median())),
            number("optimum_cycles", r -> r.of().optimum().cycles()),
            text(
                "optimum_tiling",
                r -> TilingText.of(r.of().optimum().tiling(), r.of().task().shape())),
            number("default_cycles", r -> r.of().fixed().cycles()),
            number(
                "gain_over_default_percent", 3, r -> r.of().percentAbove(r.of().fixed().cycles())));
  }
}
