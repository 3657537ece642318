package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link DecodeArithmetic} on the Vector API. */
final class VectorDecode implements DecodeArithmetic {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private static final int L = SPECIES.length();

  /** The vectors that the written-out kernels are for; others take the simple ones. */
  private static final boolean WHOLE = L == PARTIALS;

  /** Numbers of a cache line of 64 bytes. */
  private static final int LINE = 16;

  private static final int HALF_LINE = 32;

  private int touched;
  private final PlainDecode plain = new PlainDecode();
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
    for (int j = 0; j < keys; j += ROWS) {
      int at = keyAt + j * keyStride;
      if (WHOLE) {
        touch(key, at, keyStride, ROWS, depth);
        VectorDots.dots4x4(t, query, depth, key, at, keyStride, chains);
        VectorTree.sums(t, chains, to + j * ROWS);
      } else {
        dots(t, query, depth, key, at, keyStride, to + j * ROWS);
      }
    }
  }

  /**
   * Reads one number of each cache line in the order of memory, right before the rows are read in
   * turns: that order is what the processor fetches ahead, so that the next lines come while these
   * are multiplied.
   */
  private void touch(float[] from, int at, int stride, int rows, int columns) {
    int sum = 0;
    for (int row = at; row < at + rows * stride; row += stride) {
      for (int i = row; i < row + columns; i += LINE) {
        sum ^= Float.floatToRawIntBits(from[i]);
      }
    }
    touched = sum;
  }

  private void touch(short[] from, int at, int stride, int rows, int columns) {
    int sum = 0;
    for (int row = at; row < at + rows * stride; row += stride) {
      for (int i = row; i < row + columns; i += HALF_LINE) {
        sum ^= from[i];
      }
    }
    touched = sum;
  }

  /** The same 16 scores with vectors of any length, a key and a vector of chains at a time. */
  private void dots(float[] t, int query, int depth, float[] key, int at, int stride, int to) {
    for (int j = 0; j < ROWS; j++) {
      for (int r = 0; r < ROWS; r++) {
        for (int chain = 0; chain < PARTIALS; chain += L) {
          FloatVector sum = FloatVector.zero(SPECIES);
          for (int e = chain; e < depth; e += PARTIALS) {
            FloatVector q = FloatVector.fromArray(SPECIES, t, query + r * depth + e);
            sum = FloatVector.fromArray(SPECIES, key, at + j * stride + e).fma(q, sum);
          }
          sum.intoArray(sums, chain);
        }
        t[to + j * ROWS + r] = PlainDecode.tree(sums);
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
    if (!WHOLE) {
      plain.scores(t, query, depth, chains, storage, key, keyAt, keyStride, keys, to);
      return;
    }
    for (int j = 0; j < keys; j += ROWS) {
      int at = keyAt + j * keyStride;
      touch(key, at, keyStride, ROWS, depth);
      int next = at + 2 * keyStride;
      if (VectorHalfDots.dots2x4(t, query, depth, storage, key, at, keyStride, chains)
          && VectorHalfDots.dots2x4(t, query, depth, storage, key, next, keyStride, chains + L)) {
        VectorTree.sums(t, chains, to + j * ROWS);
      } else {
        plain.scores(t, query, depth, chains, storage, key, at, keyStride, ROWS, to + j * ROWS);
      }
    }
  }

  /** The shifted bits of L halves, as in {@link Storage#inUnits}. */
  static IntVector shifted(short[] from, int at, int shift, int mask) {
    return ShortVector.fromArray(SHORTS, from, at)
        .convertShape(VectorOperators.S2I, INTS, 0)
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, shift)
        .and(mask);
  }

  /** Whether shifted bits, each with one more in its exponent, were any of special numbers. */
  static boolean any(IntVector found, Storage storage) {
    return found.and(storage.specialBit()).compare(VectorOperators.NE, 0).anyTrue();
  }

  @Override
  public void raiseMaxima(float[] t, int scores, int keys, int maxima) {
    int end = keys * ROWS;
    for (int lane = 0; lane < PARTIALS; lane += L) {
      FloatVector max = FloatVector.fromArray(SPECIES, t, maxima + lane);
      for (int i = lane; i < end; i += PARTIALS) {
        FloatVector x = FloatVector.fromArray(SPECIES, t, scores + i);
        max = max.blend(x, x.compare(VectorOperators.GT, max));
      }
      max.intoArray(t, maxima + lane);
    }
  }

  @Override
  public void exponentials(
      float[] t, int scores, int keys, int shifts, float factor, float unit, int sums) {
    int end = keys * ROWS;
    FloatVector least = FloatVector.broadcast(SPECIES, LaneExp.LEAST);
    FloatVector rounder = FloatVector.broadcast(SPECIES, LaneExp.ROUNDER);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    IntVector oneBits = one.reinterpretAsInts();
    FloatVector c1 = FloatVector.broadcast(SPECIES, LaneExp.C1);
    FloatVector c2 = FloatVector.broadcast(SPECIES, LaneExp.C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, LaneExp.C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, LaneExp.C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, LaneExp.C5);
    for (int lane = 0; lane < PARTIALS; lane += L) {
      FloatVector shift = FloatVector.fromArray(SPECIES, t, shifts + lane);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = lane; i < end; i += PARTIALS) {
        FloatVector a = FloatVector.fromArray(SPECIES, t, scores + i).sub(shift).mul(factor);
        a = a.blend(least, a.compare(VectorOperators.LT, least));
        FloatVector rounded = a.add(rounder);
        a = a.sub(rounded.sub(rounder));
        FloatVector p = a.fma(c5, c4).fma(a, c3).fma(a, c2).fma(a, c1).fma(a, one);
        IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        p = p.mul(power.add(oneBits).reinterpretAsFloats());
        sum = sum.add(p);
        p.mul(unit).intoArray(t, scores + i);
      }
      sum.intoArray(t, sums + lane);
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
    touch(value, valueAt, valueStride, keys, width);
    int f = 0;
    for (; WHOLE && f + 4 * L <= width; f += 4 * L) {
      VectorDots.values4x4(t, weights, keys, value, valueAt + f, valueStride, to + f, width);
    }
    for (; f < width; f += L) {
      VectorDots.values4x1(t, weights, keys, value, valueAt + f, valueStride, to + f, width);
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
    touch(value, valueAt, valueStride, keys, width);
    int f = 0;
    while (f < width) {
      int v = valueAt + f;
      int o = to + f;
      boolean four = WHOLE && f + 4 * L <= width;
      boolean done =
          four
              ? VectorHalfDots.values4x4(t, weights, keys, storage, value, v, valueStride, o, width)
              : VectorHalfDots.values4x1(
                  t, weights, keys, storage, value, v, valueStride, o, width);
      int columns = four ? 4 * L : L;
      if (!done) {
        PlainDecode.columns(t, weights, keys, storage, value, v, valueStride, columns, o, width);
      }
      f += columns;
    }
  }
}
