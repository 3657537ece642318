package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Twelve chains of fused multiply-adds, as many as sixteen registers hold beside the operands. */
final class VectorPeak implements FmaPeak {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;

  @Override
  public int flopsPerStep() {
    return 2 * CHAINS * SPECIES.length();
  }

  @Override
  public float multiplyAdd(int steps) {
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector term = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector x0 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector x1 = FloatVector.broadcast(SPECIES, 1f);
    FloatVector x2 = FloatVector.broadcast(SPECIES, 2f);
    FloatVector x3 = FloatVector.broadcast(SPECIES, 3f);
    FloatVector x4 = FloatVector.broadcast(SPECIES, 4f);
    FloatVector x5 = FloatVector.broadcast(SPECIES, 5f);
    FloatVector x6 = FloatVector.broadcast(SPECIES, 6f);
    FloatVector x7 = FloatVector.broadcast(SPECIES, 7f);
    FloatVector x8 = FloatVector.broadcast(SPECIES, 8f);
    FloatVector x9 = FloatVector.broadcast(SPECIES, 9f);
    FloatVector x10 = FloatVector.broadcast(SPECIES, 10f);
    FloatVector x11 = FloatVector.broadcast(SPECIES, 11f);
    for (int step = 0; step < steps; step++) {
      x0 = x0.fma(factor, term);
      x1 = x1.fma(factor, term);
      x2 = x2.fma(factor, term);
      x3 = x3.fma(factor, term);
      x4 = x4.fma(factor, term);
      x5 = x5.fma(factor, term);
      x6 = x6.fma(factor, term);
      x7 = x7.fma(factor, term);
      x8 = x8.fma(factor, term);
      x9 = x9.fma(factor, term);
      x10 = x10.fma(factor, term);
      x11 = x11.fma(factor, term);
    }
    return x0.add(x1)
        .add(x2)
        .add(x3)
        .add(x4)
        .add(x5)
        .add(x6)
        .add(x7)
        .add(x8)
        .add(x9)
        .add(x10)
        .add(x11)
        .reduceLanes(VectorOperators.ADD);
  }
}
