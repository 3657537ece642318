package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernels of O = P V: the weights of four queries, broadcast one scalar at a time, times
 * up to four vectors of a row of V where it lies; the form of {@link VectorScores}.
 */
final class VectorValues {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int LANES = VectorScores.LANES;

  private VectorValues() {}

  /** 4 vectors of the rows of O of 4 queries. */
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
      FloatVector s0 = FloatVector.broadcast(SPECIES, t[p + j * LANES]);
      a0 = s0.fma(x, a0);
      b0 = s0.fma(y, b0);
      c0 = s0.fma(z, c0);
      d0 = s0.fma(w, d0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 1]);
      a1 = s1.fma(x, a1);
      b1 = s1.fma(y, b1);
      c1 = s1.fma(z, c1);
      d1 = s1.fma(w, d1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 2]);
      a2 = s2.fma(x, a2);
      b2 = s2.fma(y, b2);
      c2 = s2.fma(z, c2);
      d2 = s2.fma(w, d2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 3]);
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

  /** 3 vectors of the rows of O of 4 queries. */
  static void values4x3(
      float[] t, int p, int keys, float[] value, int v, int stride, int to, int width) {
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
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, value, at);
      FloatVector y = FloatVector.fromArray(SPECIES, value, at + L);
      FloatVector z = FloatVector.fromArray(SPECIES, value, at + 2 * L);
      FloatVector s0 = FloatVector.broadcast(SPECIES, t[p + j * LANES]);
      a0 = s0.fma(x, a0);
      b0 = s0.fma(y, b0);
      c0 = s0.fma(z, c0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 1]);
      a1 = s1.fma(x, a1);
      b1 = s1.fma(y, b1);
      c1 = s1.fma(z, c1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 2]);
      a2 = s2.fma(x, a2);
      b2 = s2.fma(y, b2);
      c2 = s2.fma(z, c2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 3]);
      a3 = s3.fma(x, a3);
      b3 = s3.fma(y, b3);
      c3 = s3.fma(z, c3);
    }
    a0.add(FloatVector.fromArray(SPECIES, t, to)).intoArray(t, to);
    b0.add(FloatVector.fromArray(SPECIES, t, to + L)).intoArray(t, to + L);
    c0.add(FloatVector.fromArray(SPECIES, t, to + 2 * L)).intoArray(t, to + 2 * L);
    int to1 = to + width;
    a1.add(FloatVector.fromArray(SPECIES, t, to1)).intoArray(t, to1);
    b1.add(FloatVector.fromArray(SPECIES, t, to1 + L)).intoArray(t, to1 + L);
    c1.add(FloatVector.fromArray(SPECIES, t, to1 + 2 * L)).intoArray(t, to1 + 2 * L);
    int to2 = to1 + width;
    a2.add(FloatVector.fromArray(SPECIES, t, to2)).intoArray(t, to2);
    b2.add(FloatVector.fromArray(SPECIES, t, to2 + L)).intoArray(t, to2 + L);
    c2.add(FloatVector.fromArray(SPECIES, t, to2 + 2 * L)).intoArray(t, to2 + 2 * L);
    int to3 = to2 + width;
    a3.add(FloatVector.fromArray(SPECIES, t, to3)).intoArray(t, to3);
    b3.add(FloatVector.fromArray(SPECIES, t, to3 + L)).intoArray(t, to3 + L);
    c3.add(FloatVector.fromArray(SPECIES, t, to3 + 2 * L)).intoArray(t, to3 + 2 * L);
  }

  /** 2 vectors of the rows of O of 4 queries. */
  static void values4x2(
      float[] t, int p, int keys, float[] value, int v, int stride, int to, int width) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, value, at);
      FloatVector y = FloatVector.fromArray(SPECIES, value, at + L);
      FloatVector s0 = FloatVector.broadcast(SPECIES, t[p + j * LANES]);
      a0 = s0.fma(x, a0);
      b0 = s0.fma(y, b0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 1]);
      a1 = s1.fma(x, a1);
      b1 = s1.fma(y, b1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 2]);
      a2 = s2.fma(x, a2);
      b2 = s2.fma(y, b2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 3]);
      a3 = s3.fma(x, a3);
      b3 = s3.fma(y, b3);
    }
    a0.add(FloatVector.fromArray(SPECIES, t, to)).intoArray(t, to);
    b0.add(FloatVector.fromArray(SPECIES, t, to + L)).intoArray(t, to + L);
    int to1 = to + width;
    a1.add(FloatVector.fromArray(SPECIES, t, to1)).intoArray(t, to1);
    b1.add(FloatVector.fromArray(SPECIES, t, to1 + L)).intoArray(t, to1 + L);
    int to2 = to1 + width;
    a2.add(FloatVector.fromArray(SPECIES, t, to2)).intoArray(t, to2);
    b2.add(FloatVector.fromArray(SPECIES, t, to2 + L)).intoArray(t, to2 + L);
    int to3 = to2 + width;
    a3.add(FloatVector.fromArray(SPECIES, t, to3)).intoArray(t, to3);
    b3.add(FloatVector.fromArray(SPECIES, t, to3 + L)).intoArray(t, to3 + L);
  }

  /** 1 vector of the rows of O of 4 queries. */
  static void values4x1(
      float[] t, int p, int keys, float[] value, int v, int stride, int to, int width) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      int at = v + j * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, value, at);
      FloatVector s0 = FloatVector.broadcast(SPECIES, t[p + j * LANES]);
      a0 = s0.fma(x, a0);
      FloatVector s1 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 1]);
      a1 = s1.fma(x, a1);
      FloatVector s2 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 2]);
      a2 = s2.fma(x, a2);
      FloatVector s3 = FloatVector.broadcast(SPECIES, t[p + j * LANES + 3]);
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
