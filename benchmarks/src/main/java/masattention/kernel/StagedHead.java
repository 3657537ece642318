package masattention.kernel;

/**
 * K and V of one key/value head as the lane kernels read them: FP32, and the rows of V whole
 * vectors long, with a column of ones where that gives the sums. Where a call has them in that form
 * already they are read where they lie; otherwise they are copied once per head.
 */
final class StagedHead {

  /** Floats to which the rows of V and O are padded, the longest vector there is. */
  static final int PADDING = 16;

  private static final int NONE = -1;

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final LaneArithmetic arithmetic;
  private final Storage storage;
  private final float[] keyCopy;
  private final float[] valueCopy;
  private final int valueWidth;
  private int staged = NONE;

  float[] key;
  int keyAt;
  int keyStride;
  float[] value;
  int valueAt;
  int valueStride;

  StagedHead(KernelSetup setup, LaneArithmetic arithmetic, LaneBlock block) {
    this.shape = setup.shape();
    this.layouts = setup.layouts();
    this.arithmetic = arithmetic;
    this.storage = setup.storage();
    int rows = shape.seqKv();
    this.keyCopy = new float[storage.isHalf() ? Math.multiplyExact(rows, shape.headDim()) : 0];
    this.valueWidth = block.valueWidth;
    boolean copied = storage.isHalf() || valueWidth != block.outputDim;
    this.valueCopy = new float[copied ? Math.multiplyExact(rows, valueWidth) : 0];
    for (int row = 0; block.valueDim > block.outputDim && row < rows; row++) {
      valueCopy[row * valueWidth + block.outputDim] = 1;
    }
  }

  /** Columns rounded up to whole vectors. */
  static int padded(int columns) {
    return Math.multiplyExact((columns + PADDING - 1) / PADDING, PADDING);
  }

  /** Forgets what was copied. */
  void newCall() {
    staged = NONE;
  }

  /** Makes the head of a call ready; returns whether it was not the one before. */
  boolean stage(CallTensors call, int batch, int kvHead) {
    int wanted = batch * shape.kvHeads() + kvHead;
    if (wanted == staged) {
      return false;
    }
    staged = wanted;
    TensorLayout keys = layouts.key();
    key = call.key;
    keyAt = keys.headAt(batch, kvHead);
    keyStride = keys.rowStride();
    TensorLayout values = layouts.value();
    value = call.value;
    valueAt = values.headAt(batch, kvHead);
    valueStride = values.rowStride();
    if (storage.isHalf()) {
      int depth = shape.headDim();
      expand(call.halfKey, keyAt, keyStride, depth, keyCopy, depth);
      key = keyCopy;
      keyAt = 0;
      keyStride = depth;
    }
    if (valueCopy.length > 0) {
      if (storage.isHalf()) {
        expand(call.halfValue, valueAt, valueStride, shape.valueDim(), valueCopy, valueWidth);
      } else {
        copyValues();
      }
      value = valueCopy;
      valueAt = 0;
      valueStride = valueWidth;
    }
    return true;
  }

  private void expand(short[] from, int at, int stride, int columns, float[] to, int width) {
    for (int row = 0; row < shape.seqKv(); row++) {
      arithmetic.expand(storage, from, at + row * stride, columns, to, row * width);
    }
  }

  private void copyValues() {
    for (int row = 0; row < shape.seqKv(); row++) {
      int from = valueAt + row * valueStride;
      System.arraycopy(value, from, valueCopy, row * valueWidth, shape.valueDim());
    }
  }
}
