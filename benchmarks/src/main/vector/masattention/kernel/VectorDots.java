package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernels of a panel of four query rows against FP32 rows of K and V, each read once: dot
 * products along the rows of K, and weights broadcast over the rows of V.
 */
final class VectorDots {

  private static final VectorSpecies<Float> SPECIES = VectorDecode.SPECIES;
  private static final int L = SPECIES.length();
  private static final int ROWS = DecodeArithmetic.ROWS;

  private VectorDots() {}

  /** The 16 chains each of 16 scores: 4 keys, and for each 4 rows of queries. */
  static void dots4x4(float[] t, int q0, int depth, float[] key, int k0, int stride, int to) {
    int q1 = q0 + depth;
    int q2 = q1 + depth;
    int q3 = q2 + depth;
    int k1 = k0 + stride;
    int k2 = k1 + stride;
    int k3 = k2 + stride;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector d2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector d3 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e += L) {
      FloatVector a = FloatVector.fromArray(SPECIES, t, q0 + e);
      FloatVector b = FloatVector.fromArray(SPECIES, t, q1 + e);
      FloatVector c = FloatVector.fromArray(SPECIES, t, q2 + e);
      FloatVector d = FloatVector.fromArray(SPECIES, t, q3 + e);
      FloatVector x0 = FloatVector.fromArray(SPECIES, key, k0 + e);
      a0 = x0.fma(a, a0);
      b0 = x0.fma(b, b0);
      c0 = x0.fma(c, c0);
      d0 = x0.fma(d, d0);
      FloatVector x1 = FloatVector.fromArray(SPECIES, key, k1 + e);
      a1 = x1.fma(a, a1);
      b1 = x1.fma(b, b1);
      c1 = x1.fma(c, c1);
      d1 = x1.fma(d, d1);
      FloatVector x2 = FloatVector.fromArray(SPECIES, key, k2 + e);
      a2 = x2.fma(a, a2);
      b2 = x2.fma(b, b2);
      c2 = x2.fma(c, c2);
      d2 = x2.fma(d, d2);
      FloatVector x3 = FloatVector.fromArray(SPECIES, key, k3 + e);
      a3 = x3.fma(a, a3);
      b3 = x3.fma(b, b3);
      c3 = x3.fma(c, c3);
      d3 = x3.fma(d, d3);
    }
    a0.intoArray(t, to);
    a2.intoArray(t, to + L);
    b0.intoArray(t, to + 2 * L);
    b2.intoArray(t, to + 3 * L);
    c0.intoArray(t, to + 4 * L);
    c2.intoArray(t, to + 5 * L);
    d0.intoArray(t, to + 6 * L);
    d2.intoArray(t, to + 7 * L);
    a1.intoArray(t, to + 8 * L);
    a3.intoArray(t, to + 9 * L);
    b1.intoArray(t, to + 10 * L);
    b3.intoArray(t, to + 11 * L);
    c1.intoArray(t, to + 12 * L);
    c3.intoArray(t, to + 13 * L);
    d1.intoArray(t, to + 14 * L);
    d3.intoArray(t, to + 15 * L);
  }

  /** 4 vectors of 4 rows of O. */
  static void values4x4(
      float[] t, int p, int keys, float[] value, int v, int stride, int to, int width) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector d2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector d3 = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, value, at);
      FloatVector y = FloatVector.fromArray(SPECIES, value, at + L);
      FloatVector z = FloatVector.fromArray(SPECIES, value, at + 2 * L);
      FloatVector w = FloatVector.fromArray(SPECIES, value, at + 3 * L);
      FloatVector s0 = FloatVector.broadcast(SPECIES, t[p + j * ROWS]);
      a0 = s0.fma(x, a0);
      b0 = s0.fma(y, b0);
      c0 = s0.fma(z, c0);
      d0 = s0.fma(w, d0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, t[p + j * ROWS + 1]);
      a1 = s1.fma(x, a1);
      b1 = s1.fma(y, b1);
      c1 = s1.fma(z, c1);
      d1 = s1.fma(w, d1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, t[p + j * ROWS + 2]);
      a2 = s2.fma(x, a2);
      b2 = s2.fma(y, b2);
      c2 = s2.fma(z, c2);
      d2 = s2.fma(w, d2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, t[p + j * ROWS + 3]);
      a3 = s3.fma(x, a3);
      b3 = s3.fma(y, b3);
      c3 = s3.fma(z, c3);
      d3 = s3.fma(w, d3);
    }
    a0.add(FloatVector.fromArray(SPECIES, t, to)).intoArray(t, to);
    b0.add(FloatVector.fromArray(SPECIES, t, to + L)).intoArray(t, to + L);
    c0.add(FloatVector.fromArray(SPECIES, t, to + 2 * L)).intoArray(t, to + 2 * L);
    d0.add(FloatVector.fromArray(SPECIES, t, to + 3 * L)).intoArray(t, to + 3 * L);
    int to1 = to + width;
    a1.add(FloatVector.fromArray(SPECIES, t, to1)).intoArray(t, to1);
    b1.add(FloatVector.fromArray(SPECIES, t, to1 + L)).intoArray(t, to1 + L);
    c1.add(FloatVector.fromArray(SPECIES, t, to1 + 2 * L)).intoArray(t, to1 + 2 * L);
    d1.add(FloatVector.fromArray(SPECIES, t, to1 + 3 * L)).intoArray(t, to1 + 3 * L);
    int to2 = to1 + width;
    a2.add(FloatVector.fromArray(SPECIES, t, to2)).intoArray(t, to2);
    b2.add(FloatVector.fromArray(SPECIES, t, to2 + L)).intoArray(t, to2 + L);
    c2.add(FloatVector.fromArray(SPECIES, t, to2 + 2 * L)).intoArray(t, to2 + 2 * L);
    d2.add(FloatVector.fromArray(SPECIES, t, to2 + 3 * L)).intoArray(t, to2 + 3 * L);
    int to3 = to2 + width;
    a3.add(FloatVector.fromArray(SPECIES, t, to3)).intoArray(t, to3);
    b3.add(FloatVector.fromArray(SPECIES, t, to3 + L)).intoArray(t, to3 + L);
    c3.add(FloatVector.fromArray(SPECIES, t, to3 + 2 * L)).intoArray(t, to3 + 2 * L);
    d3.add(FloatVector.fromArray(SPECIES, t, to3 + 3 * L)).intoArray(t, to3 + 3 * L);
  }

  /** 1 vector of 4 rows of O. */
  static void values4x1(
      float[] t, int p, int keys, float[] value, int v, int stride, int to, int width) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, value, at);
      FloatVector s0 = FloatVector.broadcast(SPECIES, t[p + j * ROWS]);
      a0 = s0.fma(x, a0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, t[p + j * ROWS + 1]);
      a1 = s1.fma(x, a1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, t[p + j * ROWS + 2]);
      a2 = s2.fma(x, a2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, t[p + j * ROWS + 3]);
      a3 = s3.fma(x, a3);
    }
    a0.add(FloatVector.fromArray(SPECIES, t, to)).intoArray(t, to);
    int to1 = to + width;
    a1.add(FloatVector.fromArray(SPECIES, t, to1)).intoArray(t, to1);
    int to2 = to1 + width;
    a2.add(FloatVector.fromArray(SPECIES, t, to2)).intoArray(t, to2);
    int to3 = to2 + width;
    a3.add(FloatVector.fromArray(SPECIES, t, to3)).intoArray(t, to3);
  }
}
