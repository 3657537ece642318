package masattention.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import masattention.cli.WorkloadOptions.Workload;
import masattention.schedule.Scheduler;
import masattention.search.Evaluation;
import masattention.search.Evaluator;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * What one scheduler costs for a group of equal layers.
 *
 * @param measurement of one layer, in its last step
 * @param layer one layer over all steps
 */
record GroupCost(Workload workload, Measurement measurement, Total layer) {

  /**
   * The cost at the best tiling; none where nothing fits.
   *
   * <p>Every step of a decode is costed at its own length. The tiling is the best of the longest
   * step, with sub-tiles no longer than the keys and as much of K and V on chip; where that does
   * not fit, the best of the step.
   */
  static Optional<GroupCost> of(
      Workload workload, Scheduler scheduler, Objective objective, int threads) {
    Simulator last = workload.simulator(threads);
    Optional<Evaluation> best =
        Refusals.answer(last, scheduler, () -> last.best(scheduler, objective)).optional();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    Map<AttentionShape, Total> known = new HashMap<>();
    known.put(workload.network().shape(), Total.of(best.get(), workload.network().shape()));
    Total sum = Total.NOTHING;
    for (AttentionShape shape : workload.steps()) {
      Total step =
          known.computeIfAbsent(
              shape,
              s -> {
                Simulator at = workload.simulator(s, threads);
                return Refusals.answer(
                    at, scheduler, () -> step(at, scheduler, objective, best.get().tiling()));
              });
      sum = sum.plus(step);
    }
    return Optional.of(
        new GroupCost(
            workload,
            Refusals.answer(last, scheduler, () -> last.measure(scheduler, best.get())),
            sum));
  }

  private static Total step(
      Simulator at, Scheduler scheduler, Objective objective, Tiling longest) {
    AttentionShape shape = at.network().shape();
    try {
      Tiling same = shortened(longest, shape);
      return Total.of(Evaluator.fast().evaluate(scheduler, at.problem(same)), shape);
    } catch (IllegalArgumentException doesNotFit) {
      return Total.of(at.best(scheduler, objective).orElseThrow(), shape);
    }
  }

  /** A tiling cut to fewer keys; what stayed on chip whole or in part still does. */
  private static Tiling shortened(Tiling tiling, AttentionShape shape) {
    int cols = Math.min(tiling.colsPerTile(), shape.seqKv());
    int valueCols = Math.min(tiling.valueColsPerTile(), shape.seqKv());
    return new Tiling(
        tiling.rowsPerBlock(),
        cols,
        tiling.kvBuffers(),
        Math.min(tiling.residentKeyTiles(), ceilDiv(shape.seqKv(), cols)),
        Math.min(tiling.residentValueTiles(), ceilDiv(shape.seqKv(), valueCols)),
        tiling.partition(),
        tiling.depthPerTile(),
        valueCols);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** The same cost, of another group of the same shapes. */
  GroupCost of(Workload other) {
    Measurement m = measurement;
    return new GroupCost(
        other,
        new Measurement(
            other.network().name(),
            m.shape(),
            m.machine(),
            m.scheduler(),
            m.tiling(),
            m.cycles(),
            m.boundCycles(),
            m.busy(),
            m.work(),
            m.energy(),
            m.l1PeakBytes()),
        layer);
  }

  /** All layers of the group over all steps. */
  Total total() {
    return layer.times(workload.network().layers());
  }
}
