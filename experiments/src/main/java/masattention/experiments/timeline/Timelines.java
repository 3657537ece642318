package masattention.experiments.timeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.SimulateLine;
import masattention.interpret.trace.ChromeTrace;
import masattention.program.EngineKind;
import masattention.report.Dataset;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;
import masattention.workload.Networks;

/** What every engine does at the beginning of a layer, scheduler by scheduler. */
public final class Timelines extends Experiment {
  private static final long WINDOW_CYCLES = 100_000;
  private static final List<Scheduler> SCHEDULERS =
      List.of(
          Schedulers.LAYER_WISE,
          Schedulers.SOFT_PIPE,
          Schedulers.FLAT,
          Schedulers.FUSEMAX,
          Schedulers.MAS);
  private static final Network NETWORK = Networks.resolve("bert-base");

  /** What the first cycles are drawn of; fusemax is drawn beside assist. */
  private static final List<Scheduler> DRAWN =
      SCHEDULERS.stream().filter(scheduler -> scheduler != Schedulers.FUSEMAX).toList();

  private static final String STEP = "timeline-assist";

  public Timelines() {
    super("timeline", "What does every engine do, and when?");
  }

  private static String stem(Scheduler scheduler) {
    return "timeline-" + scheduler.id();
  }

  /** One scheduler at its fastest tiling. */
  record Row(Measurement measurement, Window window) {
    boolean drawn() {
      return DRAWN.contains(measurement.scheduler());
    }

    String id() {
      return measurement.scheduler().id();
    }

    String command() {
      return "%s --trace %s.json".formatted(SimulateLine.of(measurement), id());
    }
  }

  /** What one engine does. */
  private record Busy(Row row, int engine) {}

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Scheduler scheduler : SCHEDULERS) {
      Row row = row(scheduler);
      rows.add(row);
      String stem = stem(scheduler);
      context.file("traces/" + stem + ".json", trace(row.window()));
      if (row.drawn()) {
        String title = "The first %d cycles".formatted(WINDOW_CYCLES);
        context.figure(
            stem, TimelineChart.of(title, "fastest tiling", row.measurement(), row.window()));
      }
    }
    List<InOneTiling> step = InOneTiling.of(NETWORK);
    context.figure(STEP, InOneTiling.chart(step));
    long outputRows = (long) NETWORK.shape().heads() * NETWORK.shape().seqQ();
    context.table(id(), engines(rows));
    context.page(
        this,
        Map.of(
            "rows", rows,
            "cycles", WINDOW_CYCLES,
            "outputRows", outputRows,
            "table", table(rows),
            "step", InOneTiling.table(step)));
  }

  private static Row row(Scheduler scheduler) {
    Case on = Case.of(NETWORK, CoreSet.presets().get(0).config());
    Measurement best = on.by(scheduler).call().found();
    Problem problem = Problem.of(on.shape(), on.machine(), best.tiling());
    return new Row(
        best, new Window(Simulator.timeline(scheduler, problem).orElseThrow(), WINDOW_CYCLES));
  }

  private static String trace(Window window) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChromeTrace.write(window.timeline(), window.cycles(), bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A row per scheduler and engine. */
  private static Dataset<Busy> engines(List<Row> rows) {
    return Dataset.of(rows)
        .flatMap(row -> Dataset.of(TimelineChart.engines(row.window())).map(e -> new Busy(row, e)))
        .text("preset", b -> b.row().measurement().machine().name())
        .text("network", b -> b.row().measurement().network())
        .text("scheduler", b -> b.row().id())
        .number("rows_per_block", b -> b.row().measurement().tiling().rowsPerBlock())
        .number("cols_per_tile", b -> b.row().measurement().tiling().colsPerTile())
        .number("cycles", b -> b.row().measurement().cycles())
        .number("window_cycles", b -> b.row().window().cycles())
        .number("core", b -> EngineKind.coreOf(b.engine()))
        .text("engine", b -> EngineKind.kindOf(b.engine()).name())
        .number("tasks_in_window", b -> b.row().window().tasks(b.engine()))
        .number("busy_cycles_in_window", b -> b.row().window().busy(b.engine()))
        .number(
            "busy_percent_of_window",
            3,
            b -> 100.0 * b.row().window().busy(b.engine()) / b.row().window().cycles())
        .number("output_rows_finished_in_window", b -> b.row().window().rowsFinished());
  }

  /** A row per scheduler. */
  private static Dataset<Row> table(List<Row> rows) {
    return Dataset.of(rows)
        .text("scheduler", Row::id)
        .number("MAC, %", 1, row -> row.window().busyPercent(EngineKind.MAC))
        .number("VEC, %", 1, row -> row.window().busyPercent(EngineKind.VEC))
        .number("DRAM, %", 1, row -> row.window().channelPercent())
        .number("output rows finished", row -> row.window().rowsFinished())
        .number("cycles of the layer", row -> row.measurement().cycles())
        .text("trace", row -> "[%s](traces/timeline-%s.json)".formatted(row.id(), row.id()));
  }
}
