package masattention.experiments;

import java.io.IOException;
import java.util.List;
import masattention.input.Grade;
import masattention.npu.Machines;
import masattention.schedule.Schedulers;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/** What sixteen queries at a time cost every scheduler. */
final class ShortQueries extends Experiment {
  ShortQueries() {
    super("short-queries", "Who computes a few queries against many keys fastest?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    AttentionShape shape = new AttentionShape(1, 8, 8, 16, 512, 64, 64, false, 2);
    Network network = new Network("short", shape, "an example", Grade.ASSUMED, 1);
    Case on = Case.of(network, Machines.resolve("edge").config());
    List<Search> searches = on.by(List.of(Schedulers.values()));
    context.table(id(), context.search(id(), searches).show(Columns.of("scheduler cycles")));
  }
}
