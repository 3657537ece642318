package masattention.kernel;

import java.util.Arrays;

/** {@link DecodeArithmetic} as plain loops: the twin and the fallback of the Vector API version. */
final class PlainDecode implements DecodeArithmetic {

  private final float[] sums = new float[PARTIALS];

  @Override
  public void scores(
      float[] t,
      int query,
      int depth,
      int chains,
      float[] key,
      int keyAt,
      int keyStride,
      int keys,
      int to) {
    for (int j = 0; j < keys; j++) {
      for (int r = 0; r < ROWS; r++) {
        Arrays.fill(sums, 0f);
        for (int e = 0; e < depth; e++) {
          float k = key[keyAt + j * keyStride + e];
          sums[e % PARTIALS] = Math.fma(k, t[query + r * depth + e], sums[e % PARTIALS]);
        }
        t[to + j * ROWS + r] = tree(sums);
      }
    }
  }

  @Override
  public void scores(
      float[] t,
      int query,
      int depth,
      int chains,
      Storage storage,
      short[] key,
      int keyAt,
      int keyStride,
      int keys,
      int to) {
    for (int j = 0; j < keys; j++) {
      for (int r = 0; r < ROWS; r++) {
        Arrays.fill(sums, 0f);
        for (int e = 0; e < depth; e++) {
          float k = storage.inUnits(key[keyAt + j * keyStride + e]);
          sums[e % PARTIALS] = Math.fma(k, t[query + r * depth + e], sums[e % PARTIALS]);
        }
        t[to + j * ROWS + r] = tree(sums);
      }
    }
  }

  /** Adds 16 chains in the order that {@link DecodeArithmetic} fixes; destroys them. */
  static float tree(float[] chains) {
    for (int i = 0; i < 8; i++) {
      chains[i] += chains[i + 8];
    }
    for (int i = 0; i < 8; i += 2) {
      chains[i] += chains[i + 1];
    }
    return (chains[0] + chains[4]) + (chains[2] + chains[6]);
  }

  @Override
  public void raiseMaxima(float[] t, int scores, int keys, int maxima) {
    for (int i = 0; i < keys * ROWS; i++) {
      int lane = maxima + i % PARTIALS;
      t[lane] = t[scores + i] > t[lane] ? t[scores + i] : t[lane];
    }
  }

  @Override
  public void exponentials(
      float[] t, int scores, int keys, int shifts, float factor, float unit, int sums) {
    Arrays.fill(t, sums, sums + PARTIALS, 0f);
    for (int i = 0; i < keys * ROWS; i++) {
      int lane = i % PARTIALS;
      float weight = LaneExp.exp2((t[scores + i] - t[shifts + lane]) * factor);
      t[sums + lane] += weight;
      t[scores + i] = weight * unit;
    }
  }

  @Override
  public void values(
      float[] t,
      int weights,
      int keys,
      float[] value,
      int valueAt,
      int valueStride,
      int width,
      int to) {
    for (int r = 0; r < ROWS; r++) {
      for (int f = 0; f < width; f++) {
        float sum = 0;
        for (int j = 0; j < keys; j++) {
          sum = Math.fma(t[weights + j * ROWS + r], value[valueAt + j * valueStride + f], sum);
        }
        t[to + r * width + f] += sum;
      }
    }
  }

  @Override
  public void values(
      float[] t,
      int weights,
      int keys,
      Storage storage,
      short[] value,
      int valueAt,
      int valueStride,
      int width,
      int to) {
    columns(t, weights, keys, storage, value, valueAt, valueStride, width, to, width);
  }

  /** Some of the columns of {@link #values}. */
  static void columns(
      float[] t,
      int weights,
      int keys,
      Storage storage,
      short[] value,
      int valueAt,
      int valueStride,
      int columns,
      int to,
      int width) {
    for (int r = 0; r < ROWS; r++) {
      for (int f = 0; f < columns; f++) {
        float sum = 0;
        for (int j = 0; j < keys; j++) {
          float v = storage.inUnits(value[valueAt + j * valueStride + f]);
          sum = Math.fma(t[weights + j * ROWS + r], v, sum);
        }
        t[to + r * width + f] += sum;
      }
    }
  }
}
