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

  /**
   * One step of the softmax of a span: the maxima of m rows of n scores, the exponentials against
   * them, in place, or both.
   *
   * @param part what of it
   * @param subtracted columns from which the maximum is still to be subtracted
   * @param summed columns whose exponentials are added up
   * @param online whether the row has more than one span, so that the change of scale is computed
   * @param keepsSum whether a running sum is kept, which then changes its scale too
   */
  record SpanSoftmax(
      Part part,
      int m,
      int n,
      int subtracted,
      int summed,
      boolean online,
      boolean keepsSum,
      int elementBytes)
      implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }

    /** Whether it finds the maxima of the rows. */
    public boolean finds() {
      return part != Part.EXPONENTIALS;
    }

    /** Whether it computes the exponentials. */
    public boolean exponentiates() {
      return part != Part.MAXIMUM;
    }

    /** Whether a running sum changes its scale in it. */
    public boolean scalesSum() {
      return online && keepsSum && exponentiates();
    }
  }

  /** A part of a span's softmax. */
  enum Part {
    /** The maxima of the rows. */
    MAXIMUM,
    /** The exponentials against them. */
    EXPONENTIALS,
    /** Both in one task. */
    BOTH
  }

  /** Multiplies an m × f output accumulator by the change of scale of its rows. */
  record Rescale(int m, int f) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Divides an m × f output accumulator by the sums of its rows. */
  record Normalize(int m, int f, Sums sums) implements Op {
    /** By the sums that the vector unit has kept. */
    public Normalize(int m, int f) {
      this(m, f, Sums.STATE);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Where the sums of the rows are that outputs are divided by. */
  enum Sums {
    /** In the state of the softmax. */
    STATE,
    /** In a column of the accumulator beside the outputs, which the division takes away. */
    COLUMN,
    /** The sum of both. */
    BOTH
  }

  /** Which product a matrix task computes. */
  enum Product {
    /** Q Kᵀ. */
    SCORES,
    /** P V, with a column of ones beside V where n exceeds the width of V. */
    VALUES,
    /** S + (−m) 1ᵀ, of scores in place. */
    SHIFT
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

    /** A step of the softmax of a span. */
    R visit(SpanSoftmax softmax);

    /** A change of scale of an accumulator. */
    R visit(Rescale rescale);

    /** The division of an accumulator by its row sums. */
    R visit(Normalize normalize);
  }
}
