package masattention.experiments;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.search.Evaluation;
import masattention.search.Evaluator;
import masattention.search.Objective;
import masattention.search.SearchAlgorithms;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/** The search that every experiment and every command uses. */
public final class BestTiling {
  private static final Map<Wanted, Optional<Measurement>> FOUND = new ConcurrentHashMap<>();

  private BestTiling() {}

  private record Wanted(
      Schedulers scheduler, Network network, NpuConfig machine, Objective objective) {

    private Optional<Measurement> measure(int threads) {
      return of(scheduler, network.shape(), machine, objective, threads)
          .map(found -> Measurement.of(network, machine, scheduler, found));
    }
  }

  /** The best evaluation of the whole tiling space; empty when nothing in it fits. */
  public static Optional<Evaluation> of(
      Schedulers scheduler,
      AttentionShape shape,
      NpuConfig machine,
      Objective objective,
      int threads) {
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(
            new SearchTask(scheduler, shape, machine, objective),
            Evaluator.fast(),
            SearchSettings.unlimited(threads))
        .best();
  }

  /**
   * The same, measured on the whole program, which must agree with the search. Found once in the
   * life of the process: several experiments ask for the same.
   */
  public static Optional<Measurement> measured(
      Schedulers scheduler, Network network, NpuConfig machine, Objective objective, int threads) {
    return FOUND.computeIfAbsent(
        new Wanted(scheduler, network, machine, objective), wanted -> wanted.measure(threads));
  }
}
