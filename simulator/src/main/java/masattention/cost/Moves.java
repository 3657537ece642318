package masattention.cost;

/**
 * What the matrix unit can take over from the vector unit: the cycles that it saves there, without
 * rounding up, and those that it costs here.
 */
record Moves(long sums, long sumProducts, long shifts, long shiftProducts) {
  /** More than what doubles are off by. */
  private static final double ROUNDING = 1e-12;

  static final Moves NONE = new Moves(0, 0, 0, 0);

  /** The sum of these and {@code times} others. */
  Moves plus(Moves other, long times) {
    return other.equals(NONE)
        ? this
        : new Moves(
            sums + times * other.sums,
            sumProducts + times * other.sumProducts,
            shifts + times * other.shifts,
            shiftProducts + times * other.shiftProducts);
  }

  /**
   * The least that the longer of both units takes, over any shares of both.
   *
   * @param products cycles of the matrix unit if it takes over nothing
   * @param vector those of the vector unit if it is left with the least
   */
  long balanced(long products, long vector) {
    boolean sumsFirst = (double) sums * shiftProducts >= (double) shifts * sumProducts;
    double matrix = products;
    double left = (double) vector + sums + shifts;
    for (int step = 0; step < 2 && left > matrix; step++) {
      boolean ofSums = sumsFirst == (step == 0);
      double saves = ofSums ? sums : shifts;
      double costs = ofSums ? sumProducts : shiftProducts;
      double share = saves == 0 ? 0 : Math.min(1, (left - matrix) / (saves + costs));
      matrix += share * costs;
      left -= share * saves;
    }
    return (long) (Math.max(matrix, left) * (1 - ROUNDING));
  }
}
