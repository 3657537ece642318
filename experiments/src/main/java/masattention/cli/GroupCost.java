package masattention.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import masattention.cli.WorkloadOptions.Workload;
import masattention.experiments.With;
import masattention.schedule.Scheduler;
import masattention.search.evaluation.Evaluator;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * What one scheduler costs for a group of equal layers.
 *
 * @param best one layer at its best tilings
 * @param balanced the same at the balanced tilings, where they were asked for too
 */
record GroupCost(Workload workload, Layer best, Optional<Layer> balanced) {

  /**
   * One layer.
   *
   * @param measurement in the last step
   * @param total over all steps
   */
  record Layer(Measurement measurement, Total total) {}

  /**
   * The cost at the best tiling; none where nothing fits.
   *
   * <p>Every step of a decode is costed at its own length. The tiling is the best of the longest
   * step, with sub-tiles no longer than the keys and as much of K and V on chip; where that does
   * not fit, the best of the step.
   */
  static Optional<GroupCost> of(Workload workload, Scheduler scheduler, Goal goal, int threads) {
    Simulator last = workload.simulator(threads);
    Function<Measurement, Layer> layer = found -> layer(workload, found, goal, threads);
    if (goal.besides()) {
      return Refusals.answer(last, scheduler, () -> last.optima(scheduler, goal.within()))
          .optional()
          .map(
              both ->
                  new GroupCost(
                      workload,
                      layer.apply(both.fastest()),
                      Optional.of(layer.apply(both.balanced()))));
    }
    return Refusals.answer(
            last, scheduler, () -> last.search(scheduler, goal.objective(), goal.within()))
        .optional()
        .map(found -> new GroupCost(workload, layer.apply(found), Optional.empty()));
  }

  private static Layer layer(Workload workload, Measurement last, Goal goal, int threads) {
    Map<AttentionShape, Total> known = new HashMap<>();
    known.put(workload.network().shape(), Total.of(last));
    Total sum = Total.NOTHING;
    for (AttentionShape shape : workload.steps()) {
      sum =
          sum.plus(
              known.computeIfAbsent(
                  shape,
                  other -> {
                    Simulator at = workload.simulator(other, threads);
                    return Refusals.answer(at, last.scheduler(), () -> step(at, last, goal));
                  }));
    }
    return new Layer(last, sum);
  }

  private static Total step(Simulator at, Measurement longest, Goal goal) {
    AttentionShape shape = at.network().shape();
    Scheduler scheduler = longest.scheduler();
    try {
      Tiling same = shortened(longest.tiling(), shape);
      return Total.of(Evaluator.fast().evaluate(scheduler, at.problem(same)), shape);
    } catch (IllegalArgumentException doesNotFit) {
      return Total.of(at.best(scheduler, goal.objective(), goal.within()).orElseThrow(), shape);
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
        valueCols,
        tiling.spans().over(ceilDiv(shape.seqKv(), cols)));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** The tiling of a step: that of the last one, with sub-tiles no longer than the keys. */
  Tiling tiling(AttentionShape step) {
    return shortened(measurement().tiling(), step);
  }

  /** What it costs in the last step. */
  Measurement measurement() {
    return best.measurement();
  }

  /** The same cost, of another group of the same shapes. */
  GroupCost of(Workload other) {
    return new GroupCost(other, named(best, other), balanced.map(layer -> named(layer, other)));
  }

  private static Layer named(Layer layer, Workload other) {
    Measurement named = With.component(layer.measurement(), "network", other.network().name());
    return new Layer(named, layer.total());
  }

  /** All layers of the group over all steps. */
  Total total() {
    return best.total().times(workload.network().layers());
  }

  /** As {@link #total}, at the balanced tilings. */
  Total balancedTotal() {
    return balanced.orElseThrow().total().times(workload.network().layers());
  }
}
