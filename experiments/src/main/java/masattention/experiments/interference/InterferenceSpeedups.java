package masattention.experiments.interference;

import static masattention.report.Column.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.npu.Interference;
import masattention.npu.Machine;
import masattention.npu.NpuConfig;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Networks;

/** What is left of the speedups over FLAT where both units of a core slow each other. */
public final class InterferenceSpeedups extends Experiment {
  /** None; assumed, about half of the next; measured with scores in registers; through L1. */
  private static final List<Interference> LEVELS =
      List.of(
          Interference.NONE,
          Interference.ofPercent(3, 25),
          Interference.ofPercent(7, 47),
          Interference.ofPercent(12, 61));

  /** The same in words, in their order. */
  private static final List<String> WORDS =
      List.of(
          "at full speed",
          "by 3 and 25 %",
          "by 7 and 47 %, as in registers",
          "by 12 and 61 %, as through shared memory");

  private static final List<Scheduler> COMPARED =
      List.of(Schedulers.TILEFLOW, Schedulers.FUSEMAX, Schedulers.MAS);

  public InterferenceSpeedups() {
    super("interference", "What is left of the speedups where the units slow each other?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Interference level : LEVELS) {
      for (Machine preset : CoreSet.presets()) {
        NpuConfig machine = preset.config().withInterference(level);
        Networks.coreSet().forEach(n -> cases.add(new Case(id(), level.text(), n, machine)));
      }
    }
    List<Scheduler> schedulers =
        Stream.concat(Stream.of(Schedulers.FLAT), COMPARED.stream()).toList();
    Dataset<Point> found = context.search(id(), Case.by(cases, schedulers));
    context.table(
        id(),
        found.show(
            Columns.of(
                """
                machine setting network scheduler rows_per_block cols_per_tile kv_buffers
                resident_key_tiles resident_value_tiles partition cycles bound_cycles
                vec_busy_cycles mac_busy_cycles
                """)));
    List<OnPreset> presets = new Points(found).onPresets(OnPreset::new);
    context.page(this, Map.of("presets", presets));
    context.figure("interference", chart(presets));
  }

  private static Chart chart(List<OnPreset> presets) {
    List<String> groups =
        Dataset.ofPairs(presets, WORDS, (preset, words) -> preset.name() + "\n" + words).rows();
    List<BarSeries> series = new ArrayList<>();
    for (Scheduler scheduler : COMPARED) {
      Dataset<Double> means =
          Dataset.ofPairs(
              presets, LEVELS, (p, level) -> p.speedups(level, scheduler).geometricMean());
      series.add(BarSeries.of(scheduler.id(), means.rows()));
    }
    return new GroupedBarChart(
            "Speedup over flat where units slow each other (%s)"
                .formatted(
                    presets.stream()
                        .map(preset -> preset.name() + ": " + preset.assumed())
                        .collect(Collectors.joining("; "))),
            "preset, and by how much the matrix and the vector unit are slower beside each other",
            "speedup, geometric mean",
            groups,
            series)
        .withReferenceLine(1);
  }

  /** The speedups on one preset. */
  record OnPreset(Machine machine, Points points) implements Preset {
    private Values<Point> speedups(Interference level, Scheduler of) {
      return points.where(on -> on.setting().equals(level.text())).speedups(of, Schedulers.FLAT);
    }

    /** A row per level: geometric mean over the core networks, smallest to largest. */
    Dataset<Interference> means() {
      return Dataset.of(LEVELS)
          .text("matrix/vector slower by, %", Interference::text)
          .showEach(
              COMPARED,
              scheduler ->
                  text(scheduler.id() + " over flat", level -> spread(speedups(level, scheduler))));
    }

    private static String spread(Values<Point> ratios) {
      return "%s (%s)".formatted(Decimals.fixed(ratios.geometricMean(), 3), ratios.range(3));
    }

    /** What remains of the gain of mas, in one sentence. */
    String finding() {
      double none = speedups(LEVELS.get(0), Schedulers.MAS).geometricMean();
      double measured = speedups(LEVELS.get(2), Schedulers.MAS).geometricMean();
      return "With units that slow each other as measured on the GPUs (7/47), mas is %s times as fast as flat in the mean in place of %s: %s %% of the gain remains."
          .formatted(
              Decimals.fixed(measured, 3),
              Decimals.fixed(none, 3),
              Decimals.fixed(100 * (measured - 1) / (none - 1), 0));
    }
  }
}
