package masattention.interpret.energy;

import masattention.npu.NpuConfig;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tensor;
import masattention.tiling.BlockGrid;

/** Counts the operations and the bytes of a program's tasks. */
public final class Work implements Op.Visitor<Void> {
  private final NpuConfig machine;
  private long macs;
  private long adds;
  private long subs;
  private long muls;
  private long maxes;
  private long exps;
  private long divs;
  private long l0Reads;
  private long l0Writes;
  private long l1Reads;
  private long l1Writes;
  private long dramReads;
  private long dramWrites;
  private long kvReads;
  private long spills;
  private long times = 1;

  /** No work yet, on {@code machine}. */
  public Work(NpuConfig machine) {
    this.machine = machine;
  }

  /** The work of {@code program}. */
  public static WorkCounts of(Program program) {
    Work work = new Work(program.machine());
    for (int task = 0; task < program.size(); task++) {
      work.add(program.op(task), 1);
    }
    return work.counts(program.grid());
  }

  /** Adds the work of {@code number} tasks alike. */
  public void add(Op op, long number) {
    times = number;
    op.accept(this);
  }

  /**
   * The work added so far, of which what exceeds one fetch of every K and V sub-tile that a row
   * block of the layer sees is refetch.
   */
  public WorkCounts counts(BlockGrid grid) {
    return new WorkCounts(
        macs,
        adds,
        subs,
        muls,
        maxes,
        exps,
        divs,
        l0Reads,
        l0Writes,
        l1Reads,
        l1Writes,
        dramReads,
        dramWrites,
        kvReads - grid.kvBytes(),
        spills);
  }

  @Override
  public Void visit(Op.Load load) {
    dramReads += times * load.bytes();
    l1Writes += times * load.bytes();
    if (load.tensor() == Tensor.K || load.tensor() == Tensor.V) {
      kvReads += times * load.bytes();
    }
    return null;
  }

  @Override
  public Void visit(Op.Store store) {
    dramWrites += times * store.bytes();
    l1Reads += times * store.bytes();
    if (store.spill()) {
      spills += times * store.bytes();
    }
    return null;
  }

  @Override
  public Void visit(Op.Matmul matmul) {
    long left = (long) matmul.m() * matmul.k() * matmul.inputElementBytes();
    long right = (long) matmul.k() * matmul.n() * matmul.rightElementBytes();
    int rows = matmul.halfArray() ? machine.macRows() / 2 : machine.macRows();
    macs += times * matmul.m() * matmul.k() * matmul.n();
    l0Reads +=
        times * (left * ceilDiv(matmul.n(), machine.macCols()) + right * ceilDiv(matmul.m(), rows));
    l0Writes += times * (left + right);
    l1Reads += times * matmul.l1ReadBytes();
    l1Writes += times * matmul.l1WriteBytes();
    return null;
  }

  private static long ceilDiv(int a, int b) {
    return (a - 1L) / b + 1;
  }

  @Override
  public Void visit(Op.Softmax softmax) {
    long elements = (long) softmax.m() * softmax.n();
    maxes += times * elements;
    subs += times * elements;
    exps += times * elements;
    adds += times * elements;
    if (softmax.divides()) {
      muls += times * elements;
      divs += times * softmax.m();
    }
    readTwiceWriteOnce(elements * softmax.elementBytes());
    return null;
  }

  @Override
  public Void visit(Op.OnlineSoftmax softmax) {
    long elements = (long) softmax.m() * softmax.n();
    maxes += times * (elements + softmax.m());
    subs += times * (elements + softmax.m());
    exps += times * (elements + softmax.m());
    adds += times * (elements + softmax.m());
    muls += times * softmax.m();
    readTwiceWriteOnce(elements * softmax.elementBytes());
    return null;
  }

  @Override
  public Void visit(Op.SpanSoftmax softmax) {
    long m = softmax.m();
    long elements = m * softmax.n();
    long bytes = elements * softmax.elementBytes();
    if (softmax.finds()) {
      long rows = softmax.online() ? m : 0;
      maxes += times * (elements + rows);
      subs += times * rows;
      exps += times * rows;
      l1Reads += times * bytes;
    }
    if (softmax.exponentiates()) {
      long rows = softmax.scalesSum() ? m : 0;
      subs += times * m * softmax.subtracted();
      exps += times * elements;
      adds += times * (m * softmax.summed() + rows);
      muls += times * rows;
      l1Reads += times * bytes;
      l1Writes += times * bytes;
    }
    return null;
  }

  private void readTwiceWriteOnce(long bytes) {
    l1Reads += times * 2 * bytes;
    l1Writes += times * bytes;
  }

  @Override
  public Void visit(Op.Rescale rescale) {
    scale(rescale.m(), rescale.f());
    return null;
  }

  @Override
  public Void visit(Op.Normalize normalize) {
    scale(normalize.m(), normalize.f());
    divs += times * normalize.m();
    return null;
  }

  private void scale(long m, long f) {
    muls += times * m * f;
    l1Reads += times * m * f * Float.BYTES;
    l1Writes += times * m * f * Float.BYTES;
  }
}
