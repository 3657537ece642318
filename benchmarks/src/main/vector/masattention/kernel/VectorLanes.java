package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link LaneArithmetic} on the Vector API, four vectors of the preferred width per row. */
final class VectorLanes implements LaneArithmetic {

  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  /** Vectors of the large micro-kernels: 16 sums need more than 16 registers. */
  private static final int MOST = L >= 16 ? 4 : 2;

  private static final int STEP = 4;

  @Override
  public int lanes() {
    return VectorScores.LANES;
  }

  @Override
  public void expand(Storage storage, short[] from, int fromAt, int columns, float[] to, int toAt) {
    int c = 0;
    for (; c + L <= columns; c += L) {
      IntVector bits = VectorDecode.shifted(from, fromAt + c, storage.shift(), storage.mask());
      VectorMask<Integer> special =
          bits.add(Storage.NEXT_EXPONENT).and(storage.specialBit()).compare(VectorOperators.NE, 0);
      bits.reinterpretAsFloats()
          .mul(storage.unit())
          .reinterpretAsInts()
          .blend(bits.or(Storage.FP32_INFINITY), special)
          .reinterpretAsFloats()
          .intoArray(to, toAt + c);
    }
    for (; c < columns; c++) {
      to[toAt + c] = storage.expand(from[fromAt + c]);
    }
  }

  @Override
  public void raiseMagnitudes(float[] matrix, int at, int rowStride, int rows, int[] columns) {
    VectorBounds.raiseMagnitudes(matrix, at, rowStride, rows, columns);
  }

  @Override
  public void load(LaneBlock block, float[] query, int[] rowAt, float scale) {
    VectorTransfers.load(block, query, rowAt, scale);
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
  public void scores(
      LaneBlock block,
      int firstLane,
      int endLane,
      float[] key,
      int keyAt,
      int keyStride,
      int keys,
      int row) {
    int end = (endLane + L - 1) / L;
    for (int vector = firstLane / L; vector < end; vector += MOST) {
      scoreVectors(
          block, vector * L, Math.min(MOST, end - vector), key, keyAt, keyStride, keys, row);
    }
  }

  private static void scoreVectors(
      LaneBlock block,
      int lane,
      int vectors,
      float[] key,
      int keyAt,
      int keyStride,
      int keys,
      int row) {
    float[] t = block.floats;
    int q = block.queryAt + lane;
    int depth = block.headDim;
    int j = 0;
    for (; j + STEP <= keys; j += STEP) {
      int at = keyAt + j * keyStride;
      int to = block.scoreRow(row + j) + lane;
      switch (vectors) {
        case 4 -> VectorScores.scores4x4(t, q, depth, key, at, keyStride, to);
        case 3 -> VectorScores.scores4x3(t, q, depth, key, at, keyStride, to);
        case 2 -> VectorScores.scores4x2(t, q, depth, key, at, keyStride, to);
        default -> VectorScores.scores4x1(t, q, depth, key, at, keyStride, to);
      }
    }
    for (; j < keys; j++) {
      int to = block.scoreRow(row + j) + lane;
      for (int v = 0; v < vectors; v++) {
        VectorScores.scores1x1(t, q + v * L, depth, key, keyAt + j * keyStride, to + v * L);
      }
    }
  }

  @Override
  public void raiseMaximum(LaneBlock block, int row, int keys) {
    VectorSoftmax.raiseMaximum(block, block.scoreRow(row), keys);
  }

  @Override
  public void exponentials(LaneBlock block, int row, int keys, Moved moved) {
    int s = block.scoreRow(row);
    switch (moved) {
      case NOTHING -> VectorSoftmax.exponentials(block, s, keys);
      case SUMS -> VectorMoved.weights(block, s, keys);
      case SUBTRACTION -> {
        VectorMoved.subtract(block, s, keys);
        VectorMoved.exponentials(block, s, keys);
      }
    }
  }

  @Override
  public void boundedExponentials(LaneBlock block, int row, int keys) {
    VectorSoftmax.boundedExponentials(block, block.scoreRow(row), keys);
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
    float[] t = block.floats;
    int width = block.valueWidth;
    int p = block.scoreRow(row);
    int vectors = width / L;
    int f = 0;
    while (f < vectors) {
      int left = vectors - f;
      int count = left == MOST + 1 && MOST == 4 ? 3 : Math.min(MOST, left);
      int v = valueAt + f * L;
      for (int lane = firstLane; lane < endLane; lane += STEP) {
        int to = block.outputRow(lane) + f * L;
        switch (count) {
          case 4 -> VectorValues.values4x4(t, p + lane, keys, value, v, valueStride, to, width);
          case 3 -> VectorValues.values4x3(t, p + lane, keys, value, v, valueStride, to, width);
          case 2 -> VectorValues.values4x2(t, p + lane, keys, value, v, valueStride, to, width);
          default -> VectorValues.values4x1(t, p + lane, keys, value, v, valueStride, to, width);
        }
      }
      f += count;
    }
  }

  @Override
  public void rescale(LaneBlock block) {
    VectorSoftmax.rescale(block);
  }

  @Override
  public void store(LaneBlock block, float[] output, int[] rowAt) {
    VectorTransfers.store(block, output, rowAt);
  }
}
