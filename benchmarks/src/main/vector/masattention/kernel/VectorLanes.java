package masattention.kernel;

import jdk.incubator.vector.FloatVector;

/** {@link LaneArithmetic} on the Vector API, two vectors of the preferred width per row. */
final class VectorLanes implements LaneArithmetic {

  /** Rows of the large micro-kernel; with fewer than 32 registers it would spill. */
  private static final int WIDE_ROWS = 8;

  private static final int NARROW_ROWS = 4;

  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 16;

  @Override
  public int lanes() {
    return VectorProducts.LANES;
  }

  @Override
  public void scores(LaneBlock block, float[] key, int keyAt, int keyStride, int keys, int row) {
    float[] w = block.floats;
    int j = 0;
    if (WIDE) {
      for (; j + WIDE_ROWS <= keys; j += WIDE_ROWS) {
        VectorProducts.scores8(
            w,
            block.queryAt,
            block.headDim,
            key,
            keyAt + j * keyStride,
            keyStride,
            block.scoreRow(row + j));
      }
    }
    for (; j + NARROW_ROWS <= keys; j += NARROW_ROWS) {
      VectorProducts.scores4(
          w,
          block.queryAt,
          block.headDim,
          key,
          keyAt + j * keyStride,
          keyStride,
          block.scoreRow(row + j));
    }
    for (; j < keys; j++) {
      VectorProducts.scores1(
          w, block.queryAt, block.headDim, key, keyAt + j * keyStride, block.scoreRow(row + j));
    }
  }

  @Override
  public void accumulate(
      LaneBlock block, int row, int keys, float[] value, int valueAt, int valueStride) {
    float[] w = block.floats;
    int p = block.scoreRow(row);
    int f = 0;
    if (WIDE) {
      for (; f + WIDE_ROWS <= block.valueDim; f += WIDE_ROWS) {
        VectorProducts.accumulate8(
            w, p, keys, value, valueAt + f, valueStride, block.outputAt + f * block.lanes);
      }
    }
    for (; f + NARROW_ROWS <= block.valueDim; f += NARROW_ROWS) {
      VectorProducts.accumulate4(
          w, p, keys, value, valueAt + f, valueStride, block.outputAt + f * block.lanes);
    }
    for (; f < block.valueDim; f++) {
      VectorProducts.accumulate1(
          w, p, keys, value, valueAt + f, valueStride, block.outputAt + f * block.lanes);
    }
  }

  @Override
  public void raiseMaximum(LaneBlock block, int row, int keys) {
    VectorSoftmax.raiseMaximum(block.floats, block.scoreRow(row), keys, block.nextMaxAt);
  }

  @Override
  public void exponentials(LaneBlock block, int row, int keys, float factor) {
    VectorSoftmax.exponentials(
        block.floats, block.scoreRow(row), keys, block.shiftAt, block.sumAt, factor);
  }

  @Override
  public void rescale(LaneBlock block, float factor) {
    VectorSoftmax.rescale(block, factor);
  }
}
