package masattention.experiments.timeline;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.interpret.timing.Timeline;
import masattention.plot.Axis;
import masattention.plot.GanttChart;
import masattention.plot.GanttChart.Interval;
import masattention.program.EngineKind;
import masattention.program.Program;
import masattention.program.Tile;
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
  private static final List<EngineKind> UNITS = List.of(EngineKind.MAC, EngineKind.VEC);
  private static final String OTHERS = "other row blocks";
  private static final Color GREY = new Color(0xD4, 0xD4, 0xD4);

  /** A key/value head and a row block of it, far from where a core begins. */
  private static final int HEAD = 2;

  private static final int ROW_BLOCK = 1;

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

  /** A row per schedule. */
  static Dataset<InOneTiling> table(List<InOneTiling> schedules) {
    return Dataset.of(schedules)
        .text("scheduler", one -> one.scheduler().id())
        .number("MAC, %", 1, one -> one.all().busyPercent(EngineKind.MAC))
        .number("VEC, %", 1, one -> one.all().busyPercent(EngineKind.VEC))
        .number("cycles of the layer", one -> one.all().cycles())
        .number("at its fastest tiling", one -> one.on().by(one.scheduler()).call().cycles());
  }

  /**
   * A schedule, and the time of the row block in it.
   *
   * @param core that does it
   */
  private record Step(String scheduler, Timeline timeline, int core, long from, long to) {
    static Step of(InOneTiling schedule) {
      Timeline timeline = schedule.all().timeline();
      int core = -1;
      long from = Long.MAX_VALUE;
      long to = 0;
      for (int task = 0; task < timeline.program().size(); task++) {
        int engine = timeline.program().engine(task);
        if (UNITS.contains(EngineKind.kindOf(engine)) && isOfBlock(timeline.program(), task)) {
          core = EngineKind.coreOf(engine);
          from = Math.min(from, timeline.startCycle(task));
          to = Math.max(to, timeline.releaseCycle(task));
        }
      }
      return new Step(schedule.scheduler().id(), timeline, core, from, to);
    }

    String lane(EngineKind unit) {
      return scheduler + " " + unit.name();
    }

    private List<Interval> intervals(long cycles) {
      Program program = timeline.program();
      List<Interval> intervals = new ArrayList<>();
      for (int task = 0; task < program.size(); task++) {
        EngineKind unit = EngineKind.kindOf(program.engine(task));
        boolean shown = UNITS.contains(unit) && EngineKind.coreOf(program.engine(task)) == core;
        long start = Math.max(0, timeline.startCycle(task) - from);
        long end = Math.min(cycles, timeline.releaseCycle(task) - from);
        if (shown && start < end) {
          String kind = isOfBlock(program, task) ? TaskKind.of(program, task).id() : OTHERS;
          intervals.add(new Interval(lane(unit), kind, start, end));
        }
      }
      return intervals;
    }
  }

  /**
   * The work on one row block by several schedules in the same tiling, each from the start of its
   * scores: the units of the core that does it, coloured by what they do, and in grey for others.
   */
  static GanttChart chart(List<InOneTiling> schedules) {
    List<Step> steps = schedules.stream().map(Step::of).toList();
    long cycles = steps.stream().mapToLong(step -> step.to() - step.from()).max().orElseThrow();
    List<String> lanes = steps.stream().flatMap(step -> UNITS.stream().map(step::lane)).toList();
    List<Interval> intervals =
        steps.stream().flatMap(step -> step.intervals(cycles).stream()).toList();
    List<String> found = intervals.stream().map(Interval::kind).toList();
    Map<String, Color> kinds = new LinkedHashMap<>();
    for (TaskKind kind : TaskKind.values()) {
      if (found.contains(kind.id())) {
        kinds.put(kind.id(), kind.color());
      }
    }
    kinds.put(OTHERS, GREY);
    return new GanttChart(
        "One row block of %s on davinci by three schedules, all at %d rows, %d columns"
            .formatted(schedules.get(0).on().network().name(), ROWS, COLS),
        Axis.linearExact("cycles from the start of its scores", 0, (double) cycles),
        lanes,
        kinds,
        intervals,
        Optional.empty());
  }

  private static boolean isOfBlock(Program program, int task) {
    for (int i = program.firstAccess(task); i < program.firstAccess(task + 1); i++) {
      if (isOfBlock(program.tileRead(i)) || isOfBlock(program.tileWritten(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfBlock(long tile) {
    if (tile == Tile.NONE || Tile.head(tile) != HEAD || Tile.rowBlock(tile) != ROW_BLOCK) {
      return false;
    }
    return switch (Tile.tensor(tile)) {
      case S, P, O -> true;
      case Q, K, V, STATE, REFERENCE -> false;
    };
  }
}
