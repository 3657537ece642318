package masattention.program;

/**
 * A complete softmax of a row block of scores, in place.
 *
 * @param scores the leading tiles of S, in consecutive slots
 * @param rest those that follow, where they lie apart; none if its count is 0
 * @param sums where the sums of the rows go, of an operation that does not divide by them
 */
public record SoftmaxTask(int core, Op.Softmax op, Operand scores, Operand rest, Operand sums) {}
