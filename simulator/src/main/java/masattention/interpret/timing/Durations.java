package masattention.interpret.timing;

import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.program.Op;
import masattention.program.Op.Product;

/**
 * How many cycles each kind of work occupies its engine, or a transfer the DRAM channel; of another
 * engine a subclass says what differs.
 */
public class Durations implements Op.Visitor<Long> {
  private static final long MILLI = 1000;
  private static final long POSTING = 1;

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

  /** Cycles from the end of a transfer to where its data are there. */
  public long latency() {
    return machine.dramLatencyCycles();
  }

  /** Whether the units of a core slow each other, so that waits and work do not add up. */
  public boolean slowed() {
    return !machine.interference().isNone();
  }

  /** Cycles for which a transfer occupies the DRAM channel. */
  public long transfer(long bytes) {
    return ceilDiv(Math.multiplyExact(bytes, MILLI), machine.dramMillibytesPerCycle());
  }

  /**
   * Cycles for which a store occupies the DRAM channel: where writes are posted, to hand it over.
   */
  public long store(long bytes) {
    return machine.postedWrites() ? POSTING : transfer(bytes);
  }

  @Override
  public Long visit(Op.Load load) {
    return transfer(load.bytes());
  }

  @Override
  public Long visit(Op.Store store) {
    return store(store.bytes());
  }

  @Override
  public Long visit(Op.Matmul matmul) {
    long rows = matmul.halfArray() ? machine.macRows() / 2 : machine.macRows();
    long fill =
        matmul.halfArray() ? Math.max(0, machine.macFillCycles() - rows) : machine.macFillCycles();
    long passes =
        ceilDiv(matmul.m(), rows)
            * ceilDiv(matmul.n(), machine.macCols())
            * ceilDiv(matmul.k(), machine.macDepth());
    return machine.outputsInSeries()
        ? inSeries(matmul, passes, fill)
        : Math.max(passes + fill, l1(matmul.l1Bytes()));
  }

  /**
   * With one register per output: the factors pass beside the products. A tile of O comes in by the
   * read port while the one before leaves by the write port, and the array waits; scores stay at
   * the array, so that a further slice of their depth goes on without a fill.
   */
  private long inSeries(Op.Matmul matmul, long passes, long fill) {
    boolean ofScores = matmul.product() == Product.SCORES;
    long filled = ofScores && matmul.accumulates() ? passes : passes + fill;
    long products = Math.max(filled, l1(matmul.factorBytes()));
    return ofScores ? products : products + l1(matmul.l1WriteBytes());
  }

  private long l1(long bytes) {
    return ceilDiv(bytes, machine.l1BytesPerCyclePerCore());
  }

  @Override
  public Long visit(Op.Softmax softmax) {
    return softmax(softmax.m(), softmax.n(), softmax.divides());
  }

  /** Cycles of the complete softmax of an m × n row block, with or without the division. */
  public long softmax(long m, long n, boolean divides) {
    long others = m * n * (elementMilli() + (divides ? costs.mulMilli() : 0));
    return vector(m * n * costs.expMilli(), others + (divides ? m * costs.divMilli() : 0));
  }

  /** What a score costs besides its exponential. */
  private long elementMilli() {
    return costs.maxMilli() + costs.subMilli() + costs.addMilli() + costs.reductionMilli();
  }

  /**
   * The least vector cycles of an m × n row block with m × f outputs whose row sums and subtraction
   * the matrix unit does.
   */
  public long leastSoftmax(long m, long n, long f) {
    long element = costs.maxMilli() + costs.maxReductionMilli();
    long scaled = m * Math.min(n, f) * costs.mulMilli();
    return vector(m * n * costs.expMilli(), m * n * element + scaled + m * costs.divMilli());
  }

  /** The least cycles of matrix tasks that update so many bytes in place. */
  public long leastUpdate(long bytes) {
    return (machine.outputsInSeries() ? bytes : 2 * bytes) / machine.l1BytesPerCyclePerCore();
  }

  /** What the vector unit spends on an element. */
  public VectorCosts costs() {
    return costs;
  }

  /** Thousandths of a lane-cycle that it has in a cycle. */
  public long milliLanes() {
    return milliLanes;
  }

  @Override
  public Long visit(Op.OnlineSoftmax softmax) {
    return onlineSoftmax(softmax.m(), softmax.n());
  }

  /** Cycles of one m × n sub-tile of the one-pass softmax. */
  public long onlineSoftmax(long m, long n) {
    long row = costs.maxMilli() + costs.subMilli() + costs.mulMilli() + costs.addMilli();
    return vector(m * (n + 1) * costs.expMilli(), m * n * elementMilli() + m * row);
  }

  /**
   * The least cycles of the one-pass softmax of an m × n row block in {@code tiles} sub-tiles or
   * more, with the rescaling of its m × f accumulator.
   */
  public long leastOnlineSoftmax(long m, long n, long f, int tiles) {
    long further = costs.expBeside() ? 0 : onlineSoftmax(m, 0) - 1 + rescale(m, f);
    return onlineSoftmax(m, n) + (tiles - 1) * further;
  }

  @Override
  public Long visit(Op.SpanSoftmax softmax) {
    long m = softmax.m();
    long exponentials = 0;
    long others = 0;
    if (softmax.finds()) {
      others += m * softmax.n() * (costs.maxMilli() + costs.maxReductionMilli());
      if (softmax.online()) {
        others += m * (costs.maxMilli() + costs.subMilli());
        exponentials += m * costs.expMilli();
      }
    }
    if (softmax.exponentiates()) {
      exponentials += m * softmax.n() * costs.expMilli();
      others +=
          m * softmax.subtracted() * costs.subMilli()
              + m * softmax.summed() * costs.sumMilli()
              + (softmax.scalesSum() ? m * (costs.mulMilli() + costs.addMilli()) : 0);
    }
    return vector(exponentials, others);
  }

  @Override
  public Long visit(Op.Rescale rescale) {
    return rescale(rescale.m(), rescale.f());
  }

  /** Cycles to rescale an m × f accumulator. */
  public long rescale(long m, long f) {
    return vector(0, m * f * costs.mulMilli());
  }

  @Override
  public Long visit(Op.Normalize normalize) {
    return normalize(normalize.m(), normalize.f());
  }

  /** Cycles to divide an m × f accumulator by its row sums. */
  public long normalize(long m, long f) {
    return vector(0, m * f * costs.mulMilli() + m * costs.divMilli());
  }

  /**
   * Cycles of a vector task.
   *
   * @param exponentials thousandths of lane-cycles of its exponentials
   * @param others those of its other operations
   */
  public long vector(long exponentials, long others) {
    return costs.startupCycles() + ceilDiv(costs.together(exponentials, others), milliLanes);
  }
}
