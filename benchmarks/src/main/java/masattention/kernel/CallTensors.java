package masattention.kernel;

/**
 * The arrays of one call: Q and O, and K and V in the one storage format of the {@link
 * KernelSetup}. One instance serves all calls of a prepared kernel, so that a call allocates
 * nothing.
 */
final class CallTensors {

  float[] query;
  float[] output;

  /** K and V in FP32; null where they are stored otherwise. */
  float[] key;

  float[] value;

  /** K and V in half precision; null where they are stored in FP32. */
  short[] halfKey;

  short[] halfValue;

  void set(float[] query, float[] key, float[] value, float[] output) {
    this.query = query;
    this.key = key;
    this.value = value;
    this.halfKey = null;
    this.halfValue = null;
    this.output = output;
  }

  void setHalf(float[] query, short[] key, short[] value, float[] output) {
    this.query = query;
    this.key = null;
    this.value = null;
    this.halfKey = key;
    this.halfValue = value;
    this.output = output;
  }
}
