package masattention.program;

import masattention.program.Op.Product;

/**
 * The products of a row block with {@code count} consecutive resident sub-tiles of K or V, one
 * matrix task each. S = Q Kᵀ: one Q, consecutive score tiles; O = P V: consecutive P tiles, one O,
 * which accumulates from the second task on.
 *
 * @param first the first task
 * @param next the work of a task that is neither the first nor the last
 * @param last the work of the last task where there are two or more
 * @param lastUse whether the core reads these sub-tiles for the last time before others take their
 *     slots
 */
public record MatrixRun(
    MatrixTask first, int count, Op.Matmul next, Op.Matmul last, boolean lastUse) {

  /** Work of task {@code i}. */
  public Op.Matmul op(int i) {
    return i == 0 ? first.op() : i == count - 1 ? last : next;
  }

  /** Task {@code i}. */
  public MatrixTask task(int i) {
    boolean scores = first.op().product() == Product.SCORES;
    return new MatrixTask(
        first.unit(),
        first.core(),
        op(i),
        scores ? first.left() : first.left().next(i),
        first.right().next(i),
        scores ? first.out().next(i) : first.out());
  }
}
