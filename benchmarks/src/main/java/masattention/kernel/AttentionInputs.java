package masattention.kernel;

/**
 * The three inputs of an attention call.
 *
 * <p>A plain holder: the arrays are not copied, and equality is that of the arrays' identity.
 */
@SuppressWarnings("ArrayRecordComponent")
public record AttentionInputs(float[] query, float[] key, float[] value) {

  /** Runs a kernel once on these inputs. */
  public float[] attend(AttentionKernel kernel, KernelSetup setup) {
    float[] output = new float[setup.outputLength()];
    try (PreparedAttention attention = kernel.prepare(setup)) {
      attention.attend(query, key, value, output);
    }
    return output;
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
