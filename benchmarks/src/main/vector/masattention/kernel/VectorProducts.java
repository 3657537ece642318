package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernels of both products: R rows of the left matrix, broadcast one scalar at a time,
 * times two vectors of lanes.
 *
 * <p>Written out because C2 keeps vectors in registers only as local variables of one method. The
 * index expressions are the ones whose range checks C2 hoists out of the loop ({@code scores}: one
 * row base each) or merges ({@code accumulate}: one base, constant offsets).
 */
final class VectorProducts {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();

  /** Two vectors of queries. */
  static final int LANES = 2 * L;

  private VectorProducts() {}

  /** 8 score rows over the whole depth. */
  static void scores8(float[] w, int q, int depth, float[] key, int k0, int stride, int s) {
    int k1 = k0 + stride;
    int k2 = k1 + stride;
    int k3 = k2 + stride;
    int k4 = k3 + stride;
    int k5 = k4 + stride;
    int k6 = k5 + stride;
    int k7 = k6 + stride;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector b4 = FloatVector.zero(SPECIES);
    FloatVector a5 = FloatVector.zero(SPECIES);
    FloatVector b5 = FloatVector.zero(SPECIES);
    FloatVector a6 = FloatVector.zero(SPECIES);
    FloatVector b6 = FloatVector.zero(SPECIES);
    FloatVector a7 = FloatVector.zero(SPECIES);
    FloatVector b7 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
      FloatVector x = FloatVector.fromArray(SPECIES, w, q + e * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, w, q + e * LANES + L);
      FloatVector c0 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = c0.fma(x, a0);
      b0 = c0.fma(y, b0);
      FloatVector c1 = FloatVector.broadcast(SPECIES, key[k1 + e]);
      a1 = c1.fma(x, a1);
      b1 = c1.fma(y, b1);
      FloatVector c2 = FloatVector.broadcast(SPECIES, key[k2 + e]);
      a2 = c2.fma(x, a2);
      b2 = c2.fma(y, b2);
      FloatVector c3 = FloatVector.broadcast(SPECIES, key[k3 + e]);
      a3 = c3.fma(x, a3);
      b3 = c3.fma(y, b3);
      FloatVector c4 = FloatVector.broadcast(SPECIES, key[k4 + e]);
      a4 = c4.fma(x, a4);
      b4 = c4.fma(y, b4);
      FloatVector c5 = FloatVector.broadcast(SPECIES, key[k5 + e]);
      a5 = c5.fma(x, a5);
      b5 = c5.fma(y, b5);
      FloatVector c6 = FloatVector.broadcast(SPECIES, key[k6 + e]);
      a6 = c6.fma(x, a6);
      b6 = c6.fma(y, b6);
      FloatVector c7 = FloatVector.broadcast(SPECIES, key[k7 + e]);
      a7 = c7.fma(x, a7);
      b7 = c7.fma(y, b7);
    }
    a0.intoArray(w, s);
    b0.intoArray(w, s + L);
    a1.intoArray(w, s + 2 * L);
    b1.intoArray(w, s + 3 * L);
    a2.intoArray(w, s + 4 * L);
    b2.intoArray(w, s + 5 * L);
    a3.intoArray(w, s + 6 * L);
    b3.intoArray(w, s + 7 * L);
    a4.intoArray(w, s + 8 * L);
    b4.intoArray(w, s + 9 * L);
    a5.intoArray(w, s + 10 * L);
    b5.intoArray(w, s + 11 * L);
    a6.intoArray(w, s + 12 * L);
    b6.intoArray(w, s + 13 * L);
    a7.intoArray(w, s + 14 * L);
    b7.intoArray(w, s + 15 * L);
  }

  /** 4 score rows over the whole depth. */
  static void scores4(float[] w, int q, int depth, float[] key, int k0, int stride, int s) {
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
      FloatVector x = FloatVector.fromArray(SPECIES, w, q + e * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, w, q + e * LANES + L);
      FloatVector c0 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = c0.fma(x, a0);
      b0 = c0.fma(y, b0);
      FloatVector c1 = FloatVector.broadcast(SPECIES, key[k1 + e]);
      a1 = c1.fma(x, a1);
      b1 = c1.fma(y, b1);
      FloatVector c2 = FloatVector.broadcast(SPECIES, key[k2 + e]);
      a2 = c2.fma(x, a2);
      b2 = c2.fma(y, b2);
      FloatVector c3 = FloatVector.broadcast(SPECIES, key[k3 + e]);
      a3 = c3.fma(x, a3);
      b3 = c3.fma(y, b3);
    }
    a0.intoArray(w, s);
    b0.intoArray(w, s + L);
    a1.intoArray(w, s + 2 * L);
    b1.intoArray(w, s + 3 * L);
    a2.intoArray(w, s + 4 * L);
    b2.intoArray(w, s + 5 * L);
    a3.intoArray(w, s + 6 * L);
    b3.intoArray(w, s + 7 * L);
  }

  /** 1 score row over the whole depth. */
  static void scores1(float[] w, int q, int depth, float[] key, int k0, int s) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    for (int e = 0; e < depth; e++) {
      FloatVector x = FloatVector.fromArray(SPECIES, w, q + e * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, w, q + e * LANES + L);
      FloatVector c0 = FloatVector.broadcast(SPECIES, key[k0 + e]);
      a0 = c0.fma(x, a0);
      b0 = c0.fma(y, b0);
    }
    a0.intoArray(w, s);
    b0.intoArray(w, s + L);
  }

  /** 8 rows of Oᵀ plus their products over {@code keys} keys. */
  static void accumulate8(float[] w, int p, int keys, float[] value, int v, int stride, int o) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, w, o);
    FloatVector b0 = FloatVector.fromArray(SPECIES, w, o + L);
    FloatVector a1 = FloatVector.fromArray(SPECIES, w, o + 2 * L);
    FloatVector b1 = FloatVector.fromArray(SPECIES, w, o + 3 * L);
    FloatVector a2 = FloatVector.fromArray(SPECIES, w, o + 4 * L);
    FloatVector b2 = FloatVector.fromArray(SPECIES, w, o + 5 * L);
    FloatVector a3 = FloatVector.fromArray(SPECIES, w, o + 6 * L);
    FloatVector b3 = FloatVector.fromArray(SPECIES, w, o + 7 * L);
    FloatVector a4 = FloatVector.fromArray(SPECIES, w, o + 8 * L);
    FloatVector b4 = FloatVector.fromArray(SPECIES, w, o + 9 * L);
    FloatVector a5 = FloatVector.fromArray(SPECIES, w, o + 10 * L);
    FloatVector b5 = FloatVector.fromArray(SPECIES, w, o + 11 * L);
    FloatVector a6 = FloatVector.fromArray(SPECIES, w, o + 12 * L);
    FloatVector b6 = FloatVector.fromArray(SPECIES, w, o + 13 * L);
    FloatVector a7 = FloatVector.fromArray(SPECIES, w, o + 14 * L);
    FloatVector b7 = FloatVector.fromArray(SPECIES, w, o + 15 * L);
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, w, p + j * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, w, p + j * LANES + L);
      FloatVector c0 = FloatVector.broadcast(SPECIES, value[at]);
      a0 = c0.fma(x, a0);
      b0 = c0.fma(y, b0);
      FloatVector c1 = FloatVector.broadcast(SPECIES, value[at + 1]);
      a1 = c1.fma(x, a1);
      b1 = c1.fma(y, b1);
      FloatVector c2 = FloatVector.broadcast(SPECIES, value[at + 2]);
      a2 = c2.fma(x, a2);
      b2 = c2.fma(y, b2);
      FloatVector c3 = FloatVector.broadcast(SPECIES, value[at + 3]);
      a3 = c3.fma(x, a3);
      b3 = c3.fma(y, b3);
      FloatVector c4 = FloatVector.broadcast(SPECIES, value[at + 4]);
      a4 = c4.fma(x, a4);
      b4 = c4.fma(y, b4);
      FloatVector c5 = FloatVector.broadcast(SPECIES, value[at + 5]);
      a5 = c5.fma(x, a5);
      b5 = c5.fma(y, b5);
      FloatVector c6 = FloatVector.broadcast(SPECIES, value[at + 6]);
      a6 = c6.fma(x, a6);
      b6 = c6.fma(y, b6);
      FloatVector c7 = FloatVector.broadcast(SPECIES, value[at + 7]);
      a7 = c7.fma(x, a7);
      b7 = c7.fma(y, b7);
    }
    a0.intoArray(w, o);
    b0.intoArray(w, o + L);
    a1.intoArray(w, o + 2 * L);
    b1.intoArray(w, o + 3 * L);
    a2.intoArray(w, o + 4 * L);
    b2.intoArray(w, o + 5 * L);
    a3.intoArray(w, o + 6 * L);
    b3.intoArray(w, o + 7 * L);
    a4.intoArray(w, o + 8 * L);
    b4.intoArray(w, o + 9 * L);
    a5.intoArray(w, o + 10 * L);
    b5.intoArray(w, o + 11 * L);
    a6.intoArray(w, o + 12 * L);
    b6.intoArray(w, o + 13 * L);
    a7.intoArray(w, o + 14 * L);
    b7.intoArray(w, o + 15 * L);
  }

  /** 4 rows of Oᵀ plus their products over {@code keys} keys. */
  static void accumulate4(float[] w, int p, int keys, float[] value, int v, int stride, int o) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, w, o);
    FloatVector b0 = FloatVector.fromArray(SPECIES, w, o + L);
    FloatVector a1 = FloatVector.fromArray(SPECIES, w, o + 2 * L);
    FloatVector b1 = FloatVector.fromArray(SPECIES, w, o + 3 * L);
    FloatVector a2 = FloatVector.fromArray(SPECIES, w, o + 4 * L);
    FloatVector b2 = FloatVector.fromArray(SPECIES, w, o + 5 * L);
    FloatVector a3 = FloatVector.fromArray(SPECIES, w, o + 6 * L);
    FloatVector b3 = FloatVector.fromArray(SPECIES, w, o + 7 * L);
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, w, p + j * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, w, p + j * LANES + L);
      FloatVector c0 = FloatVector.broadcast(SPECIES, value[at]);
      a0 = c0.fma(x, a0);
      b0 = c0.fma(y, b0);
      FloatVector c1 = FloatVector.broadcast(SPECIES, value[at + 1]);
      a1 = c1.fma(x, a1);
      b1 = c1.fma(y, b1);
      FloatVector c2 = FloatVector.broadcast(SPECIES, value[at + 2]);
      a2 = c2.fma(x, a2);
      b2 = c2.fma(y, b2);
      FloatVector c3 = FloatVector.broadcast(SPECIES, value[at + 3]);
      a3 = c3.fma(x, a3);
      b3 = c3.fma(y, b3);
    }
    a0.intoArray(w, o);
    b0.intoArray(w, o + L);
    a1.intoArray(w, o + 2 * L);
    b1.intoArray(w, o + 3 * L);
    a2.intoArray(w, o + 4 * L);
    b2.intoArray(w, o + 5 * L);
    a3.intoArray(w, o + 6 * L);
    b3.intoArray(w, o + 7 * L);
  }

  /** 1 row of Oᵀ plus their products over {@code keys} keys. */
  static void accumulate1(float[] w, int p, int keys, float[] value, int v, int stride, int o) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, w, o);
    FloatVector b0 = FloatVector.fromArray(SPECIES, w, o + L);
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, w, p + j * LANES);
      FloatVector y = FloatVector.fromArray(SPECIES, w, p + j * LANES + L);
      FloatVector c0 = FloatVector.broadcast(SPECIES, value[at]);
      a0 = c0.fma(x, a0);
      b0 = c0.fma(y, b0);
    }
    a0.intoArray(w, o);
    b0.intoArray(w, o + L);
  }
}
