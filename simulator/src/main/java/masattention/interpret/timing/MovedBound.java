package masattention.interpret.timing;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.workload.AttentionShape;

/**
 * The floor under exact schedules whose matrix units may do the row sums, by a column of ones
 * beside V, and subtract the maxima, by a product of rank one: the fewest cycles over all shares of
 * both moves. Each is paid for in matrix cycles here, and free in {@link Bound}, which is never
 * above.
 */
public final class MovedBound {
  private MovedBound() {}

  /**
   * A part of the softmax of which any share may be moved, in an exact unit of time.
   *
   * @param matrix time that all of it takes on the matrix units
   * @param vector time that it saves the vector units
   */
  private record Move(BigInteger matrix, BigInteger vector) {
    /** What saves more of the vector units for each cycle of the matrix units comes first. */
    static final Comparator<Move> BY_GAIN =
        (one, other) ->
            other.vector.multiply(one.matrix).compareTo(one.vector.multiply(other.matrix));
  }

  /** The floor, in cycles. */
  public static long cycles(AttentionShape shape, NpuConfig machine) {
    VectorCosts costs = machine.vectorCosts();
    BigInteger array = product(machine.macRows(), machine.macCols(), machine.macDepth());
    BigInteger lanes = product(1000, machine.vectorLanes());
    BigInteger l1 = BigInteger.valueOf(machine.l1BytesPerCyclePerCore());
    // times are in parts of a cycle so small that all of them are whole
    BigInteger cycle = product(array, lanes, l1, BigInteger.valueOf(machine.cores()));
    BigInteger perProduct = product(lanes, l1);
    BigInteger perLaneCycle = product(array, l1);
    BigInteger scores = BigInteger.valueOf(shape.visiblePositions());
    int wider = tiles(shape.valueDim() + 1, machine) - tiles(shape.valueDim(), machine);
    Move sums =
        new Move(
            product(scores, product(wider, machine.macCols()), perProduct),
            product(scores, BigInteger.valueOf(costs.sumMilli()), perLaneCycle));
    BigInteger byArray = product(scores, BigInteger.valueOf(machine.macDepth()), perProduct);
    BigInteger byL1 = product(scores, product(2, shape.elementBytes()), array, lanes);
    Move subtraction =
        new Move(
            byArray.max(byL1), product(scores, BigInteger.valueOf(costs.subMilli()), perLaneCycle));
    BigInteger products = BigInteger.valueOf((long) shape.headDim() + shape.valueDim());
    BigInteger matrix = product(scores, products, perProduct);
    BigInteger vector = product(Bound.othersMilliLaneCycles(shape, costs), perLaneCycle);
    List<Move> moves = Stream.of(sums, subtraction).sorted(Move.BY_GAIN).toList();
    return Math.max(balanced(matrix, vector, moves, cycle), Bound.cycles(shape, machine, true));
  }

  /** Cycles once so much is moved, the best first, that both kinds of units take as long. */
  private static long balanced(
      BigInteger matrix, BigInteger vector, List<Move> moves, BigInteger cycle) {
    for (Move move : moves) {
      BigInteger more = matrix.add(move.matrix);
      BigInteger less = vector.subtract(move.vector);
      if (matrix.compareTo(vector) < 0 && more.compareTo(less) >= 0) {
        // a share f of it: matrix + f · move.matrix = vector − f · move.vector
        BigInteger both = product(matrix, move.vector).add(product(vector, move.matrix));
        return ceilDiv(both, product(move.matrix.add(move.vector), cycle));
      }
      if (matrix.compareTo(vector) < 0) {
        matrix = more;
        vector = less;
      }
    }
    return ceilDiv(matrix.max(vector), cycle);
  }

  /** Tiles of the array's columns. */
  private static int tiles(int columns, NpuConfig machine) {
    return (columns - 1) / machine.macCols() + 1;
  }

  private static BigInteger product(long... factors) {
    BigInteger product = BigInteger.ONE;
    for (long factor : factors) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product;
  }

  private static BigInteger product(BigInteger... factors) {
    return Stream.of(factors).reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static long ceilDiv(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[0].longValueExact() + parts[1].signum();
  }
}
