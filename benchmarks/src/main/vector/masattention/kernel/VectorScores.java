package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernels of Sᵀ = K Qᵀ: R rows of K, broadcast one scalar at a time, times four vectors of
 * lanes.
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

  /** 4 score rows over the whole depth. */
  static void scores4(float[] t, int q, int depth, float[] key, int k0, int stride, int to) {
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
    a1.intoArray(t, to + 4 * L);
    b1.intoArray(t, to + 5 * L);
    c1.intoArray(t, to + 6 * L);
    d1.intoArray(t, to + 7 * L);
    a2.intoArray(t, to + 8 * L);
    b2.intoArray(t, to + 9 * L);
    c2.intoArray(t, to + 10 * L);
    d2.intoArray(t, to + 11 * L);
    a3.intoArray(t, to + 12 * L);
    b3.intoArray(t, to + 13 * L);
    c3.intoArray(t, to + 14 * L);
    d3.intoArray(t, to + 15 * L);
  }

  /** 2 score rows over the whole depth. */
  static void scores2(float[] t, int q, int depth, float[] key, int k0, int stride, int to) {
    int k1 = k0 + stride;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
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
    }
    a0.intoArray(t, to);
    b0.intoArray(t, to + L);
    c0.intoArray(t, to + 2 * L);
    d0.intoArray(t, to + 3 * L);
    a1.intoArray(t, to + 4 * L);
    b1.intoArray(t, to + 5 * L);
    c1.intoArray(t, to + 6 * L);
    d1.intoArray(t, to + 7 * L);
  }

  /** 1 score row over the whole depth. */
  static void scores1(float[] t, int q, int depth, float[] key, int k0, int to) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, t, q + e * LANES);
      FloatVector y0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + L);
      FloatVector z0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + 2 * L);
      FloatVector w0 = FloatVector.fromArray(SPECIES, t, q + e * LANES + 3 * L);
      FloatVector s00 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = s00.fma(x0, a0);
      b0 = s00.fma(y0, b0);
      c0 = s00.fma(z0, c0);
      d0 = s00.fma(w0, d0);
    }
    a0.intoArray(t, to);
    b0.intoArray(t, to + L);
    c0.intoArray(t, to + 2 * L);
    d0.intoArray(t, to + 3 * L);
  }
}
