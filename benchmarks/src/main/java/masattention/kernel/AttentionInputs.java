package masattention.kernel;

/**
 * The three inputs of an attention call.
 *
 * <p>A plain holder: the arrays are not copied, and equality is that of the arrays' identity.
 */
@SuppressWarnings("ArrayRecordComponent")
public record AttentionInputs(float[] query, float[] key, float[] value) {

  /** Runs a kernel once on these inputs, with K and V rounded to its storage format. */
  public float[] attend(AttentionKernel kernel, KernelSetup setup) {
    try (PreparedAttention attention = kernel.prepare(setup)) {
      return attend(attention, setup);
    }
  }

  /** Runs a prepared kernel once. */
  float[] attend(PreparedAttention attention, KernelSetup setup) {
    float[] output = new float[setup.outputLength()];
    Storage storage = setup.storage();
    if (storage.isHalf()) {
      attention.attend(query, storage.round(key), storage.round(value), output);
    } else {
      attention.attend(query, key, value, output);
    }
    return output;
  }

  /** The inputs that are left when K and V were stored in a format. */
  public AttentionInputs stored(Storage storage) {
    return storage.isHalf()
        ? new AttentionInputs(
            query, storage.expand(storage.round(key)), storage.expand(storage.round(value)))
        : this;
  }

  /** The exact output. */
  public double[] exact(KernelSetup setup) {
    return DoubleOracle.attend(setup, query, key, value);
  }

  /** Largest finite |v|. */
  public double largestValue() {
    double largest = 0;
    for (float v : value) {
      if (Float.isFinite(v)) {
        largest = Math.max(largest, Math.abs(v));
      }
    }
    return largest;
  }
}
