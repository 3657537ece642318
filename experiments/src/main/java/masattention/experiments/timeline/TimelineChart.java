package masattention.experiments.timeline;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.interpret.memory.Occupancy;
import masattention.interpret.timing.Timeline;
import masattention.plot.Axis;
import masattention.plot.GanttChart;
import masattention.plot.GanttChart.Interval;
import masattention.plot.GanttChart.Level;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.program.EngineKind;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.simulator.Measurement;

/** Engines as lanes, tasks coloured by what they do, L1 in use below. */
public final class TimelineChart {
  private static final double BYTES_PER_KIBIBYTE = 1024;
  private static final double HEADROOM = 1.3;

  private TimelineChart() {}

  /** The most cycles that a picture of a whole timeline shows; of a longer one the beginning. */
  private static final long READABLE_CYCLES = 100_000;

  /** A timeline from its start, at a tiling that a command line gave or a search found. */
  public static GanttChart of(Measurement measured, Timeline timeline) {
    long cycles = Math.min(READABLE_CYCLES, measured.cycles());
    String what =
        cycles == measured.cycles() ? "All cycles" : "The first %d cycles".formatted(cycles);
    return of(what, "tiling", measured, new Window(timeline, cycles));
  }

  /** The beginning of a timeline, at such as the "fastest tiling". */
  static GanttChart of(String what, String which, Measurement measured, Window window) {
    String title =
        "%s of %s on %s and %s, %s (%d rows, %d columns)"
            .formatted(
                what,
                measured.scheduler().id(),
                measured.network(),
                measured.machine().name(),
                which,
                measured.tiling().rowsPerBlock(),
                measured.tiling().colsPerTile());
    List<String> lanes = engines(window).stream().map(TimelineChart::lane).toList();
    List<Interval> intervals = new ArrayList<>();
    Map<String, Color> kinds = new LinkedHashMap<>();
    for (TaskKind kind : TaskKind.values()) {
      for (int task = 0; task < window.program().size(); task++) {
        if (window.shows(task) && TaskKind.of(window.program(), task) == kind) {
          kinds.put(kind.id(), kind.color());
          intervals.add(
              new Interval(
                  lane(window.program().engine(task)),
                  kind.id(),
                  window.timeline().startCycle(task),
                  window.end(task)));
        }
      }
    }
    return new GanttChart(
        title,
        Axis.linearExact("time, cycles", 0, (double) window.cycles()),
        lanes,
        kinds,
        intervals,
        Optional.of(level(window)));
  }

  /** Those that work in the window, core by core. */
  static List<Integer> engines(Window window) {
    List<Integer> engines = new ArrayList<>();
    for (int core = 0; core < window.program().machine().cores(); core++) {
      for (EngineKind kind : EngineKind.values()) {
        if (always(kind) || window.tasks(kind.of(core)) > 0) {
          engines.add(kind.of(core));
        }
      }
    }
    return engines;
  }

  private static boolean always(EngineKind kind) {
    return switch (kind) {
      case MAC, VEC, LOAD, STORE -> true;
      case MAC_HALF_A, MAC_HALF_B -> false;
    };
  }

  private static String lane(int engine) {
    return "core %d %s".formatted(EngineKind.coreOf(engine), EngineKind.kindOf(engine).name());
  }

  private static Level level(Window window) {
    Dataset<Occupancy.Step> steps =
        Dataset.of(Occupancy.of(window.timeline()).steps())
            .where(step -> step.cycle() < window.cycles());
    List<Double> xs = new ArrayList<>(steps.values(Occupancy.Step::cycle).values());
    List<Double> ys =
        new ArrayList<>(steps.values(step -> step.bytes() / BYTES_PER_KIBIBYTE).values());
    xs.add((double) window.cycles());
    ys.add(ys.get(ys.size() - 1));
    double most = Collections.max(ys);
    double capacity = window.program().machine().l1Bytes() / BYTES_PER_KIBIBYTE;
    return new Level(
        Axis.fromZero("L1 in use, KiB", most * HEADROOM),
        new PointSeries("L1 in use", Palette.color("mas"), xs, ys),
        most,
        "most in use: %s of %s KiB"
            .formatted(Decimals.fixed(most, most < 10 ? 1 : 0), Decimals.fixed(capacity, 0)));
  }
}
