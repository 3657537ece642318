package masattention.kernel;

/** {@link LaneArithmetic} as plain loops: the twin and the fallback of the Vector API version. */
final class PlainLanes implements LaneArithmetic {

  private static final int LANES = 32;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void scores(LaneBlock block, float[] key, int keyAt, int keyStride, int keys, int row) {
    float[] w = block.floats;
    for (int j = 0; j < keys; j++) {
      int s = block.scoreRow(row + j);
      for (int lane = 0; lane < LANES; lane++) {
        w[s + lane] = 0;
      }
      multiplyAdd(w, s, key, keyAt + j * keyStride, 1, w, block.queryAt, block.headDim);
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
  public void exponentials(LaneBlock block, int row, int keys, float factor) {
    float[] w = block.floats;
    for (int j = row; j < row + keys; j++) {
      int s = block.scoreRow(j);
      for (int lane = 0; lane < LANES; lane++) {
        float p = LaneExp.exp2((w[s + lane] - w[block.shiftAt + lane]) * factor);
        w[s + lane] = p;
        w[block.sumAt + lane] += p;
      }
    }
  }

  @Override
  public void accumulate(
      LaneBlock block, int row, int keys, float[] value, int valueAt, int valueStride) {
    float[] w = block.floats;
    for (int f = 0; f < block.valueDim; f++) {
      int o = block.outputAt + f * LANES;
      multiplyAdd(w, o, value, valueAt + f, valueStride, w, block.scoreRow(row), keys);
    }
  }

  /** Adds to a row of lanes the rows from {@code b} on, times the scalars from {@code a} on. */
  private static void multiplyAdd(
      float[] to, int toAt, float[] a, int aAt, int aStride, float[] b, int bAt, int count) {
    for (int k = 0; k < count; k++) {
      float scalar = a[aAt + k * aStride];
      int from = bAt + k * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        to[toAt + lane] = Math.fma(scalar, b[from + lane], to[toAt + lane]);
      }
    }
  }

  @Override
  public void rescale(LaneBlock block, float factor) {
    float[] w = block.floats;
    for (int lane = 0; lane < LANES; lane++) {
      float max = w[block.maxAt + lane];
      float next = w[block.nextMaxAt + lane];
      if (max != next) {
        float shrink = max == Float.NEGATIVE_INFINITY ? 0f : LaneExp.exp2((max - next) * factor);
        w[block.sumAt + lane] *= shrink;
        for (int f = 0; f < block.valueDim; f++) {
          w[block.outputAt + f * LANES + lane] *= shrink;
        }
        w[block.maxAt + lane] = next;
        w[block.shiftAt + lane] = next;
      }
    }
  }
}
