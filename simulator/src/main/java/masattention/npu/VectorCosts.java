package masattention.npu;

import java.io.Serializable;

/**
 * What the vector unit spends on one element, in thousandths of a lane-cycle so that rational costs
 * stay exact, and on the start of a task, in cycles.
 *
 * @param reductionMilli extra cost per score element of row reductions ({@code tr} in the model)
 */
public record VectorCosts(
    long maxMilli,
    long subMilli,
    long expMilli,
    long addMilli,
    long mulMilli,
    long divMilli,
    long reductionMilli,
    long startupCycles)
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

  /**
   * The part of the row reductions that is of the maxima, the rest being of the sums: half, which
   * is assumed, for the fitted cost that it comes from tells nothing of it.
   */
  public long maxReductionMilli() {
    return reductionMilli / 2;
  }

  private static void check(String name, long value) {
    if (value < 0 || value > LARGEST) {
      throw new IllegalArgumentException(
          "The %s (%s) must be between 0 and %s.".formatted(name, value, LARGEST));
    }
  }
}
