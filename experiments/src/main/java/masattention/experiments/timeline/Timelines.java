package masattention.experiments.timeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.interpret.timing.Timeline;
import masattention.interpret.trace.ChromeTrace;
import masattention.npu.Machine;
import masattention.plot.PlotFiles;
import masattention.report.TextFile;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;
import masattention.workload.Networks;

/** What every engine does at the beginning of a layer, scheduler by scheduler. */
public final class Timelines implements Experiment {
  static final long WINDOW_CYCLES = 100_000;
  static final List<Schedulers> SCHEDULERS =
      List.of(
          Schedulers.LAYER_WISE,
          Schedulers.SOFT_PIPE,
          Schedulers.FLAT,
          Schedulers.FUSEMAX,
          Schedulers.MAS);

  private static final Network NETWORK = Networks.resolve("bert-base");
  private static final String WHOLE = "timeline-layer-wise-whole";

  /** One scheduler at its fastest tiling. */
  record Row(Measurement measurement, Window window) {}

  @Override
  public String question() {
    return "What does every engine do while the first row blocks pass, and how full is L1?";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Schedulers scheduler : SCHEDULERS) {
      figures.add(
          new Figure(
              stem(scheduler),
              "The first %d cycles of %s on %s and edge: engines, tasks and L1 in use."
                  .formatted(WINDOW_CYCLES, scheduler.id(), NETWORK.name())));
    }
    figures.add(
        new Figure(
            WHOLE,
            "All of layer-wise on %s and edge: one pass after the other, with DRAM busy throughout."
                .formatted(NETWORK.name())));
    return figures;
  }

  static String stem(Schedulers scheduler) {
    return "timeline-" + scheduler.id();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    Machine edge = CoreSet.presets().get(0);
    Path traces = Files.createDirectories(context.results().resolve("traces"));
    List<Row> rows = new ArrayList<>();
    List<Path> written = new ArrayList<>();
    for (Schedulers scheduler : SCHEDULERS) {
      Row row = row(edge, scheduler);
      rows.add(row);
      written.add(TextFile.write(traces.resolve(stem(scheduler) + ".json"), trace(row.window())));
      String title = "The first %d cycles".formatted(WINDOW_CYCLES);
      written.addAll(chart(title, row, row.window(), context, stem(scheduler)));
      if (scheduler == Schedulers.LAYER_WISE) {
        Window whole = new Window(row.window().timeline(), row.measurement().cycles());
        written.addAll(chart("All cycles", row, whole, context, WHOLE));
      }
    }
    TimelinePage page = new TimelinePage(rows);
    written.add(TextFile.write(context.results().resolve("timeline.csv"), page.csv()));
    written.add(TextFile.write(context.results().resolve("timeline.md"), page.text(WHOLE)));
    return written;
  }

  private static Row row(Machine machine, Schedulers scheduler) {
    Measurement best = CoreSet.measured(NETWORK, machine, scheduler, Objective.CYCLES);
    Timeline timeline =
        Simulator.timeline(scheduler, Problem.of(best.shape(), machine.config(), best.tiling()))
            .orElseThrow();
    return new Row(best, new Window(timeline, WINDOW_CYCLES));
  }

  private static List<Path> chart(
      String what, Row row, Window window, ExperimentContext context, String stem)
      throws IOException {
    String title =
        "%s of %s on %s and %s, fastest tiling (%d rows, %d columns)"
            .formatted(
                what,
                row.measurement().scheduler().id(),
                row.measurement().network(),
                row.measurement().machine().name(),
                row.measurement().tiling().rowsPerBlock(),
                row.measurement().tiling().colsPerTile());
    PlotFiles files = PlotFiles.write(TimelineChart.of(title, window), context.plots(), stem);
    return List.of(files.svg(), files.png());
  }

  private static String trace(Window window) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChromeTrace.write(window.timeline(), window.cycles(), bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
