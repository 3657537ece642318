package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernels of Sᵀ = K Qᵀ: R rows of K, broadcast one scalar at a time, times up to four
 * vectors of lanes.
 *
 * <p>Written out because C2 keeps vectors in registers only as local variables of one method. Each
 * row has a base of its own and lanes have a constant stride: that is the form in which C2 hoists
 * the range checks out of the loop. Two steps per iteration are worth 3 to 5 %.
 */
final class VectorScores {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();

  /** Four vectors of queries. */
  static final int LANES = 4 * L;

  private VectorScores() {}

  /** 4 keys, 4 vectors of queries. */
  static void scores4x4(float[] t, int q, int depth, float[] key, int k0, int stride, int to) {
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
    int e = 0;
    for (; e + 1 < depth; e += 2) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, t, q + e * LANES);
      FloatVector y0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + L);
      FloatVector z0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + 2 * L);
      FloatVector w0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + 3 * L);
      FloatVector s00 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = s00.fma(x0, a0);
      b0 = s00.fma(y0, b0);
      c0 = s00.fma(z0, c0);
      d0 = s00.fma(w0, d0);
      FloatVector s10 = FloatVector.broadcast(SPECIES, key[k1 + e]);
      a1 = s10.fma(x0, a1);
      b1 = s10.fma(y0, b1);
      c1 = s10.fma(z0, c1);
      d1 = s10.fma(w0, d1);
      FloatVector s20 = FloatVector.broadcast(SPECIES, key[k2 + e]);
      a2 = s20.fma(x0, a2);
      b2 = s20.fma(y0, b2);
      c2 = s20.fma(z0, c2);
      d2 = s20.fma(w0, d2);
      FloatVector s30 = FloatVector.broadcast(SPECIES, key[k3 + e]);
      a3 = s30.fma(x0, a3);
      b3 = s30.fma(y0, b3);
      c3 = s30.fma(z0, c3);
      d3 = s30.fma(w0, d3);
      FloatVector x1 = FloatVector.fromArray(SPECIES, t, q + (e + 1) * LANES);
      FloatVector y1 = FloatVector.fromArray(SPECIES, t, q + (e + 1) * LANES + L);
      FloatVector z1 = FloatVector.fromArray(SPECIES, t, q + (e + 1) * LANES + 2 * L);
      FloatVector w1 = FloatVector.fromArray(SPECIES, t, q + (e + 1) * LANES + 3 * L);
      FloatVector s01 = FloatVector.broadcast(SPECIES, key[k0 + e + 1]);
      a0 = s01.fma(x1, a0);
      b0 = s01.fma(y1, b0);
      c0 = s01.fma(z1, c0);
      d0 = s01.fma(w1, d0);
      FloatVector s11 = FloatVector.broadcast(SPECIES, key[k1 + e + 1]);
      a1 = s11.fma(x1, a1);
      b1 = s11.fma(y1, b1);
      c1 = s11.fma(z1, c1);
      d1 = s11.fma(w1, d1);
      FloatVector s21 = FloatVector.broadcast(SPECIES, key[k2 + e + 1]);
      a2 = s21.fma(x1, a2);
      b2 = s21.fma(y1, b2);
      c2 = s21.fma(z1, c2);
      d2 = s21.fma(w1, d2);
      FloatVector s31 = FloatVector.broadcast(SPECIES, key[k3 + e + 1]);
      a3 = s31.fma(x1, a3);
      b3 = s31.fma(y1, b3);
      c3 = s31.fma(z1, c3);
      d3 = s31.fma(w1, d3);
    }
    if (e < depth) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, t, q + e * LANES);
      FloatVector y0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + L);
      FloatVector z0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + 2 * L);
      FloatVector w0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + 3 * L);
      FloatVector s00 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = s00.fma(x0, a0);
      b0 = s00.fma(y0, b0);
      c0 = s00.fma(z0, c0);
      d0 = s00.fma(w0, d0);
      FloatVector s10 = FloatVector.broadcast(SPECIES, key[k1 + e]);
      a1 = s10.fma(x0, a1);
      b1 = s10.fma(y0, b1);
      c1 = s10.fma(z0, c1);
      d1 = s10.fma(w0, d1);
      FloatVector s20 = FloatVector.broadcast(SPECIES, key[k2 + e]);
      a2 = s20.fma(x0, a2);
      b2 = s20.fma(y0, b2);
      c2 = s20.fma(z0, c2);
      d2 = s20.fma(w0, d2);
      FloatVector s30 = FloatVector.broadcast(SPECIES, key[k3 + e]);
      a3 = s30.fma(x0, a3);
      b3 = s30.fma(y0, b3);
      c3 = s30.fma(z0, c3);
      d3 = s30.fma(w0, d3);
    }
    a0.intoArray(t, to);
    b0.intoArray(t, to + L);
    c0.intoArray(t, to + 2 * L);
    d0.intoArray(t, to + 3 * L);
    a1.intoArray(t, to + LANES);
    b1.intoArray(t, to + LANES + L);
    c1.intoArray(t, to + LANES + 2 * L);
    d1.intoArray(t, to + LANES + 3 * L);
    a2.intoArray(t, to + 2 * LANES);
    b2.intoArray(t, to + 2 * LANES + L);
    c2.intoArray(t, to + 2 * LANES + 2 * L);
    d2.intoArray(t, to + 2 * LANES + 3 * L);
    a3.intoArray(t, to + 3 * LANES);
    b3.intoArray(t, to + 3 * LANES + L);
    c3.intoArray(t, to + 3 * LANES + 2 * L);
    d3.intoArray(t, to + 3 * LANES + 3 * L);
  }

  /** 4 keys, 3 vectors of queries. */
  static void scores4x3(float[] t, int q, int depth, float[] key, int k0, int stride, int to) {
    int k1 = k0 + stride;
    int k2 = k1 + stride;
    int k3 = k2 + stride;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
      FloatVector x = FloatVector.fromArray(SPECIES, t, q + e * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, t, q + e * LANES + L);
      FloatVector z = FloatVector.fromArray(SPECIES, t, q + e * LANES + 2 * L);
      FloatVector s0 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = s0.fma(x, a0);
      b0 = s0.fma(y, b0);
      c0 = s0.fma(z, c0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, key[k1 + e]);
      a1 = s1.fma(x, a1);
      b1 = s1.fma(y, b1);
      c1 = s1.fma(z, c1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, key[k2 + e]);
      a2 = s2.fma(x, a2);
      b2 = s2.fma(y, b2);
      c2 = s2.fma(z, c2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, key[k3 + e]);
      a3 = s3.fma(x, a3);
      b3 = s3.fma(y, b3);
      c3 = s3.fma(z, c3);
    }
    a0.intoArray(t, to);
    b0.intoArray(t, to + L);
    c0.intoArray(t, to + 2 * L);
    a1.intoArray(t, to + LANES);
    b1.intoArray(t, to + LANES + L);
    c1.intoArray(t, to + LANES + 2 * L);
    a2.intoArray(t, to + 2 * LANES);
    b2.intoArray(t, to + 2 * LANES + L);
    c2.intoArray(t, to + 2 * LANES + 2 * L);
    a3.intoArray(t, to + 3 * LANES);
    b3.intoArray(t, to + 3 * LANES + L);
    c3.intoArray(t, to + 3 * LANES + 2 * L);
  }

  /** 4 keys, 2 vectors of queries. */
  static void scores4x2(float[] t, int q, int depth, float[] key, int k0, int stride, int to) {
    int k1 = k0 + stride;
    int k2 = k1 + stride;
    int k3 = k2 + stride;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
      FloatVector x = FloatVector.fromArray(SPECIES, t, q + e * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, t, q + e * LANES + L);
      FloatVector s0 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = s0.fma(x, a0);
      b0 = s0.fma(y, b0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, key[k1 + e]);
      a1 = s1.fma(x, a1);
      b1 = s1.fma(y, b1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, key[k2 + e]);
      a2 = s2.fma(x, a2);
      b2 = s2.fma(y, b2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, key[k3 + e]);
      a3 = s3.fma(x, a3);
      b3 = s3.fma(y, b3);
    }
    a0.intoArray(t, to);
    b0.intoArray(t, to + L);
    a1.intoArray(t, to + LANES);
    b1.intoArray(t, to + LANES + L);
    a2.intoArray(t, to + 2 * LANES);
    b2.intoArray(t, to + 2 * LANES + L);
    a3.intoArray(t, to + 3 * LANES);
    b3.intoArray(t, to + 3 * LANES + L);
  }

  /** 4 keys, 1 vector of queries. */
  static void scores4x1(float[] t, int q, int depth, float[] key, int k0, int stride, int to) {
    int k1 = k0 + stride;
    int k2 = k1 + stride;
    int k3 = k2 + stride;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
      FloatVector x = FloatVector.fromArray(SPECIES, t, q + e * LANES);
      FloatVector s0 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = s0.fma(x, a0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, key[k1 + e]);
      a1 = s1.fma(x, a1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, key[k2 + e]);
      a2 = s2.fma(x, a2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, key[k3 + e]);
      a3 = s3.fma(x, a3);
    }
    a0.intoArray(t, to);
    a1.intoArray(t, to + LANES);
    a2.intoArray(t, to + 2 * LANES);
    a3.intoArray(t, to + 3 * LANES);
  }

  /** 1 key, 1 vector of queries. */
  static void scores1x1(float[] t, int q, int depth, float[] key, int k0, int to) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
      FloatVector x = FloatVector.fromArray(SPECIES, t, q + e * LANES);
      FloatVector s0 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = s0.fma(x, a0);
    }
    a0.intoArray(t, to);
  }
}
