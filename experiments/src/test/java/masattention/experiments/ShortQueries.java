package masattention.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.input.Grade;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.CsvText;
import masattention.report.TextFile;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/** What sixteen queries at a time cost every scheduler. */
final class ShortQueries implements Experiment {

  @Override
  public String question() {
    return "Who computes a few queries against many keys fastest?";
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    NpuConfig machine = Machines.resolve("edge").config();
    AttentionShape shape = new AttentionShape(1, 8, 8, 16, 512, 64, 64, false, 2);
    Network network = new Network("short", shape, "an example", Grade.ASSUMED, 1);
    List<Callable<List<String>>> tasks = new ArrayList<>();
    for (Schedulers scheduler : Schedulers.values()) {
      tasks.add(
          () -> {
            Measurement best =
                BestTiling.measured(scheduler, network, machine, Objective.CYCLES, 1).orElseThrow();
            return List.of(scheduler.id(), Long.toString(best.cycles()));
          });
    }
    CsvText csv = new CsvText(List.of("scheduler", "cycles"));
    context.inParallel("short-queries", tasks).forEach(csv::add);
    return List.of(TextFile.write(context.results().resolve("short-queries.csv"), csv.toString()));
  }
}
