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
    /**
     * The lead of fusemax over a scheduler.
     *
     * @param division the speedup of dividing outputs over dividing scores
     * @param rest the speedup of fusemax over the scheduler that divides outputs too
     */
    record Lead(Scheduler over, Values<Point> all, Values<Point> division, Values<Point> rest) {
      boolean exists() {
        return all.geometricMean() > 1;
      }

      boolean isDivision() {
        return divisionPercent() >= 100;
      }

      /** What of it is the division, in logarithms. */
      double divisionPercent() {
        return 100 * Math.log(division.geometricMean()) / Math.log(all.geometricMean());
      }
    }

    private Lead lead(Scheduler over) {
      Scheduler divided = dividingOutputs(over);
      return new Lead(
          over,
          points.speedups(Schedulers.FUSEMAX, over),
          points.speedups(divided, over),
          points.speedups(Schedulers.FUSEMAX, divided));
    }

    Lead mas() {
      return lead(Schedulers.MAS);
    }

    /** A row per scheduler that is compared with fusemax. */
    Dataset<Lead> means() {
      return Dataset.of(COMPARED)
          .map(this::lead)
          .text("scheduler", lead -> lead.over().id())
          .text("lead of fusemax", lead -> mean(lead.all()))
          .text("of it, the division", lead -> mean(lead.division()))
          .text("of it, the rest", lead -> mean(lead.rest()))
          .text("the rest, from … to", lead -> lead.rest().range(3))
          .text("fusemax faster, as published", l -> l.all().countOfAll(ratio -> ratio > 1))
          .text(
              "fusemax faster, both dividing outputs",
              lead -> lead.rest().countOfAll(ratio -> ratio > 1));
    }

    private static String mean(Values<Point> ratios) {
      return Decimals.fixed(ratios.geometricMean(), 3);
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
                percents(preset.mas().division()),
                percents(preset.mas().rest())));
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
