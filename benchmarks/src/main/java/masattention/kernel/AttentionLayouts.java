package masattention.kernel;

/**
 * The layouts of the four tensors of an attention call.
 *
 * @param query of Q, [batch, queryHeads, M, E]
 * @param key of K, [batch, kvHeads, N, E]
 * @param value of V, [batch, kvHeads, N, F]
 * @param output of O, [batch, queryHeads, M, F]
 */
public record AttentionLayouts(
    TensorLayout query, TensorLayout key, TensorLayout value, TensorLayout output) {

  /** Head after head, row after row, no gaps. */
  public static AttentionLayouts packed(KernelShape shape) {
    return padded(shape, 0);
  }

  /** Head after head, every row followed by {@code padding} unused floats. */
  public static AttentionLayouts padded(KernelShape shape, int padding) {
    int depthStride = shape.headDim() + padding;
    int valueStride = shape.valueDim() + padding;
    return new AttentionLayouts(
        TensorLayout.headMajor(shape.queryHeads(), shape.seqQ(), depthStride),
        TensorLayout.headMajor(shape.kvHeads(), shape.seqKv(), depthStride),
        TensorLayout.headMajor(shape.kvHeads(), shape.seqKv(), valueStride),
        TensorLayout.headMajor(shape.queryHeads(), shape.seqQ(), valueStride));
  }

  /** Row after row, the heads of a row side by side. */
  public static AttentionLayouts interleaved(KernelShape shape) {
    return new AttentionLayouts(
        TensorLayout.rowMajor(shape.queryHeads(), shape.seqQ(), shape.headDim()),
        TensorLayout.rowMajor(shape.kvHeads(), shape.seqKv(), shape.headDim()),
        TensorLayout.rowMajor(shape.kvHeads(), shape.seqKv(), shape.valueDim()),
        TensorLayout.rowMajor(shape.queryHeads(), shape.seqQ(), shape.valueDim()));
  }
}
