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
  private static final String STEM = "search-convergence";

  @Override
  public String question() {
    return "How many evaluations does each search need to come how near the proven best tiling, and"
        + " what does searching gain over a fixed tiling?";
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            STEM,
            "How far each search is from the proven best tiling after so many tilings, network by"
                + " network, for flat and mas."));
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Convergence> all = measure(context);
    return List.of(
        TextFile.write(context.results().resolve("search.csv"), ConvergenceCsv.of(all)),
        context.plots().write(STEM, ConvergencePlot.of(all)));
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
