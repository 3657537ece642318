package masattention.interpret.energy;

import masattention.npu.NpuConfig;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tensor;
import masattention.workload.AttentionShape;

/** Counts the operations and the bytes of a program's tasks. */
public final class Work implements Op.Visitor<Void> {
  private final AttentionShape shape;
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

  private Work(AttentionShape shape, NpuConfig machine) {
    this.shape = shape;
    this.machine = machine;
  }

  /** The work of {@code program}. */
  public static WorkCounts of(Program program) {
    Work work = new Work(program.grid().shape(), program.machine());
    for (int task = 0; task < program.size(); task++) {
      program.op(task).accept(work);
    }
    return work.counts();
  }

  private WorkCounts counts() {
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
        kvReads - shape.keyBytes() - shape.valueBytes(),
        spills);
  }

  @Override
  public Void visit(Op.Load load) {
    dramReads += load.bytes();
    l1Writes += load.bytes();
    if (load.tensor() == Tensor.K || load.tensor() == Tensor.V) {
      kvReads += load.bytes();
    }
    return null;
  }

  @Override
  public Void visit(Op.Store store) {
    dramWrites += store.bytes();
    l1Reads += store.bytes();
    if (store.spill()) {
      spills += store.bytes();
    }
    return null;
  }

  @Override
  public Void visit(Op.Matmul matmul) {
    long left = (long) matmul.m() * matmul.k() * matmul.inputElementBytes();
    long right = (long) matmul.k() * matmul.n() * matmul.inputElementBytes();
    int rows = matmul.halfArray() ? machine.macRows() / 2 : machine.macRows();
    macs += (long) matmul.m() * matmul.k() * matmul.n();
    l0Reads += left * ceilDiv(matmul.n(), machine.macCols()) + right * ceilDiv(matmul.m(), rows);
    l0Writes += left + right;
    l1Reads += matmul.l1ReadBytes();
    l1Writes += matmul.l1WriteBytes();
    return null;
  }

  private static long ceilDiv(int a, int b) {
    return (a - 1L) / b + 1;
  }

  @Override
  public Void visit(Op.Softmax softmax) {
    long elements = (long) softmax.m() * softmax.n();
    maxes += elements;
    subs += elements;
    exps += elements;
    adds += elements;
    muls += elements;
    divs += softmax.m();
    readTwiceWriteOnce(elements * softmax.elementBytes());
    return null;
  }

  @Override
  public Void visit(Op.OnlineSoftmax softmax) {
    long elements = (long) softmax.m() * softmax.n();
    maxes += elements + softmax.m();
    subs += elements + softmax.m();
    exps += elements + softmax.m();
    adds += elements + softmax.m();
    muls += softmax.m();
    readTwiceWriteOnce(elements * softmax.elementBytes());
    return null;
  }

  private void readTwiceWriteOnce(long bytes) {
    l1Reads += 2 * bytes;
    l1Writes += bytes;
  }

  @Override
  public Void visit(Op.Rescale rescale) {
    scale(rescale.m(), rescale.f());
    return null;
  }

  @Override
  public Void visit(Op.Normalize normalize) {
    scale(normalize.m(), normalize.f());
    divs += normalize.m();
    return null;
  }

  private void scale(long m, long f) {
    muls += m * f;
    l1Reads += m * f * Float.BYTES;
    l1Writes += m * f * Float.BYTES;
  }
}
