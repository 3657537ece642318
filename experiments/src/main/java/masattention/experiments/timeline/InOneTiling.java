package masattention.experiments.timeline;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.interpret.timing.Timeline;
import masattention.plot.GanttChart;
import masattention.program.EngineKind;
import masattention.report.Dataset;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Simulator;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.Network;

/**
 * A schedule on {@code davinci} at a tiling that assist has in common with its corners, nearly the
 * fastest of it.
 */
record InOneTiling(Case on, Scheduler scheduler, Window all) {
  private static final int ROWS = 112;

  /** Two sub-tiles are the whole row. */
  private static final int COLS = 256;

  private static final Spans ASSISTED = Spans.whole(2).assisted(2, 2);

  /** fusemax, mas, and assist with all sums and all of the subtraction on the matrix unit. */
  static List<InOneTiling> of(Network network) {
    Case on = Case.of(network, CoreSet.presets().get(1).config());
    Tiling tiling = Tiling.resident(on.shape(), ROWS, COLS);
    return List.of(
        of(on, Schedulers.FUSEMAX, tiling),
        of(on, Schedulers.MAS, tiling),
        of(on, Schedulers.ASSIST, tiling.withSpans(ASSISTED)));
  }

  private static InOneTiling of(Case on, Scheduler scheduler, Tiling tiling) {
    Problem problem = Problem.of(on.shape(), on.machine(), tiling);
    Timeline timeline = Simulator.timeline(scheduler, problem).orElseThrow();
    return new InOneTiling(on, scheduler, new Window(timeline, timeline.makespanCycles()));
  }

  /** The picture of one row block. */
  static GanttChart chart(List<InOneTiling> schedules) {
    Map<String, Timeline> timelines = new LinkedHashMap<>();
    schedules.forEach(one -> timelines.put(one.scheduler().id(), one.all().timeline()));
    return StepChart.of(
        "One row block of %s on davinci by three schedules, all at %d rows, %d columns"
            .formatted(schedules.get(0).on().network().name(), ROWS, COLS),
        timelines);
  }

  /** A row per schedule. */
  static Dataset<InOneTiling> table(List<InOneTiling> schedules) {
    return Dataset.of(schedules)
        .show(
            text("scheduler", one -> one.scheduler().id()),
            number("MAC, %", 1, one -> one.all().busyPercent(EngineKind.MAC)),
            number("VEC, %", 1, one -> one.all().busyPercent(EngineKind.VEC)),
            number("cycles of the layer", one -> one.all().cycles()),
            number("at its fastest tiling", one -> one.on().by(one.scheduler()).call().cycles()));
  }
}
