package masattention.interpret.timing;

import java.math.BigInteger;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.workload.AttentionShape;

/**
 * The floor under exact schedulers: the largest of the cycles that the products need on all matrix
 * units, the cheapest exact softmax on all vector units, and the compulsory bytes on the DRAM
 * channel. Where matrix units may take over row sums and the subtraction of the maxima, the vector
 * units are left with the maxima, the exponentials and the division.
 */
public final class Bound {
  private Bound() {}

  /** The floor of schedulers whose softmax runs on the vector units, in cycles. */
  public static long cycles(AttentionShape shape, NpuConfig machine) {
    return cycles(shape, machine, false);
  }

  /**
   * The floor, in cycles.
   *
   * @param assisted whether matrix units may take over a part of the softmax
   */
  public static long cycles(AttentionShape shape, NpuConfig machine, boolean assisted) {
    BigInteger macs = product(shape.visiblePositions(), (long) shape.headDim() + shape.valueDim());
    long perCycle =
        (long) machine.macRows() * machine.macCols() * machine.macDepth() * machine.cores();
    BigInteger vectorWork = vectorMilliLaneCycles(shape, machine.vectorCosts(), assisted);
    long milliLanes = 1000L * machine.vectorLanes() * machine.cores();
    return Math.max(
        Math.max(ceilDiv(macs, perCycle), ceilDiv(vectorWork, milliLanes)),
        ceilDiv(product(channelBytes(shape, machine), 1000), machine.dramMillibytesPerCycle()));
  }

  /** Compulsory bytes that the DRAM channel must carry. */
  private static long channelBytes(AttentionShape shape, NpuConfig machine) {
    return machine.postedWrites()
        ? shape.compulsoryBytes() - shape.outputBytes()
        : shape.compulsoryBytes();
  }

  /** Thousandths of lane-cycles of the cheapest exact softmax on the vector units. */
  public static BigInteger vectorMilliLaneCycles(AttentionShape shape, NpuConfig machine) {
    return vectorMilliLaneCycles(shape, machine.vectorCosts(), false);
  }

  /**
   * Thousandths of lane-cycles of the unit that subtracts and adds up: of all of the softmax, or of
   * all but the exponentials where these have a unit of their own.
   */
  static BigInteger othersMilliLaneCycles(AttentionShape shape, VectorCosts costs) {
    BigInteger[] parts = parts(shape, costs, false);
    return costs.expBeside() ? parts[1] : parts[0].add(parts[1]);
  }

  private static BigInteger vectorMilliLaneCycles(
      AttentionShape shape, VectorCosts costs, boolean assisted) {
    BigInteger[] parts = parts(shape, costs, assisted);
    return costs.expBeside() ? parts[0].max(parts[1]) : parts[0].add(parts[1]);
  }

  /** Exponentials, and all other operations. */
  private static BigInteger[] parts(AttentionShape shape, VectorCosts costs, boolean assisted) {
    long kept = costs.maxMilli() + costs.maxReductionMilli();
    long element = assisted ? kept : kept + costs.subMilli() + costs.sumMilli();
    long rows = (long) shape.heads() * shape.seqQ();
    long scaled = 0;
    for (int row = 0; row < shape.seqQ(); row++) {
      scaled += Math.min(shape.visibleKeys(row), shape.valueDim());
    }
    BigInteger exponentials = product(shape.visiblePositions(), costs.expMilli());
    BigInteger others =
        product(shape.visiblePositions(), element)
            .add(product(scaled * shape.heads(), costs.mulMilli()))
            .add(product(rows, costs.divMilli()));
    return new BigInteger[] {exponentials, others};
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static long ceilDiv(BigInteger a, long b) {
    BigInteger[] parts = a.divideAndRemainder(BigInteger.valueOf(b));
    return parts[0].longValueExact() + parts[1].signum();
  }
}
