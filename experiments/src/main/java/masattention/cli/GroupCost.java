package masattention.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import masattention.cli.WorkloadOptions.Workload;
import masattention.experiments.With;
import masattention.schedule.Scheduler;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
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
   * @param gap by what share it may be above the optimum in the last step
   */
  record Layer(Measurement measurement, Total total, double gap) {}

  /**
   * The cost at the best tiling; none where nothing fits.
   *
   * <p>Every step of a decode is costed at its own length. The tiling is the best of the longest
   * step, with sub-tiles no longer than the keys and as much of K and V on chip; where that does
   * not fit, the best of the step.
   */
  static Optional<GroupCost> of(Workload workload, Scheduler scheduler, Goal goal, int threads) {
    Simulator last = goal.of(workload.simulator(threads));
    if (goal.besides()) {
      return Refusals.answer(last, scheduler, () -> last.optima(scheduler, goal.within()))
          .optional()
          .map(
              both ->
                  new GroupCost(
                      workload,
                      layer(workload, both.fastest(), both.fastestGap(), goal, threads),
                      Optional.of(
                          layer(workload, both.balanced(), both.balancedGap(), goal, threads))));
    }
    return Refusals.answer(
            last, scheduler, () -> last.searched(scheduler, goal.objective(), goal.within()))
        .optional()
        .map(
            found -> {
              Measurement best = last.measure(scheduler, found.best().orElseThrow());
              Layer layer = layer(workload, best, found.gap(), goal, threads);
              return new GroupCost(workload, layer, Optional.empty());
            });
  }

  private static Layer layer(
      Workload workload, Measurement last, double gap, Goal goal, int threads) {
    Map<AttentionShape, Total> known = new HashMap<>();
    known.put(workload.network().shape(), Total.of(last));
    Total sum = Total.nothing(last.machine());
    for (AttentionShape shape : workload.steps()) {
      sum =
          sum.plus(
              1,
              known.computeIfAbsent(
                  shape,
                  other -> {
                    Simulator at = goal.of(workload.simulator(other, threads));
                    return Refusals.answer(at, last.scheduler(), () -> step(at, last, goal));
                  }));
    }
    return new Layer(last, sum, gap);
  }

  private static Total step(Simulator at, Measurement longest, Goal goal) {
    AttentionShape shape = at.network().shape();
    Scheduler scheduler = longest.scheduler();
    Evaluation found;
    try {
      Tiling same = shortened(longest.tiling(), shape);
      found = Evaluator.fast().evaluate(scheduler, at.problem(same));
    } catch (IllegalArgumentException doesNotFit) {
      found = at.best(scheduler, goal.objective(), goal.within()).orElseThrow();
    }
    return Total.of(found, shape, longest.machine());
  }

  /** A tiling cut to fewer keys; what stayed on chip whole or in part still does. */
  private static Tiling shortened(Tiling tiling, AttentionShape shape) {
    int cols = Math.min(tiling.colsPerTile(), shape.seqKv());
    int valueCols = Math.min(tiling.valueColsPerTile(), shape.seqKv());
    int tiles = ceilDiv(shape.seqKv(), cols);
    return new Tiling(
        tiling.rowsPerBlock(),
        cols,
        tiling.kvBuffers(),
        Math.min(tiling.residentKeyTiles(), tiles),
        Math.min(tiling.residentValueTiles(), ceilDiv(shape.seqKv(), valueCols)),
        tiling.partition(),
        tiling.depthPerTile(),
        valueCols,
        tiling.spans().over(tiles));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** The tiling of a step: that of the last one, with sub-tiles no longer than the keys. */
  Tiling tiling(AttentionShape step) {
    return shortened(measurement().tiling(), step);
  }

  /** The tiling of the last step, in words. */
  String tiling() {
    return TilingText.of(measurement().tiling(), measurement().shape());
  }

  /** By what share the best tiling may be above the optimum in the last step. */
  double gap() {
    return best.gap();
  }

  String name() {
    return workload.network().name();
  }

  int layers() {
    return workload.network().layers();
  }

  int steps() {
    return workload.steps().size();
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
    return new Layer(named, layer.total(), layer.gap());
  }

  /** All layers of the group over all steps. */
  Total total() {
    return best.total().times(layers());
  }

  /** As {@link #total}, at the balanced tilings. */
  Total balancedTotal() {
    return balanced.orElseThrow().total().times(layers());
  }
}
