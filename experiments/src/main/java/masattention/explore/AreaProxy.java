package masattention.explore;

import java.math.BigDecimal;
import java.math.RoundingMode;
import masattention.input.JsonFields;
import masattention.npu.NpuConfig;

/**
 * A stand-in for chip area, in units of the user's: weights per MAC, per vector lane (of all
 * cores), per KiB of L1, per byte and cycle of DRAM bandwidth, and a constant.
 */
public record AreaProxy(
    BigDecimal perMac,
    BigDecimal perLane,
    BigDecimal perL1Kibibyte,
    BigDecimal perDramBytePerCycle,
    BigDecimal constant) {

  /**
   * Assumed, for want of a source: a lane counts as four MACs, a KiB of L1 as one, DRAM as none.
   */
  public static final AreaProxy ASSUMED =
      new AreaProxy(
          BigDecimal.ONE, BigDecimal.valueOf(4), BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO);

  private static final int DECIMALS = 3;
  private static final long MOST_WEIGHT = 1_000_000_000L;

  /** The weights that a file states; what it leaves out is zero. */
  static AreaProxy read(JsonFields weights) {
    weights.allowOnly("perMac", "perLane", "perL1Kibibyte", "perDramBytePerCycle", "constant");
    return new AreaProxy(
        weight(weights, "perMac"),
        weight(weights, "perLane"),
        weight(weights, "perL1Kibibyte"),
        weight(weights, "perDramBytePerCycle"),
        weight(weights, "constant"));
  }

  private static BigDecimal weight(JsonFields weights, String name) {
    return BigDecimal.valueOf(weights.has(name) ? weights.thousandths(name, 0, MOST_WEIGHT) : 0, 3);
  }

  /** The area of a machine, with three decimals. */
  BigDecimal of(NpuConfig machine) {
    long cores = machine.cores();
    long macs = cores * machine.macRows() * machine.macCols() * machine.macDepth();
    BigDecimal kibibytes = BigDecimal.valueOf(machine.l1Bytes()).divide(BigDecimal.valueOf(1024));
    BigDecimal dram = BigDecimal.valueOf(machine.dramMillibytesPerCycle(), 3);
    return perMac
        .multiply(BigDecimal.valueOf(macs))
        .add(perLane.multiply(BigDecimal.valueOf(cores * machine.vectorLanes())))
        .add(perL1Kibibyte.multiply(kibibytes))
        .add(perDramBytePerCycle.multiply(dram))
        .add(constant)
        .setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }
}
