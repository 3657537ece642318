package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.List;
import masattention.npu.EnergyCosts;

/**
 * A corner of the box of costs: each of the lowest or the highest of its range in the sources,
 * static power 0.
 *
 * <p>At fixed tilings a saving is one minus a ratio of sums that are linear in the costs, so
 * nowhere in the box is it larger than at the best corner.
 *
 * @param l0Picojoules of a byte read or written
 */
record CornerCosts(
    double macPicojoules,
    double expPicojoules,
    double divPicojoules,
    double l0Picojoules,
    double l1Factor,
    double dramPicojoules)
    implements CostPoint {

  private static final double[][] RANGES = {
    {0.42, 1.5}, {0.5, 3}, {1, 3}, {0.3, 1.6}, {0.5, 2}, {32, 250}
  };

  static List<CornerCosts> all() {
    List<CornerCosts> corners = new ArrayList<>();
    for (int bits = 0; bits < 1 << RANGES.length; bits++) {
      double[] c = new double[RANGES.length];
      for (int i = 0; i < c.length; i++) {
        c[i] = RANGES[i][(bits >> i) & 1];
      }
      corners.add(new CornerCosts(c[0], c[1], c[2], c[3], c[4], c[5]));
    }
    return corners;
  }

  @Override
  public EnergyCosts of(EnergyCosts c) {
    return new EnergyCosts(
        macPicojoules,
        c.addPicojoules(),
        c.subPicojoules(),
        c.mulPicojoules(),
        c.maxPicojoules(),
        expPicojoules,
        divPicojoules,
        l0Picojoules,
        l0Picojoules,
        l1Factor * c.l1ReadPicojoulesPerByte(),
        l1Factor * c.l1WritePicojoulesPerByte(),
        dramPicojoules,
        0);
  }
}
