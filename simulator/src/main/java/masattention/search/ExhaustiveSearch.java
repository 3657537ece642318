package masattention.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicReference;
import masattention.interpret.energy.Energy;
import masattention.interpret.timing.BusyCycles;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * Finds the best tiling of a space by evaluating every one of them, except those whose busy time in
 * closed form is already worse than the best found.
 *
 * <p>Tilings are tried in the order of that floor, so that most of the hopeless ones are never
 * tried. What is skipped is strictly worse than the result, so that neither the order nor the
 * number of threads changes it.
 */
public final class ExhaustiveSearch {
  private final Evaluator evaluator;
  private final Objective objective;

  public ExhaustiveSearch(Evaluator evaluator, Objective objective) {
    this.evaluator = evaluator;
    this.objective = objective;
  }

  /** A tiling and the least that its objective can be. */
  private record Candidate(Tiling tiling, double floor) {}

  /** The best evaluation of a scheduler; empty when no tiling of the space is feasible. */
  public Optional<Evaluation> best(
      Schedulers scheduler, AttentionShape shape, NpuConfig machine, int threads) {
    List<Candidate> candidates = new ArrayList<>();
    for (Tiling tiling : new TilingSpace(scheduler, shape, machine).feasible()) {
      candidates.add(new Candidate(tiling, floor(scheduler, Problem.of(shape, machine, tiling))));
    }
    candidates.sort(Comparator.comparingDouble(Candidate::floor));
    AtomicReference<Evaluation> best = new AtomicReference<>();
    if (threads == 1) {
      candidates.forEach(candidate -> consider(scheduler, shape, machine, candidate, best));
    } else {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        List<ForkJoinTask<?>> tasks = new ArrayList<>();
        for (Candidate candidate : candidates) {
          tasks.add(pool.submit(() -> consider(scheduler, shape, machine, candidate, best)));
        }
        tasks.forEach(ForkJoinTask::join);
      } finally {
        pool.shutdownNow();
      }
    }
    return Optional.ofNullable(best.get());
  }

  private void consider(
      Schedulers scheduler,
      AttentionShape shape,
      NpuConfig machine,
      Candidate candidate,
      AtomicReference<Evaluation> best) {
    Evaluation found = best.get();
    if (found != null && candidate.floor() > objective.of(found)) {
      return;
    }
    Evaluation evaluation =
        evaluator.evaluate(scheduler, Problem.of(shape, machine, candidate.tiling()));
    best.accumulateAndGet(
        evaluation,
        (old, other) -> old == null || objective.order().compare(other, old) < 0 ? other : old);
  }

  private double floor(Schedulers scheduler, Problem problem) {
    Totals totals = Totals.of(scheduler, problem);
    BusyCycles busy = totals.busy();
    long cores = problem.machine().cores();
    long cycles =
        Math.max(busy.dram(), Math.max(ceilDiv(busy.mac(), cores), ceilDiv(busy.vec(), cores)));
    double energy = Energy.of(totals.work(), cycles, problem.machine()).totalPicojoules();
    return objective.value((double) cycles, energy);
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
