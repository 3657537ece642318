package masattention.reference;

import java.util.random.RandomGenerator;
import masattention.workload.AttentionShape;

/**
 * Q, K and V of an attention layer in FP32, row-major in the order of {@link AttentionShape}: Q is
 * [heads, seqQ, headDim], K [groups, seqKv, headDim], V [groups, seqKv, valueDim].
 */
public final class AttentionInputs {
  private final AttentionShape shape;
  private final float[] queries;
  private final float[] keys;
  private final float[] values;

  /**
   * The given numbers, not copied.
   *
   * @throws IllegalArgumentException when an array has another length than its matrix
   */
  public AttentionInputs(AttentionShape shape, float[] queries, float[] keys, float[] values) {
    check("queries", queries, (long) shape.heads() * shape.seqQ() * shape.headDim());
    check("keys", keys, (long) shape.groups() * shape.seqKv() * shape.headDim());
    check("values", values, (long) shape.groups() * shape.seqKv() * shape.valueDim());
    this.shape = shape;
    this.queries = queries;
    this.keys = keys;
    this.values = values;
  }

  private static void check(String name, float[] array, long size) {
    if (array.length != size) {
      throw new IllegalArgumentException(
          "The %s have %s elements, not %s.".formatted(name, array.length, size));
    }
  }

  /** Normally distributed inputs. */
  public static AttentionInputs random(AttentionShape shape, RandomGenerator random) {
    return new AttentionInputs(
        shape,
        random(random, (long) shape.heads() * shape.seqQ() * shape.headDim()),
        random(random, (long) shape.groups() * shape.seqKv() * shape.headDim()),
        random(random, (long) shape.groups() * shape.seqKv() * shape.valueDim()));
  }

  private static float[] random(RandomGenerator random, long size) {
    float[] array = new float[Math.toIntExact(size)];
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextGaussian();
    }
    return array;
  }

  /** The sizes of the layer. */
  public AttentionShape shape() {
    return shape;
  }

  /** Q itself, not a copy. */
  public float[] queries() {
    return queries;
  }

  /** K itself, not a copy. */
  public float[] keys() {
    return keys;
  }

  /** V itself, not a copy. */
  public float[] values() {
    return values;
  }

  /** The largest magnitude of an element of V. */
  public float largestValue() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
