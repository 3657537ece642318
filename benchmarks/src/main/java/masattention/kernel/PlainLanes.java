package masattention.kernel;

import java.util.Arrays;

/** {@link LaneArithmetic} as plain loops: the twin and the fallback of the Vector API version. */
final class PlainLanes implements LaneArithmetic {

  private static final int LANES = 32;
  private static final int SIGN_MASK = 0x7fffffff;

  private final float[] sums = new float[LANES];

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
  public void expand(Storage storage, short[] from, int fromAt, int columns, float[] to, int toAt) {
    for (int c = 0; c < columns; c++) {
      to[toAt + c] = storage.expand(from[fromAt + c]);
    }
  }

  @Override
  public void load(LaneBlock block, float[] query, int[] rowAt, float scale) {
    for (int lane = 0; lane < LANES; lane++) {
      for (int e = 0; e < block.headDim; e++) {
        block.floats[block.queryAt + e * LANES + lane] =
            lane < block.rows ? query[rowAt[lane] + e] * scale : 0;
      }
    }
  }

  @Override
  public void bounds(LaneBlock block, float[] limits) {
    float[] w = block.floats;
    for (int lane = 0; lane < LANES; lane++) {
      float sum = 0;
      for (int e = 0; e < block.headDim; e++) {
        sum = Math.fma(limits[e], Math.abs(w[block.queryAt + e * LANES + lane]), sum);
      }
      w[block.boundAt + lane] = sum;
    }
  }

  @Override
  public boolean scaleBounded(LaneBlock block, float bound, float factor, float rest) {
    float[] w = block.floats;
    boolean all = true;
    for (int lane = 0; lane < LANES; lane++) {
      boolean bounded = w[block.boundAt + lane] <= bound;
      w[block.factorAt + lane] = bounded ? 1f : factor;
      all &= bounded;
      for (int e = 0; bounded && e < block.headDim; e++) {
        int at = block.queryAt + e * LANES + lane;
        w[at] = Math.fma(w[at], factor, w[at] * rest);
      }
    }
    return all;
  }

  @Override
  public void scores(
      LaneBlock block,
      int firstLane,
      int endLane,
      float[] key,
      int keyAt,
      int keyStride,
      int keys,
      int row) {
    float[] w = block.floats;
    for (int j = 0; j < keys; j++) {
      int s = block.scoreRow(row + j);
      Arrays.fill(w, s + firstLane, s + endLane, 0f);
      for (int e = 0; e < block.headDim; e++) {
        float scalar = key[keyAt + j * keyStride + e];
        int q = block.queryAt + e * LANES;
        for (int lane = firstLane; lane < endLane; lane++) {
          w[s + lane] = Math.fma(scalar, w[q + lane], w[s + lane]);
        }
      }
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
  public void exponentials(LaneBlock block, int row, int keys, Moved moved) {
    float[] w = block.floats;
    Arrays.fill(sums, 0f);
    for (int j = row; j < row + keys; j++) {
      int s = block.scoreRow(j);
      for (int lane = 0; lane < LANES; lane++) {
        float shift = w[block.shiftAt + lane];
        float below =
            moved == Moved.SUBTRACTION ? Math.fma(1f, -shift, w[s + lane]) : w[s + lane] - shift;
        w[s + lane] = LaneExp.exp2(below * w[block.factorAt + lane]);
        sums[lane] += moved == Moved.SUMS ? 0 : w[s + lane];
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      w[block.sumAt + lane] += sums[lane];
    }
  }

  @Override
  public void boundedExponentials(LaneBlock block, int row, int keys) {
    exponentials(block, row, keys, Moved.NOTHING);
  }

  @Override
  public void values(
      LaneBlock block,
      int firstLane,
      int endLane,
      int row,
      int keys,
      float[] value,
      int valueAt,
      int valueStride) {
    float[] w = block.floats;
    for (int lane = firstLane; lane < endLane; lane++) {
      for (int f = 0; f < block.valueDim; f++) {
        float sum = 0;
        for (int j = 0; j < keys; j++) {
          float weight = w[block.scoreRow(row + j) + lane];
          sum = Math.fma(weight, value[valueAt + j * valueStride + f], sum);
        }
        w[block.outputRow(lane) + f] += sum;
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
        float shrink =
            max == Float.NEGATIVE_INFINITY
                ? 0f
                : LaneExp.exp2((max - next) * w[block.factorAt + lane]);
        w[block.sumAt + lane] *= shrink;
        for (int f = 0; f < block.valueDim; f++) {
          w[block.outputRow(lane) + f] *= shrink;
        }
        w[block.maxAt + lane] = next;
        w[block.shiftAt + lane] = next;
      }
    }
  }

  @Override
  public void store(LaneBlock block, float[] output, int[] rowAt) {
    for (int lane = 0; lane < block.rows; lane++) {
      float inverse = 1 / block.floats[block.sumAt + lane];
      for (int f = 0; f < block.outputDim; f++) {
        output[rowAt[lane] + f] = block.floats[block.outputRow(lane) + f] * inverse;
      }
    }
  }
}
