package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link MemoryRead} with four vectors at a time. */
final class VectorRead implements MemoryRead {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int H = SHORTS.length();

  @Override
  public int read(float[] numbers) {
    IntVector a = IntVector.zero(IntVector.SPECIES_PREFERRED);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (int i = 0; i + 4 * L <= numbers.length; i += 4 * L) {
      a = bits(numbers, i).lanewise(VectorOperators.XOR, a);
      b = bits(numbers, i + L).lanewise(VectorOperators.XOR, b);
      c = bits(numbers, i + 2 * L).lanewise(VectorOperators.XOR, c);
      d = bits(numbers, i + 3 * L).lanewise(VectorOperators.XOR, d);
    }
    return fold(a, b, c, d);
  }

  private static IntVector bits(float[] numbers, int at) {
    return FloatVector.fromArray(SPECIES, numbers, at).reinterpretAsInts();
  }

  @Override
  public int read(short[] halves) {
    IntVector a = IntVector.zero(IntVector.SPECIES_PREFERRED);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (int i = 0; i + 4 * H <= halves.length; i += 4 * H) {
      a = bits(halves, i).lanewise(VectorOperators.XOR, a);
      b = bits(halves, i + H).lanewise(VectorOperators.XOR, b);
      c = bits(halves, i + 2 * H).lanewise(VectorOperators.XOR, c);
      d = bits(halves, i + 3 * H).lanewise(VectorOperators.XOR, d);
    }
    return fold(a, b, c, d);
  }

  private static IntVector bits(short[] halves, int at) {
    return ShortVector.fromArray(SHORTS, halves, at).reinterpretAsInts();
  }

  private static int fold(IntVector a, IntVector b, IntVector c, IntVector d) {
    return a.lanewise(VectorOperators.XOR, b)
        .lanewise(VectorOperators.XOR, c.lanewise(VectorOperators.XOR, d))
        .reduceLanes(VectorOperators.XOR);
  }
}
