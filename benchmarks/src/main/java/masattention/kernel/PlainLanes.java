package masattention.kernel;

/** {@link LaneArithmetic} as plain loops: the twin and the fallback of the Vector API version. */
final class PlainLanes implements LaneArithmetic {

  private static final int LANES = 32;
  private static final int SIGN_MASK = 0x7fffffff;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void raiseMagnitudes(float[] matrix, int at, int rowStride, int rows, int[] columns) {
    for (int row = 0; row < rows; row++) {
      int from = at + row * rowStride;
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Math.max(columns[c], Float.floatToRawIntBits(matrix[from + c]) & SIGN_MASK);
      }
    }
  }

  @Override
  public void load(LaneBlock block, float[] query, int at, int rowStride, int rows, float factor) {
    for (int lane = 0; lane < LANES; lane++) {
      for (int e = 0; e < block.headDim; e++) {
        block.floats[block.queryAt + e * LANES + lane] =
            lane < rows ? query[at + lane * rowStride + e] * factor : 0;
      }
    }
  }

  @Override
  public boolean bounded(LaneBlock block, float[] limits, float bound) {
    float[] w = block.floats;
    boolean all = true;
    for (int lane = 0; lane < LANES; lane++) {
      float sum = 0;
      for (int e = 0; e < block.headDim; e++) {
        sum = Math.fma(limits[e], Math.abs(w[block.queryAt + e * LANES + lane]), sum);
      }
      w[block.boundAt + lane] = sum;
      all &= sum <= bound;
    }
    return all;
  }

  @Override
  public void scores(LaneBlock block, float[] key, int keyAt, int keyStride, int keys, int row) {
    float[] w = block.floats;
    for (int j = 0; j < keys; j++) {
      int s = block.scoreRow(row + j);
      for (int lane = 0; lane < LANES; lane++) {
        w[s + lane] = 0;
      }
      multiplyAdd(w, s, key, keyAt + j * keyStride, 1, block.queryAt, block.headDim);
    }
  }

  @Override
  public void raiseMaximum(LaneBlock block, int row, int keys) {
    float[] w = block.floats;
    for (int j = row; j < row + keys; j++) {
      int s = block.scoreRow(j);
      for (int lane = 0; lane < LANES; lane++) {
        float max = w[block.nextMaxAt + lane];
        w[block.nextMaxAt + lane] = w[s + lane] > max ? w[s + lane] : max;
      }
    }
  }

  @Override
  public void exponentials(LaneBlock block, int row, int keys) {
    float[] w = block.floats;
    for (int j = row; j < row + keys; j++) {
      int s = block.scoreRow(j);
      for (int lane = 0; lane < LANES; lane++) {
        float p = LaneExp.exp2(w[s + lane] - w[block.shiftAt + lane]);
        w[s + lane] = p;
        w[block.sumAt + lane] += p;
      }
    }
  }

  @Override
  public void boundedExponentials(LaneBlock block, int row, int keys) {
    exponentials(block, row, keys);
  }

  @Override
  public void accumulate(
      LaneBlock block, int row, int keys, float[] value, int valueAt, int valueStride) {
    float[] w = block.floats;
    for (int f = 0; f < block.valueDim; f++) {
      int o = block.outputAt + f * LANES;
      multiplyAdd(w, o, value, valueAt + f, valueStride, block.scoreRow(row), keys);
    }
  }

  /** Adds to a row of lanes the rows from {@code from} on, times scalars {@code stride} apart. */
  private static void multiplyAdd(
      float[] w, int to, float[] scalars, int at, int stride, int from, int count) {
    for (int k = 0; k < count; k++) {
      float scalar = scalars[at + k * stride];
      for (int lane = 0; lane < LANES; lane++) {
        w[to + lane] = Math.fma(scalar, w[from + k * LANES + lane], w[to + lane]);
      }
    }
  }

  @Override
  public void rescale(LaneBlock block) {
    float[] w = block.floats;
    for (int lane = 0; lane < LANES; lane++) {
      float max = w[block.maxAt + lane];
      float next = w[block.nextMaxAt + lane];
      if (max != next) {
        float shrink = max == Float.NEGATIVE_INFINITY ? 0f : LaneExp.exp2(max - next);
        w[block.sumAt + lane] *= shrink;
        for (int f = 0; f < block.valueDim; f++) {
          w[block.outputAt + f * LANES + lane] *= shrink;
        }
        w[block.maxAt + lane] = next;
        w[block.shiftAt + lane] = next;
      }
    }
  }

  @Override
  public void store(LaneBlock block, float[] output, int at, int rowStride, int rows) {
    for (int lane = 0; lane < rows; lane++) {
      float inverse = 1 / block.floats[block.sumAt + lane];
      for (int f = 0; f < block.valueDim; f++) {
        output[at + lane * rowStride + f] =
            block.floats[block.outputAt + f * LANES + lane] * inverse;
      }
    }
  }
}
