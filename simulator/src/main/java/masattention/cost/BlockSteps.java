package masattention.cost;

/**
 * The steps of a row block in two streams: one a span of its softmax.
 *
 * @param count how many
 * @param first the first, or the only one
 * @param middle those between the first and the last
 * @param last the last, where it is not the first
 */
record BlockSteps(int count, Step first, Step middle, Step last) {

  /**
   * The cycles of the tasks of a step.
   *
   * @param scores of QKᵀ
   * @param shifts of the subtraction of maxima on the matrix unit; 0 where there is none
   * @param maxima of the row maxima, where they are a task of their own
   * @param softmax of the rest of the softmax
   * @param rescale of the rescaling of what was before; 0 where there is nothing
   * @param outputs of PV
   * @param division of the division that follows the last step of a row block
   */
  record Step(
      long scores,
      long shifts,
      long maxima,
      long softmax,
      long rescale,
      long outputs,
      long division) {

    /** Whether it stands for no step: a step has scores. */
    boolean isNone() {
      return scores == 0;
    }
  }

  /** That of a row block whose softmax is one task. */
  static BlockSteps whole(BlockCycles block) {
    Step only =
        new Step(block.scores(), 0, 0, block.vector(), 0, block.outputs(), block.division());
    return new BlockSteps(1, only, only, only);
  }
}
