package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.List;
import masattention.input.Grade;
import masattention.npu.EnergyCosts;

/**
 * A point of the grid: static power of the chip, a factor on the cost of L1, the cost of DRAM.
 *
 * @param staticMilliwatts swept without a reference: no public number is usable
 * @param l1Factor multiplies the picojoules of every L1 byte
 */
record SweptCosts(int staticMilliwatts, double l1Factor, Cost dram) implements CostPoint {

  /** Picojoules of a DRAM byte, and what the number rests on. */
  record Cost(int picojoulesPerByte, Grade grade, String source) {}

  static final List<Integer> STATIC_MILLIWATTS =
      List.of(0, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000);

  static final List<Double> L1_FACTORS = List.of(0.5, 1.0, 2.0);

  static final List<Cost> DRAM =
      List.of(
          new Cost(32, Grade.PUBLISHED, "KULeuven-MICAS/stream stream/hardware/cost.py"),
          new Cost(56, Grade.ASSUMED, "a step between, no source of its own"),
          new Cost(64, Grade.DERIVED, "Accelergy cacti_wrapper.py, LPDDR4 at 8 pJ/bit"),
          new Cost(
              90,
              Grade.DERIVED,
              "KULeuven-MICAS/zigzag edge_tpu_like.yaml, 87.5 to read and 93.8 to write"),
          new Cost(
              250,
              Grade.SECOND_HAND,
              "Horowitz, ISSCC 2014, 1.3 to 2.6 nJ per 64 bit: the middle, rounded"));

  /** The machine's own costs, as a point of the grid. */
  boolean isDefault() {
    return staticMilliwatts == 0 && hasDefaultTraffic();
  }

  /** Whether L1 and DRAM cost what they cost by default. */
  boolean hasDefaultTraffic() {
    return l1Factor == 1.0 && dram.picojoulesPerByte() == 64;
  }

  /** The whole grid. */
  static List<SweptCosts> grid() {
    List<SweptCosts> grid = new ArrayList<>();
    for (int milliwatts : STATIC_MILLIWATTS) {
      for (double factor : L1_FACTORS) {
        for (Cost dram : DRAM) {
          grid.add(new SweptCosts(milliwatts, factor, dram));
        }
      }
    }
    return grid;
  }

  @Override
  public EnergyCosts of(EnergyCosts c) {
    return new EnergyCosts(
        c.macPicojoules(),
        c.addPicojoules(),
        c.subPicojoules(),
        c.mulPicojoules(),
        c.maxPicojoules(),
        c.expPicojoules(),
        c.divPicojoules(),
        c.l0ReadPicojoulesPerByte(),
        c.l0WritePicojoulesPerByte(),
        l1Factor * c.l1ReadPicojoulesPerByte(),
        l1Factor * c.l1WritePicojoulesPerByte(),
        dram.picojoulesPerByte(),
        staticMilliwatts);
  }
}
