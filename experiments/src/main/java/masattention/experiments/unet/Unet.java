package masattention.experiments.unet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.npu.Machine;
import masattention.plot.PlotFiles;
import masattention.report.TextFile;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The self-attention layers of the Stable Diffusion 1.5 UNet, each and all together. */
public final class Unet implements Experiment {
  static final List<Network> LAYERS =
      List.of("sd15-unet-64", "sd15-unet-32", "sd15-unet-16", "sd15-unet-8").stream()
          .map(Networks::resolve)
          .toList();

  @Override
  public String question() {
    return "By how much does mas cut the latency of the self-attention of the Stable Diffusion UNet,"
        + " of its largest layer and of the whole?";
  }

  @Override
  public List<Figure> figures() {
    return CoreSet.presets().stream()
        .map(
            machine ->
                new Figure(
                    stem(machine),
                    "Latency of the UNet's self-attention layers on %s relative to flat, each and"
                            .formatted(machine.name())
                        + " summed."))
        .toList();
  }

  static String stem(Machine machine) {
    return "unet-" + machine.name();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Measurement> measured = measure(context);
    UnetTable table = UnetTable.of(measured);
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve("unet.csv"), table.csv()));
    written.add(
        TextFile.write(context.results().resolve("unet.md"), new UnetPage(table, measured).text()));
    for (Machine machine : CoreSet.presets()) {
      PlotFiles files =
          PlotFiles.write(UnetPlot.of(table, machine), context.plots(), stem(machine));
      written.add(files.svg());
      written.add(files.png());
    }
    return written;
  }

  private static List<Measurement> measure(ExperimentContext context) {
    List<Callable<Measurement>> tasks = new ArrayList<>();
    for (Machine machine : CoreSet.presets()) {
      for (Network layer : LAYERS) {
        for (Schedulers scheduler : Schedulers.values()) {
          tasks.add(() -> CoreSet.measured(layer, machine, scheduler, Objective.CYCLES));
        }
      }
    }
    return context.inParallel("unet", tasks);
  }
}
