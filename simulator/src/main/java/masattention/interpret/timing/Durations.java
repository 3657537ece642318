package masattention.interpret.timing;

import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.program.Op;

/** How many cycles each kind of work occupies its engine, or a transfer the DRAM channel. */
public final class Durations implements Op.Visitor<Long> {
  private static final long MILLI = 1000;

  private final NpuConfig machine;
  private final VectorCosts costs;
  private final long milliLanes;

  public Durations(NpuConfig machine) {
    this.machine = machine;
    costs = machine.vectorCosts();
    milliLanes = MILLI * machine.vectorLanes();
  }

  private static long ceilDiv(long a, long b) {
    return a / b + (a % b == 0 ? 0 : 1);
  }

  /** Cycles for which a transfer occupies the DRAM channel. */
  public long transfer(long bytes) {
    return ceilDiv(Math.multiplyExact(bytes, MILLI), machine.dramMillibytesPerCycle());
  }

  @Override
  public Long visit(Op.Load load) {
    return transfer(load.bytes());
  }

  @Override
  public Long visit(Op.Store store) {
    return transfer(store.bytes());
  }

  @Override
  public Long visit(Op.Matmul matmul) {
    return matmul(matmul.m(), matmul.k(), matmul.n(), matmul.halfArray(), matmul.l1Bytes());
  }

  /** Cycles of an m × k × n product that moves {@code l1Bytes} to and from L1. */
  public long matmul(long m, long k, long n, boolean halfArray, long l1Bytes) {
    long rows = halfArray ? machine.macRows() / 2 : machine.macRows();
    long fill = halfArray ? Math.max(0, machine.macFillCycles() - rows) : machine.macFillCycles();
    long passes = ceilDiv(m, rows) * ceilDiv(n, machine.macCols()) * ceilDiv(k, machine.macDepth());
    return Math.max(passes + fill, ceilDiv(l1Bytes, machine.l1BytesPerCyclePerCore()));
  }

  @Override
  public Long visit(Op.Softmax softmax) {
    return softmax(softmax.m(), softmax.n());
  }

  /** Cycles of the complete softmax of an m × n row block. */
  public long softmax(long m, long n) {
    long element =
        costs.maxMilli()
            + costs.subMilli()
            + costs.expMilli()
            + costs.addMilli()
            + costs.mulMilli()
            + costs.reductionMilli();
    return vector(m * n * element + m * costs.divMilli());
  }

  @Override
  public Long visit(Op.OnlineSoftmax softmax) {
    return onlineSoftmax(softmax.m(), softmax.n());
  }

  /** Cycles of one m × n sub-tile of the one-pass softmax. */
  public long onlineSoftmax(long m, long n) {
    long element =
        costs.maxMilli()
            + costs.subMilli()
            + costs.expMilli()
            + costs.addMilli()
            + costs.reductionMilli();
    long row =
        costs.maxMilli()
            + costs.subMilli()
            + costs.expMilli()
            + costs.mulMilli()
            + costs.addMilli();
    return vector(m * n * element + m * row);
  }

  @Override
  public Long visit(Op.Rescale rescale) {
    return rescale(rescale.m(), rescale.f());
  }

  /** Cycles to rescale an m × f accumulator. */
  public long rescale(long m, long f) {
    return vector(m * f * costs.mulMilli());
  }

  @Override
  public Long visit(Op.Normalize normalize) {
    return normalize(normalize.m(), normalize.f());
  }

  /** Cycles to divide an m × f accumulator by its row sums. */
  public long normalize(long m, long f) {
    return vector(m * f * costs.mulMilli() + m * costs.divMilli());
  }

  private long vector(long milliLaneCycles) {
    return costs.startupCycles() + ceilDiv(milliLaneCycles, milliLanes);
  }
}
