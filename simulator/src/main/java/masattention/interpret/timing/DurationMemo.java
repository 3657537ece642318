package masattention.interpret.timing;

import masattention.npu.NpuConfig;
import masattention.program.MatrixRun;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.workload.AttentionShape;

/** Remembers durations: a program has few different sizes of tasks. */
final class DurationMemo {
  private static final int ENTRIES = 16;

  private final Durations durations;
  private final AttentionShape shape;
  private final boolean postedWrites;
  private final long[] keyA = new long[ENTRIES];
  private final long[] keyB = new long[ENTRIES];
  private final long[] cycles = new long[ENTRIES];

  DurationMemo(NpuConfig machine, AttentionShape shape) {
    durations = new Durations(machine);
    this.shape = shape;
    postedWrites = machine.postedWrites();
  }

  /** Whether tasks of {@code other} with the same sizes take as long. */
  boolean serves(AttentionShape other) {
    return shape.elementBytes() == other.elementBytes()
        && shape.kElementBytes() == other.kElementBytes()
        && shape.vElementBytes() == other.vElementBytes();
  }

  private static int entry(long a, long b) {
    long mixed = (a * 31 + b) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 60);
  }

  long transfer(long bytes) {
    long b = 1L << 56;
    int at = entry(bytes, b);
    if (keyA[at] != bytes || keyB[at] != b) {
      keyA[at] = bytes;
      keyB[at] = b;
      cycles[at] = durations.transfer(bytes);
    }
    return cycles[at];
  }

  /** As {@link #transfer}, of a store. */
  long store(long bytes) {
    return postedWrites ? durations.store(bytes) : transfer(bytes);
  }

  long matmul(Op.Matmul op) {
    long a = ((long) op.m() << 32) | op.k();
    long b =
        (2L << 56)
            | ((long) op.outputElementBytes() << 40)
            | (op.accumulates() ? 1L << 36 : 0)
            | (op.halfArray() ? 1L << 37 : 0)
            | (op.product() == Product.SCORES ? 1L << 38 : 0)
            | op.n();
    int at = entry(a, b);
    if (keyA[at] != a || keyB[at] != b) {
      keyA[at] = a;
      keyB[at] = b;
      cycles[at] = durations.visit(op);
    }
    return cycles[at];
  }

  /** Of the parts of a run of matrix tasks. */
  RunDurations run(MatrixRun run) {
    long first = matmul(run.first().op());
    if (run.count() == 1) {
      return new RunDurations(first, first, first, first);
    }
    long next = matmul(run.next());
    long last = matmul(run.last());
    return new RunDurations(first, next, last, first + (run.count() - 2) * next + last);
  }

  private long vector(int kind, int m, int n) {
    long a = ((long) m << 32) | n;
    long b = (long) kind << 56;
    int at = entry(a, b);
    if (keyA[at] != a || keyB[at] != b) {
      keyA[at] = a;
      keyB[at] = b;
      cycles[at] =
          switch (kind) {
            case 3 -> durations.softmax(m, n, true);
            case 4 -> durations.onlineSoftmax(m, n);
            case 5 -> durations.rescale(m, n);
            case 7 -> durations.softmax(m, n, false);
            default -> durations.normalize(m, n);
          };
    }
    return cycles[at];
  }

  long softmax(Op.Softmax op) {
    return vector(op.divides() ? 3 : 7, op.m(), op.n());
  }

  /** Programs have more sizes of these than are remembered. */
  long spanSoftmax(Op.SpanSoftmax op) {
    return durations.visit(op);
  }

  long onlineSoftmax(int m, int n) {
    return vector(4, m, n);
  }

  long rescale(int m, int f) {
    return vector(5, m, f);
  }

  long normalize(int m, int f) {
    return vector(6, m, f);
  }
}
