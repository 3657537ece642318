package masattention.program;

/**
 * A kind of work, with the sizes on which its cost depends. Which buffers it touches is the task's.
 *
 * <p>A visitor has no default method: a new kind of work breaks every interpreter at compile time.
 */
public sealed interface Op {

  /** Calls the method of {@code visitor} for this kind of work. */
  <R> R accept(Visitor<R> visitor);

  /** DRAM to L1. */
  record Load(Tensor tensor, long bytes) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * L1 to DRAM.
   *
   * @param spill whether the bytes leave only for want of room and come back
   */
  record Store(Tensor tensor, long bytes, boolean spill) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * [m, k] × [k, n] into an m × n tile.
   *
   * @param accumulates whether the products are added to what the output tile holds
   * @param halfArray whether half of the array's rows do it
   * @param inputElementBytes bytes of an element of the first factor
   * @param rightElementBytes bytes of an element of the second
   * @param outputElementBytes bytes of an element of the output tile
   */
  record Matmul(
      Product product,
      int m,
      int k,
      int n,
      boolean accumulates,
      boolean halfArray,
      int inputElementBytes,
      int rightElementBytes,
      int outputElementBytes)
      implements Op {
    /** The same where the elements of both factors have one size. */
    public Matmul(
        Product product,
        int m,
        int k,
        int n,
        boolean accumulates,
        boolean halfArray,
        int inputElementBytes,
        int outputElementBytes) {
      this(
          product,
          m,
          k,
          n,
          accumulates,
          halfArray,
          inputElementBytes,
          inputElementBytes,
          outputElementBytes);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    /** Bytes read from and written to L1 by one pass over the operands. */
    public long l1Bytes() {
      return l1ReadBytes() + l1WriteBytes();
    }

    /** Bytes of both factors. */
    public long factorBytes() {
      return (long) m * k * inputElementBytes + (long) k * n * rightElementBytes;
    }

    /** Bytes of both factors, and of the output tile where it accumulates. */
    public long l1ReadBytes() {
      return accumulates ? factorBytes() + l1WriteBytes() : factorBytes();
    }

    /** Bytes of the output tile. */
    public long l1WriteBytes() {
      return (long) m * n * outputElementBytes;
    }
  }

  /**
   * The complete softmax of m rows of n scores, in place.
   *
   * @param divides whether the exponentials are divided by the sums of their rows, which else are
   *     kept for the outputs
   */
  record Softmax(int m, int n, boolean divides, int elementBytes) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** One sub-tile of the one-pass softmax: exponentials against the running maximum, in place. */
  record OnlineSoftmax(int m, int n, int elementBytes) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Multiplies an m × f output accumulator by the change of scale of its rows. */
  record Rescale(int m, int f) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Divides an m × f output accumulator by the sums of its rows. */
  record Normalize(int m, int f) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Which of the two products of attention a matrix task computes. */
  enum Product {
    /** Q Kᵀ. */
    SCORES,
    /** P V. */
    VALUES
  }

  /** What an interpreter does with each kind of work. */
  interface Visitor<R> {
    /** A transfer from DRAM to L1. */
    R visit(Load load);

    /** A transfer from L1 to DRAM. */
    R visit(Store store);

    /** A product on the matrix unit. */
    R visit(Matmul matmul);

    /** A complete softmax of rows. */
    R visit(Softmax softmax);

    /** One sub-tile of a one-pass softmax. */
    R visit(OnlineSoftmax softmax);

    /** A change of scale of an accumulator. */
    R visit(Rescale rescale);

    /** The division of an accumulator by its row sums. */
    R visit(Normalize normalize);
  }
}
