package masattention.experiments.convergence;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.convergence.Convergence.Curve;
import masattention.experiments.convergence.Convergence.Reading;
import masattention.npu.NpuConfig;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
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

  private static final double LEAST_PERCENT = 0.01;
  private static final int WHITE = 255;
  private static final int COLUMNS = 4;
  private static final int HEIGHT = 150;

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
    context.figure(STEM, chart(all));
  }

  private record Row(Convergence of, Curve curve, Convergence.Reading reading) {}

  /** A row per reading of a curve. */
  private static Dataset<Row> readings(List<Convergence> all) {
    return Dataset.of(all)
        .flatMap(
            one ->
                Dataset.of(one.curves())
                    .flatMap(c -> Dataset.of(c.readings()).map(r -> new Row(one, c, r))))
        .text("preset", r -> r.of().task().machine().name())
        .text("network", r -> r.of().network().name())
        .text("scheduler", r -> r.of().task().scheduler().id())
        .text("algorithm", r -> r.curve().algorithm().id())
        .number("seeds", r -> r.curve().algorithm().usesChance() ? Convergence.SEEDS : 1)
        .number("evaluations", r -> r.reading().evaluations())
        .number("lower_quartile_cycles", r -> r.reading().lower())
        .number("median_cycles", r -> r.reading().median())
        .number("upper_quartile_cycles", r -> r.reading().upper())
        .number("median_gap_percent", 3, r -> r.of().percentAbove(r.reading().median()))
        .number("optimum_cycles", r -> r.of().optimum().cycles())
        .text(
            "optimum_tiling", r -> TilingText.of(r.of().optimum().tiling(), r.of().task().shape()))
        .number("default_cycles", r -> r.of().fixed().cycles())
        .number("gain_over_default_percent", 3, r -> r.of().percentAbove(r.of().fixed().cycles()));
  }

  /** The median gap to the optimum of every algorithm over the number of evaluations. */
  private static LineChart chart(List<Convergence> all) {
    double most =
        all.stream()
            .flatMap(
                one -> one.curves().stream().map(c -> percent(one, c.readings().get(0).upper())))
            .reduce(1.0, Math::max);
    Axis y =
        Axis.logarithmic(
            "median gap to the proven optimum, % (0.01: at most that); pale: quartiles",
            LEAST_PERCENT, most);
    long last = Convergence.READINGS.get(Convergence.READINGS.size() - 1);
    return LineChart.grid(
        "How fast every search comes near the proven best tiling, on %s"
            .formatted(all.get(0).task().machine().name()),
        Axis.logarithmic("tilings evaluated", 1, (double) last),
        Marks.LINES,
        all.stream().map(one -> plot(one, y)).toList(),
        COLUMNS,
        HEIGHT);
  }

  private static Plot plot(Convergence one, Axis y) {
    List<PointSeries> medians = new ArrayList<>();
    List<PointSeries> quartiles = new ArrayList<>();
    for (Curve curve : one.curves()) {
      String name = curve.algorithm().id();
      Color color = Palette.other(curve.algorithm().ordinal());
      medians.add(series(one, curve, name, color, Reading::median));
      if (curve.algorithm().usesChance()) {
        String lower = name + " lower quartile";
        String upper = name + " upper quartile";
        quartiles.add(series(one, curve, lower, pale(color), Reading::lower).unlisted());
        quartiles.add(series(one, curve, upper, pale(color), Reading::upper).unlisted());
      }
    }
    String title = "%s: %s".formatted(one.network().name(), one.task().scheduler().id());
    return new Plot(title, y, medians, quartiles);
  }

  private static PointSeries series(
      Convergence one, Curve curve, String name, Color color, ToLongFunction<Reading> cycles) {
    Dataset<Reading> readings = Dataset.of(curve.readings());
    return new PointSeries(
        name,
        color,
        readings.values(Reading::evaluations).values(),
        readings.values(reading -> percent(one, cycles.applyAsLong(reading))).values());
  }

  private static Color pale(Color color) {
    return new Color(
        (color.getRed() + 2 * WHITE) / 3,
        (color.getGreen() + 2 * WHITE) / 3,
        (color.getBlue() + 2 * WHITE) / 3);
  }

  private static double percent(Convergence one, long cycles) {
    return Math.max(LEAST_PERCENT, one.percentAbove(cycles));
  }
}
