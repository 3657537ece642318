package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernels of Oᵀ = Vᵀ Pᵀ: R columns of V, broadcast one scalar at a time, times four vectors
 * of lanes; the form of {@link VectorScores} with one base and constant offsets, whose range checks
 * C2 merges.
 */
final class VectorValues {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int LANES = VectorScores.LANES;

  private VectorValues() {}

  /** 4 rows of Vᵀ Pᵀ over {@code keys} keys, added to what is there. */
  static void accumulate4(float[] t, int p, int keys, float[] value, int v0, int stride, int to) {
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
    int j = 0;
    for (; j + 1 < keys; j += 2) {
      int at0 = v0 + j * stride;
      FloatVector x0 = FloatVector.fromArray(SPECIES, t, p + j * LANES);
      FloatVector y0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + L);
      FloatVector z0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 2 * L);
      FloatVector w0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 3 * L);
      FloatVector s00 = FloatVector.broadcast(SPECIES, value[at0]);
      a0 = s00.fma(x0, a0);
      b0 = s00.fma(y0, b0);
      c0 = s00.fma(z0, c0);
      d0 = s00.fma(w0, d0);
      FloatVector s10 = FloatVector.broadcast(SPECIES, value[at0 + 1]);
      a1 = s10.fma(x0, a1);
      b1 = s10.fma(y0, b1);
      c1 = s10.fma(z0, c1);
      d1 = s10.fma(w0, d1);
      FloatVector s20 = FloatVector.broadcast(SPECIES, value[at0 + 2]);
      a2 = s20.fma(x0, a2);
      b2 = s20.fma(y0, b2);
      c2 = s20.fma(z0, c2);
      d2 = s20.fma(w0, d2);
      FloatVector s30 = FloatVector.broadcast(SPECIES, value[at0 + 3]);
      a3 = s30.fma(x0, a3);
      b3 = s30.fma(y0, b3);
      c3 = s30.fma(z0, c3);
      d3 = s30.fma(w0, d3);
      int at1 = v0 + (j + 1) * stride;
      FloatVector x1 = FloatVector.fromArray(SPECIES, t, p + (j + 1) * LANES);
      FloatVector y1 = FloatVector.fromArray(SPECIES, t, p + (j + 1) * LANES + L);
      FloatVector z1 = FloatVector.fromArray(SPECIES, t, p + (j + 1) * LANES + 2 * L);
      FloatVector w1 = FloatVector.fromArray(SPECIES, t, p + (j + 1) * LANES + 3 * L);
      FloatVector s01 = FloatVector.broadcast(SPECIES, value[at1]);
      a0 = s01.fma(x1, a0);
      b0 = s01.fma(y1, b0);
      c0 = s01.fma(z1, c0);
      d0 = s01.fma(w1, d0);
      FloatVector s11 = FloatVector.broadcast(SPECIES, value[at1 + 1]);
      a1 = s11.fma(x1, a1);
      b1 = s11.fma(y1, b1);
      c1 = s11.fma(z1, c1);
      d1 = s11.fma(w1, d1);
      FloatVector s21 = FloatVector.broadcast(SPECIES, value[at1 + 2]);
      a2 = s21.fma(x1, a2);
      b2 = s21.fma(y1, b2);
      c2 = s21.fma(z1, c2);
      d2 = s21.fma(w1, d2);
      FloatVector s31 = FloatVector.broadcast(SPECIES, value[at1 + 3]);
      a3 = s31.fma(x1, a3);
      b3 = s31.fma(y1, b3);
      c3 = s31.fma(z1, c3);
      d3 = s31.fma(w1, d3);
    }
    if (j < keys) {
      int at0 = v0 + j * stride;
      FloatVector x0 = FloatVector.fromArray(SPECIES, t, p + j * LANES);
      FloatVector y0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + L);
      FloatVector z0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 2 * L);
      FloatVector w0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 3 * L);
      FloatVector s00 = FloatVector.broadcast(SPECIES, value[at0]);
      a0 = s00.fma(x0, a0);
      b0 = s00.fma(y0, b0);
      c0 = s00.fma(z0, c0);
      d0 = s00.fma(w0, d0);
      FloatVector s10 = FloatVector.broadcast(SPECIES, value[at0 + 1]);
      a1 = s10.fma(x0, a1);
      b1 = s10.fma(y0, b1);
      c1 = s10.fma(z0, c1);
      d1 = s10.fma(w0, d1);
      FloatVector s20 = FloatVector.broadcast(SPECIES, value[at0 + 2]);
      a2 = s20.fma(x0, a2);
      b2 = s20.fma(y0, b2);
      c2 = s20.fma(z0, c2);
      d2 = s20.fma(w0, d2);
      FloatVector s30 = FloatVector.broadcast(SPECIES, value[at0 + 3]);
      a3 = s30.fma(x0, a3);
      b3 = s30.fma(y0, b3);
      c3 = s30.fma(z0, c3);
      d3 = s30.fma(w0, d3);
    }
    a0.add(FloatVector.fromArray(SPECIES, t, to)).intoArray(t, to);
    b0.add(FloatVector.fromArray(SPECIES, t, to + L)).intoArray(t, to + L);
    c0.add(FloatVector.fromArray(SPECIES, t, to + 2 * L)).intoArray(t, to + 2 * L);
    d0.add(FloatVector.fromArray(SPECIES, t, to + 3 * L)).intoArray(t, to + 3 * L);
    a1.add(FloatVector.fromArray(SPECIES, t, to + 4 * L)).intoArray(t, to + 4 * L);
    b1.add(FloatVector.fromArray(SPECIES, t, to + 5 * L)).intoArray(t, to + 5 * L);
    c1.add(FloatVector.fromArray(SPECIES, t, to + 6 * L)).intoArray(t, to + 6 * L);
    d1.add(FloatVector.fromArray(SPECIES, t, to + 7 * L)).intoArray(t, to + 7 * L);
    a2.add(FloatVector.fromArray(SPECIES, t, to + 8 * L)).intoArray(t, to + 8 * L);
    b2.add(FloatVector.fromArray(SPECIES, t, to + 9 * L)).intoArray(t, to + 9 * L);
    c2.add(FloatVector.fromArray(SPECIES, t, to + 10 * L)).intoArray(t, to + 10 * L);
    d2.add(FloatVector.fromArray(SPECIES, t, to + 11 * L)).intoArray(t, to + 11 * L);
    a3.add(FloatVector.fromArray(SPECIES, t, to + 12 * L)).intoArray(t, to + 12 * L);
    b3.add(FloatVector.fromArray(SPECIES, t, to + 13 * L)).intoArray(t, to + 13 * L);
    c3.add(FloatVector.fromArray(SPECIES, t, to + 14 * L)).intoArray(t, to + 14 * L);
    d3.add(FloatVector.fromArray(SPECIES, t, to + 15 * L)).intoArray(t, to + 15 * L);
  }

  /** 2 rows of Vᵀ Pᵀ over {@code keys} keys, added to what is there. */
  static void accumulate2(float[] t, int p, int keys, float[] value, int v0, int stride, int to) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      int at0 = v0 + j * stride;
      FloatVector x0 = FloatVector.fromArray(SPECIES, t, p + j * LANES);
      FloatVector y0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + L);
      FloatVector z0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 2 * L);
      FloatVector w0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 3 * L);
      FloatVector s00 = FloatVector.broadcast(SPECIES, value[at0]);
      a0 = s00.fma(x0, a0);
      b0 = s00.fma(y0, b0);
      c0 = s00.fma(z0, c0);
      d0 = s00.fma(w0, d0);
      FloatVector s10 = FloatVector.broadcast(SPECIES, value[at0 + 1]);
      a1 = s10.fma(x0, a1);
      b1 = s10.fma(y0, b1);
      c1 = s10.fma(z0, c1);
      d1 = s10.fma(w0, d1);
    }
    a0.add(FloatVector.fromArray(SPECIES, t, to)).intoArray(t, to);
    b0.add(FloatVector.fromArray(SPECIES, t, to + L)).intoArray(t, to + L);
    c0.add(FloatVector.fromArray(SPECIES, t, to + 2 * L)).intoArray(t, to + 2 * L);
    d0.add(FloatVector.fromArray(SPECIES, t, to + 3 * L)).intoArray(t, to + 3 * L);
    a1.add(FloatVector.fromArray(SPECIES, t, to + 4 * L)).intoArray(t, to + 4 * L);
    b1.add(FloatVector.fromArray(SPECIES, t, to + 5 * L)).intoArray(t, to + 5 * L);
    c1.add(FloatVector.fromArray(SPECIES, t, to + 6 * L)).intoArray(t, to + 6 * L);
    d1.add(FloatVector.fromArray(SPECIES, t, to + 7 * L)).intoArray(t, to + 7 * L);
  }

  /** 1 row of Vᵀ Pᵀ over {@code keys} keys, added to what is there. */
  static void accumulate1(float[] t, int p, int keys, float[] value, int v0, int stride, int to) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      int at0 = v0 + j * stride;
      FloatVector x0 = FloatVector.fromArray(SPECIES, t, p + j * LANES);
      FloatVector y0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + L);
      FloatVector z0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 2 * L);
      FloatVector w0 = FloatVector.fromArray(SPECIES, t, p + j * LANES + 3 * L);
      FloatVector s00 = FloatVector.broadcast(SPECIES, value[at0]);
      a0 = s00.fma(x0, a0);
      b0 = s00.fma(y0, b0);
      c0 = s00.fma(z0, c0);
      d0 = s00.fma(w0, d0);
    }
    a0.add(FloatVector.fromArray(SPECIES, t, to)).intoArray(t, to);
    b0.add(FloatVector.fromArray(SPECIES, t, to + L)).intoArray(t, to + L);
    c0.add(FloatVector.fromArray(SPECIES, t, to + 2 * L)).intoArray(t, to + 2 * L);
    d0.add(FloatVector.fromArray(SPECIES, t, to + 3 * L)).intoArray(t, to + 3 * L);
  }
}
