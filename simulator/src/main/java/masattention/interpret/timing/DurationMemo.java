package masattention.interpret.timing;

import masattention.npu.NpuConfig;
import masattention.program.Op;
import masattention.program.Op.Product;

/** Remembers durations: a program has few different sizes of tasks. */
final class DurationMemo {
  private static final int ENTRIES = 16;

  private final Durations durations;
  private final int elementBytes;
  private final boolean postedWrites;
  private final long[] keyA = new long[ENTRIES];
  private final long[] keyB = new long[ENTRIES];
  private final long[] cycles = new long[ENTRIES];

  private long firstOfRun;
  private long otherOfRun;
  private long lastOfRun;
  private long wholeRun;

  DurationMemo(NpuConfig machine, int elementBytes) {
    durations = new Durations(machine);
    this.elementBytes = elementBytes;
    postedWrites = machine.postedWrites();
  }

  int elementBytes() {
    return elementBytes;
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

  long matmul(
      Product product,
      int m,
      int k,
      int n,
      boolean accumulates,
      boolean half,
      int outElementBytes) {
    long a = ((long) m << 32) | k;
    long b =
        (2L << 56)
            | ((long) outElementBytes << 40)
            | (accumulates ? 1L << 36 : 0)
            | (half ? 1L << 37 : 0)
            | (product == Product.SCORES ? 1L << 38 : 0)
            | n;
    int at = entry(a, b);
    if (keyA[at] != a || keyB[at] != b) {
      keyA[at] = a;
      keyB[at] = b;
      cycles[at] =
          durations.visit(
              new Op.Matmul(product, m, k, n, accumulates, half, elementBytes, outElementBytes));
    }
    return cycles[at];
  }

  /** Remembers the parts of a run of matrix tasks. */
  void run(
      Product product,
      int count,
      int m,
      int size,
      int lastSize,
      int other,
      boolean half,
      int outElementBytes) {
    boolean scores = product == Product.SCORES;
    int first = count == 1 ? lastSize : size;
    firstOfRun = part(product, m, first, other, false, half, outElementBytes);
    if (count == 1) {
      wholeRun = firstOfRun;
      return;
    }
    otherOfRun = scores ? firstOfRun : part(product, m, size, other, true, half, outElementBytes);
    lastOfRun =
        lastSize == size
            ? otherOfRun
            : part(product, m, lastSize, other, !scores, half, outElementBytes);
    wholeRun = firstOfRun + (count - 2) * otherOfRun + lastOfRun;
  }

  private long part(
      Product product, int m, int keys, int other, boolean accumulates, boolean half, int bytes) {
    return product == Product.SCORES
        ? matmul(product, m, other, keys, accumulates, half, bytes)
        : matmul(product, m, keys, other, accumulates, half, bytes);
  }

  long firstOfRun() {
    return firstOfRun;
  }

  /** Of a part that is neither the first nor the last. */
  long otherOfRun() {
    return otherOfRun;
  }

  long wholeRun() {
    return wholeRun;
  }

  /** Of part {@code i} of {@code count}. */
  long partOfRun(int i, int count) {
    return i == 0 ? firstOfRun : i == count - 1 ? lastOfRun : otherOfRun;
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

  long softmax(int m, int n, boolean divides) {
    return vector(divides ? 3 : 7, m, n);
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
