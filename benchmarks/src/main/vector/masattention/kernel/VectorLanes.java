package masattention.kernel;

import jdk.incubator.vector.FloatVector;

/** {@link LaneArithmetic} on the Vector API, four vectors of the preferred width per row. */
final class VectorLanes implements LaneArithmetic {

  /** Rows of the large micro-kernel: 16 sums, which needs more than 16 registers. */
  private static final int WIDE_ROWS = 4;

  private static final int NARROW_ROWS = 2;

  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 16;

  @Override
  public int lanes() {
    return VectorScores.LANES;
  }

  @Override
  public void raiseMagnitudes(float[] matrix, int at, int rowStride, int rows, int[] columns) {
    VectorBounds.raiseMagnitudes(matrix, at, rowStride, rows, columns);
  }

  @Override
  public void load(LaneBlock block, float[] query, int at, int rowStride, int rows) {
    VectorTransfers.load(block, query, at, rowStride, rows);
  }

  @Override
  public void bounds(LaneBlock block, float[] limits) {
    VectorBounds.bounds(block.floats, block.queryAt, block.headDim, limits, block.boundAt);
  }

  @Override
  public boolean scaleBounded(LaneBlock block, float bound, float factor, float rest) {
    return VectorBounds.scaleBounded(block, bound, factor, rest);
  }

  @Override
  public void scores(LaneBlock block, float[] key, int keyAt, int keyStride, int keys, int row) {
    float[] t = block.floats;
    int q = block.queryAt;
    int depth = block.headDim;
    int j = 0;
    int at = keyAt;
    if (WIDE) {
      for (; j + WIDE_ROWS <= keys; j += WIDE_ROWS, at += WIDE_ROWS * keyStride) {
        VectorScores.scores4(t, q, depth, key, at, keyStride, block.scoreRow(row + j));
      }
    } else {
      for (; j + NARROW_ROWS <= keys; j += NARROW_ROWS, at += NARROW_ROWS * keyStride) {
        VectorScores.scores2(t, q, depth, key, at, keyStride, block.scoreRow(row + j));
      }
    }
    for (; j < keys; j++, at += keyStride) {
      VectorScores.scores1(t, q, depth, key, at, block.scoreRow(row + j));
    }
  }

  @Override
  public void raiseMaximum(LaneBlock block, int row, int keys) {
    VectorSoftmax.raiseMaximum(block.floats, block.scoreRow(row), keys, block.nextMaxAt);
  }

  @Override
  public void exponentials(LaneBlock block, int row, int keys) {
VectorSoftmax.exponentials(block, block.scoreRow(row), keys);
  }

  @Override
  public void boundedExponentials(LaneBlock block, int row, int keys) {
    VectorSoftmax.boundedExponentials(block.floats, block.scoreRow(row), keys, block.sumAt);
  }

  @Override
  public void accumulate(
      LaneBlock block, int row, int keys, float[] value, int valueAt, int valueStride, int at) {
    float[] t = block.floats;
    int p = block.scoreRow(row);
    int f = 0;
    int to = at;
    if (WIDE) {
      for (; f + WIDE_ROWS <= block.valueDim; f += WIDE_ROWS, to += WIDE_ROWS * block.lanes) {
        VectorValues.accumulate4(t, p, keys, value, valueAt + f, valueStride, to);
      }
    } else {
      for (; f + NARROW_ROWS <= block.valueDim; f += NARROW_ROWS, to += NARROW_ROWS * block.lanes) {
        VectorValues.accumulate2(t, p, keys, value, valueAt + f, valueStride, to);
      }
    }
    for (; f < block.valueDim; f++, to += block.lanes) {
      VectorValues.accumulate1(t, p, keys, value, valueAt + f, valueStride, to);
    }
  }

  @Override
  public void rescale(LaneBlock block) {
    VectorSoftmax.rescale(block);
  }

  @Override
  public void store(LaneBlock block, float[] output, int at, int rowStride, int rows) {
    VectorTransfers.store(block, output, at, rowStride, rows);
  }
}
