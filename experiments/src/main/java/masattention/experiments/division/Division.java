package masattention.experiments.division;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.experiments.Search;
import masattention.npu.Machine;
import masattention.plot.Axis;
import masattention.plot.Chart;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Networks;

/** The control of the comparison with fusemax, which divides by the row sums elsewhere. */
public final class Division extends Experiment {
  /** What is compared with fusemax as it is and with the outputs divided in place of the scores. */
  static final List<Scheduler> COMPARED =
      List.of(Schedulers.MAS, Schedulers.TILEFLOW, Schedulers.FLAT);

  /** The experiment with its figure. */
  public Division() {
    super("division", "How much of the lead of FuseMax over MAS is the place of the division?");
  }

  /** The same scheduler that divides the outputs. */
  static Scheduler dividingOutputs(Scheduler scheduler) {
    return scheduler.normalizing(Normalize.OUTPUTS).orElseThrow();
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Scheduler> schedulers =
        Stream.concat(
                COMPARED.stream().flatMap(s -> Stream.of(s, dividingOutputs(s))),
                Stream.of(Schedulers.FUSEMAX))
            .toList();
    List<Search> searches = Case.by(CoreSet.cases(Networks.coreSet()), schedulers);
    Dataset<Point> found = context.search(id(), searches);
    context.table(
        id(),
        found.show(
            Columns.of(
                """
                machine network heads head_dim tokens scheduler normalize rows_per_block
                cols_per_tile kv_buffers resident_key_tiles resident_value_tiles partition cycles
                bound_cycles vec_busy_cycles mac_busy_cycles energy_pj
                """)));
    List<DivisionPreset> presets = new Points(found).onPresets(DivisionPreset::new);
    context.page(this, Map.of("presets", presets, "lines", presets.get(0).divided()));
    context.figure("division", DivisionPreset.chart(presets));
  }

  /** What the place of the division makes on one preset, over the core networks. */
  record DivisionPreset(Machine machine, Points points) implements Preset {
    /** The speedup of dividing outputs over dividing scores. */
    private Values<Point> ofDivision(Scheduler scheduler) {
      return points.speedups(Division.dividingOutputs(scheduler), scheduler);
    }

    /** The speedup of fusemax over a scheduler that divides outputs too. */
    private Values<Point> ofTheRest(Scheduler scheduler) {
      return points.speedups(Schedulers.FUSEMAX, Division.dividingOutputs(scheduler));
    }

    private Values<Point> lead(Scheduler scheduler) {
      return points.speedups(Schedulers.FUSEMAX, scheduler);
    }

    /** A row per scheduler that is compared with fusemax. */
    Dataset<Scheduler> means() {
      return Dataset.of(Division.COMPARED)
          .text("scheduler", Scheduler::id)
          .text("lead of fusemax", s -> mean(lead(s)))
          .text("of it, the division", s -> mean(ofDivision(s)))
          .text("of it, the rest", s -> mean(ofTheRest(s)))
          .text("the rest, from … to", s -> ofTheRest(s).range(3))
          .text("fusemax faster, as published", s -> lead(s).countOfAll(ratio -> ratio > 1))
          .text(
              "fusemax faster, both dividing outputs",
              s -> ofTheRest(s).countOfAll(ratio -> ratio > 1));
    }

    private static String mean(Values<Point> ratios) {
      return Decimals.fixed(ratios.geometricMean(), 3);
    }

    /** What became of the lead over mas, in one sentence. */
    String finding() {
      double all = Math.log(lead(Schedulers.MAS).geometricMean());
      double division = Math.log(ofDivision(Schedulers.MAS).geometricMean());
      String lead = mean(lead(Schedulers.MAS));
      if (all <= 0) {
        return "fusemax has no lead over mas as published (%s); dividing outputs makes mas %s times as fast."
            .formatted(lead, mean(ofDivision(Schedulers.MAS)));
      }
      if (division >= all) {
        return "The whole lead of fusemax over mas (%s) is the place of the division, which alone gains mas %s; with outputs divided in both, mas takes %s of the cycles of fusemax."
            .formatted(lead, mean(ofDivision(Schedulers.MAS)), mean(ofTheRest(Schedulers.MAS)));
      }
      return "Of the lead of fusemax over mas (%s), the place of the division is %s and the rest %s: in logarithms, %s %% of it is the division."
          .formatted(
              lead,
              mean(ofDivision(Schedulers.MAS)),
              mean(ofTheRest(Schedulers.MAS)),
              Decimals.fixed(100 * division / all, 0));
    }

    /** A row per network: mas as published, dividing outputs, and fusemax. */
    Dataset<Case> networks() {
      Scheduler divided = Division.dividingOutputs(Schedulers.MAS);
      return points
          .cases()
          .text("network", on -> on.network().name())
          .number("mas, scores", on -> points.get(on, Schedulers.MAS).cycles())
          .number("mas, outputs", on -> points.get(on, divided).cycles())
          .number("fusemax", on -> points.get(on, Schedulers.FUSEMAX).cycles())
          .number("division", 3, on -> points.speedup(on, divided, Schedulers.MAS))
          .number("rest", 3, on -> points.speedup(on, Schedulers.FUSEMAX, divided));
    }

    /** The points of mas that divide outputs. */
    Dataset<Point> divided() {
      return points.of(Division.dividingOutputs(Schedulers.MAS));
    }

    /** A point per network: where it lies above the line, fusemax is ahead on equal terms. */
    static Chart chart(List<DivisionPreset> presets) {
      List<PointSeries> series = new ArrayList<>();
      for (DivisionPreset preset : presets) {
        series.add(
            new PointSeries(
                "%s (%s)".formatted(preset.name(), preset.assumed()),
                Palette.other(series.size()),
                percents(preset.ofDivision(Schedulers.MAS)),
                percents(preset.ofTheRest(Schedulers.MAS))));
      }
      List<Double> xs = series.stream().flatMap(one -> one.xs().stream()).toList();
      Axis x =
          Axis.linear(
              "gain of mas by dividing outputs, %", Collections.min(xs), Collections.max(xs));
      Axis y = Axis.linear("gain of fusemax beyond that, %", series, 0);
      PointSeries even = PointSeries.level("as fast", Palette.color("bound"), x, 0);
      return new LineChart(
          "The lead of fusemax over mas, split: a point per core network, fewest cycles",
          x,
          Marks.POINTS,
          new Plot("", y, series, List.of(even)));
    }

    private static List<Double> percents(Values<Point> ratios) {
      return ratios.values().stream().map(ratio -> 100 * (ratio - 1)).toList();
    }
  }
}
