package masattention.experiments.sweep;

import java.util.Optional;
import java.util.concurrent.Callable;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.search.Evaluation;
import masattention.search.Evaluator;
import masattention.search.Objective;
import masattention.search.SearchAlgorithms;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/**
 * One point of a sweep: a scheduler at its fastest tiling.
 *
 * @param sweep what is varied, such as "vec-lanes"
 * @param setting the value it has here
 * @param network what the shape is called, its sequence length aside
 * @param kept the only way in which it may keep K and V; any when empty
 */
public record SweepPoint(
    String sweep,
    String setting,
    String network,
    AttentionShape shape,
    NpuConfig machine,
    Schedulers scheduler,
    Optional<KvKept> kept)
    implements Callable<SweepRow> {

  /** Up to so many sub-tiles of scores, the tiling found is measured on its whole program too. */
  private static final long CHECKED = 20_000;

  /** A network of the suite on a preset. */
  public static SweepPoint of(
      String sweep, String setting, Network network, NpuConfig machine, Schedulers scheduler) {
    return new SweepPoint(
        sweep, setting, network.name(), network.shape(), machine, scheduler, Optional.empty());
  }

  /** This point, restricted to one way to keep K and V. */
  public SweepPoint keeping(KvKept only) {
    return new SweepPoint(sweep, setting, network, shape, machine, scheduler, Optional.of(only));
  }

  /** This point for another scheduler. */
  public SweepPoint by(Schedulers other) {
    return new SweepPoint(sweep, setting, network, shape, machine, other, kept);
  }

  /** Searches; the row is without an evaluation where no tiling fits. */
  @Override
  public SweepRow call() {
    SearchTask all = new SearchTask(scheduler, shape, machine, Objective.CYCLES);
    SearchTask task =
        kept.map(only -> all.among(problem -> KvKept.of(scheduler, problem) == only)).orElse(all);
    Optional<Evaluation> best =
        SearchAlgorithms.BRANCH_AND_BOUND
            .search(task, Evaluator.fast(), SearchSettings.unlimited(1))
            .best();
    best.ifPresent(this::check);
    return new SweepRow(this, best);
  }

  private void check(Evaluation found) {
    Problem problem = Problem.of(shape, machine, found.tiling());
    long tiles = (long) problem.grid().rowBlocks() * problem.grid().keyTiles() * shape.heads();
    if (tiles <= CHECKED && !Evaluator.plain().evaluate(scheduler, problem).equals(found)) {
      throw new IllegalStateException(
          "The search found %s for %s, which is not what the whole program gives."
              .formatted(found, this));
    }
  }
}
