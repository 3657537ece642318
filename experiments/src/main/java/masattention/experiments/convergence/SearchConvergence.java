package masattention.experiments.convergence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.TextFile;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Best cycles against evaluations for every search algorithm, on the core networks. */
public final class SearchConvergence implements Experiment {
  private static final List<Schedulers> SCHEDULERS = List.of(Schedulers.FLAT, Schedulers.MAS);
  private static final String PRESET = "edge";

  @Override
  public String question() {
    return "How many evaluations does each search need to come how near the proven best tiling, and"
        + " what does searching gain over a fixed tiling?";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      for (Schedulers scheduler : SCHEDULERS) {
        figures.add(
            new Figure(
                ConvergencePlot.stem(network, scheduler),
                "Best cycles of %s on %s against tilings evaluated, by search method."
                    .formatted(scheduler.id(), network.name())));
      }
    }
    return figures;
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Convergence> all = measure(context);
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve("search.csv"), ConvergenceCsv.of(all)));
    for (Convergence one : all) {
      written.addAll(ConvergencePlot.write(one, context.plots()));
    }
    return written;
  }

  private static List<Convergence> measure(ExperimentContext context) {
    NpuConfig machine = Machines.resolve(PRESET).config();
    List<Callable<Convergence>> tasks = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      for (Schedulers scheduler : SCHEDULERS) {
        SearchTask task = new SearchTask(scheduler, network.shape(), machine, Objective.CYCLES);
        tasks.add(() -> Convergence.of(network, task));
      }
    }
    return context.inParallel("search-convergence", tasks);
  }
}
