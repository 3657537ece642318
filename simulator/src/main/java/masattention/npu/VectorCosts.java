package masattention.npu;

import java.io.Serializable;

/**
 * What the vector unit spends on one element, in thousandths of a lane-cycle so that rational costs
 * stay exact, and on the start of a task, in cycles.
 *
 * @param reductionMilli extra cost per score element of row reductions ({@code tr} in the model)
 * @param expBeside whether exponentials run in a unit of their own beside the other operations
 */
public record VectorCosts(
    long maxMilli,
    long subMilli,
    long expMilli,
    long addMilli,
    long mulMilli,
    long divMilli,
    long reductionMilli,
    long startupCycles,
    boolean expBeside)
    implements Serializable {

  static final long LARGEST = 1_000_000_000L;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first value that is out of its range
   */
  public VectorCosts {
    check("maxMilli", maxMilli);
    check("subMilli", subMilli);
    check("expMilli", expMilli);
    check("addMilli", addMilli);
    check("mulMilli", mulMilli);
    check("divMilli", divMilli);
    check("reductionMilli", reductionMilli);
    check("startupCycles", startupCycles);
  }

  /** Costs of operations that all run in one unit, one after the other. */
  public VectorCosts(
      long maxMilli,
      long subMilli,
      long expMilli,
      long addMilli,
      long mulMilli,
      long divMilli,
      long reductionMilli,
      long startupCycles) {
    this(
        maxMilli,
        subMilli,
        expMilli,
        addMilli,
        mulMilli,
        divMilli,
        reductionMilli,
        startupCycles,
        false);
  }

  /**
   * Thousandths of lane-cycles that a task takes: those of its exponentials and of its other
   * operations, or the larger of both where they run beside each other.
   */
  public long together(long exponentials, long others) {
    return expBeside ? Math.max(exponentials, others) : exponentials + others;
  }

  /**
   * The part of the row reductions that is of the maxima, the rest being of the sums: half, which
   * is assumed, for the fitted cost that it comes from tells nothing of it.
   */
  public long maxReductionMilli() {
    return reductionMilli / 2;
  }

  /** What it costs to add a score to the sum of its row. */
  public long sumMilli() {
    return addMilli + reductionMilli - maxReductionMilli();
  }

  private static void check(String name, long value) {
    if (value < 0 || value > LARGEST) {
      throw new IllegalArgumentException(
          "The %s (%s) must be between 0 and %s.".formatted(name, value, LARGEST));
    }
  }
}
