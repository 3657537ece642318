package masattention.experiments;

import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;

/**
 * The most that running the vector unit beside the matrix unit gains by itself over running them in
 * turn, with the same tiles and traffic: 1 + min(r, 1/r). It bounds no speedup: a schedule may gain
 * more where it also hides DRAM time, has better tiles, or starts fewer tasks.
 */
public final class OverlapGain {
  private OverlapGain() {}

  /**
   * r, the time of the vector unit over that of the matrix unit per score element: (v / lanes) ·
   * (products per cycle) / (2 E), v being the lane-cycles of a softmax per element.
   */
  public static double ratio(NpuConfig machine, int headDim) {
    VectorCosts costs = machine.vectorCosts();
    long others =
        costs.maxMilli()
            + costs.subMilli()
            + costs.addMilli()
            + costs.mulMilli()
            + costs.reductionMilli();
    double laneCycles = costs.together(costs.expMilli(), others) / 1000.0;
    double products = (double) machine.macRows() * machine.macCols() * machine.macDepth();
    return laneCycles / machine.vectorLanes() * products / (2.0 * headDim);
  }

  /** r of a case. */
  public static double ratio(Case on) {
    return ratio(on.machine(), on.shape().headDim());
  }

  /** 1 + min(r, 1/r). */
  public static double of(double ratio) {
    return 1 + Math.min(ratio, 1 / ratio);
  }

  /** The same of a case. */
  public static double of(Case on) {
    return of(ratio(on));
  }
}
