package masattention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link MemoryRead} with four vectors at a time, in pieces, so that the loop is compiled as a
 * method of its own and not while a single long call runs.
 */
final class VectorRead implements MemoryRead {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();
  private static final int H = SHORTS.length();

  /** Numbers of a piece: a multiple of four vectors. */
  private static final int PIECE = 1 << 13;

  @Override
  public int read(float[] numbers) {
    int kept = 0;
    for (int at = 0; at < numbers.length; at += PIECE) {
      kept |= piece(numbers, at, Math.min(numbers.length, at + PIECE));
    }
    return kept;
  }

  private static int piece(float[] numbers, int at, int end) {
    IntVector a = IntVector.zero(INTS);
    IntVector b = IntVector.zero(INTS);
    IntVector c = IntVector.zero(INTS);
    IntVector d = IntVector.zero(INTS);
    for (int i = at; i + 4 * L <= end; i += 4 * L) {
      a = a.or(FloatVector.fromArray(SPECIES, numbers, i).reinterpretAsInts());
      b = b.or(FloatVector.fromArray(SPECIES, numbers, i + L).reinterpretAsInts());
      c = c.or(FloatVector.fromArray(SPECIES, numbers, i + 2 * L).reinterpretAsInts());
      d = d.or(FloatVector.fromArray(SPECIES, numbers, i + 3 * L).reinterpretAsInts());
    }
    return a.or(b).or(c.or(d)).lane(0);
  }

  @Override
  public int read(short[] halves) {
    int kept = 0;
    for (int at = 0; at < halves.length; at += PIECE) {
      kept |= piece(halves, at, Math.min(halves.length, at + PIECE));
    }
    return kept;
  }

  private static int piece(short[] halves, int at, int end) {
    IntVector a = IntVector.zero(INTS);
    IntVector b = IntVector.zero(INTS);
    IntVector c = IntVector.zero(INTS);
    IntVector d = IntVector.zero(INTS);
    for (int i = at; i + 4 * H <= end; i += 4 * H) {
      a = a.or(ShortVector.fromArray(SHORTS, halves, i).reinterpretAsInts());
      b = b.or(ShortVector.fromArray(SHORTS, halves, i + H).reinterpretAsInts());
      c = c.or(ShortVector.fromArray(SHORTS, halves, i + 2 * H).reinterpretAsInts());
      d = d.or(ShortVector.fromArray(SHORTS, halves, i + 3 * H).reinterpretAsInts());
    }
    return a.or(b).or(c.or(d)).lane(0);
  }
}
