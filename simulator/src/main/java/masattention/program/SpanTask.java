package masattention.program;

/**
 * A step of the softmax of a span of scores of a row block.
 *
 * @param scores the tiles of S, in consecutive slots
 * @param reference where the maxima of the span and the change of scale go or are; none (a count of
 *     0) where the state has them
 * @param state the running maxima and sums of the rows
 * @param first whether it starts these
 */
public record SpanTask(
    int core, Op.SpanSoftmax op, Operand scores, Operand reference, Operand state, boolean first) {}
