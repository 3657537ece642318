package masattention.kernel;

/**
 * Where a [batch, heads, rows, columns] tensor lies in a {@code float[]}: element (b, h, r, c) is
 * at {@code b·batchStride + h·headStride + r·rowStride + c}.
 *
 * @param batchStride floats from one sequence to the next
 * @param headStride floats from one head to the next
 * @param rowStride floats from one row to the next
 */
public record TensorLayout(int batchStride, int headStride, int rowStride) {

  public TensorLayout {
    KernelShape.requirePositive("batchStride", batchStride);
    KernelShape.requirePositive("headStride", headStride);
    KernelShape.requirePositive("rowStride", rowStride);
  }

  /** Heads one after the other, each row {@code rowStride} floats long. */
  public static TensorLayout headMajor(int heads, int rows, int rowStride) {
    int headStride = Math.multiplyExact(rows, rowStride);
    return new TensorLayout(Math.multiplyExact(heads, headStride), headStride, rowStride);
  }

  /** Rows one after the other, each holding the columns of all heads side by side. */
  public static TensorLayout rowMajor(int heads, int rows, int columns) {
    int rowStride = Math.multiplyExact(heads, columns);
    return new TensorLayout(Math.multiplyExact(rows, rowStride), columns, rowStride);
  }

  /** The first float of a head. */
  public int headAt(int batch, int head) {
    return batch * batchStride + head * headStride;
  }

  /** The first float of a row of a head. */
  public int rowAt(int batch, int head, int row) {
    return headAt(batch, head) + row * rowStride;
  }

  /** The length of the shortest array that holds such a tensor. */
  public int length(int batch, int heads, int rows, int columns) {
    long last =
        (batch - 1L) * batchStride + (heads - 1L) * headStride + (rows - 1L) * rowStride + columns;
    return Math.toIntExact(last);
  }
}
