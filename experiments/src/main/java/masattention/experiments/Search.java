package masattention.experiments;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.search.Evaluator;
import masattention.search.Objective;
import masattention.search.SearchAlgorithms;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;

/**
 * The search for the best tiling of one scheduler on one case.
 *
 * @param objective what the best has least of
 * @param allowed the only way in which the tiling may keep K and V; any when empty
 */
public record Search(Case on, Schedulers scheduler, Objective objective, Optional<KvKept> allowed)
    implements Callable<Point> {
  private static final Map<Question, Optional<Measurement>> FOUND = new ConcurrentHashMap<>();

  /** What several experiments may ask; it is answered once in the life of the process. */
  private record Question(
      Network network,
      NpuConfig machine,
      Schedulers scheduler,
      Objective objective,
      Optional<KvKept> allowed) {}

  /** This search among the tilings that keep K and V in one way. */
  public Search keeping(KvKept only) {
    return new Search(on, scheduler, objective, Optional.of(only));
  }

  /** The proven best, measured on the whole program unless that is very large. */
  @Override
  public Point call() {
    Question question = new Question(on.network(), on.machine(), scheduler, objective, allowed);
    return new Point(this, FOUND.computeIfAbsent(question, unanswered -> measured()));
  }

  private Optional<Measurement> measured() {
    Simulator simulator = new Simulator(on.network(), on.machine(), 1);
    if (allowed.isEmpty()) {
      return simulator.search(scheduler, objective).optional();
    }
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(
            new SearchTask(scheduler, on.shape(), on.machine(), objective)
                .among(problem -> KvKept.of(scheduler, problem) == allowed.get()),
            Evaluator.fast(),
            SearchSettings.unlimited(1))
        .best()
        .map(found -> simulator.measure(scheduler, found));
  }
}
