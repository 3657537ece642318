package masattention.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import masattention.kernel.KernelSetup;

/** One session of ONNX Runtime, all inputs and outputs in native memory beforehand. */
final class OnnxCall implements AttentionContender.AttentionCall {

  private final KernelSetup setup;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
  private FloatBuffer output;
  private int rowStride;

  OnnxCall(byte[] model, KernelSetup setup) throws OrtException {
    this.setup = setup;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(setup.threads());
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
    }
  }

  /** A copy of numbers in native memory. */
  static FloatBuffer direct(float[] numbers) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(numbers.length, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return buffer.put(numbers).rewind();
  }

  void input(String name, FloatBuffer numbers, long... sizes) throws OrtException {
    inputs.put(name, OnnxTensor.createTensor(environment, numbers, sizes));
  }

  void input(String name, int number, long... sizes) throws OrtException {
    IntBuffer buffer =
        ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder()).asIntBuffer();
    inputs.put(name, OnnxTensor.createTensor(environment, buffer.put(0, number), sizes));
  }

  void output(String name, FloatBuffer numbers, long... sizes) throws OrtException {
    outputs.put(name, OnnxTensor.createTensor(environment, numbers, sizes));
  }

  /** The output that is attention, and the floats from one row of the first head to the next. */
  void attention(String name, FloatBuffer numbers, int stride, long... sizes) throws OrtException {
    output(name, numbers, sizes);
    output = numbers;
    rowStride = stride;
  }

  @Override
  public void run() {
    try {
      session.run(inputs, Set.of(), outputs).close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] firstOutputs(int floats) {
    float[] first = new float[floats];
    int columns = setup.shape().valueDim();
    for (int i = 0; i < floats; i++) {
      first[i] = output.get(i / columns * rowStride + i % columns);
    }
    return first;
  }

  @Override
  public double flops() {
    return setup.shape().flops();
  }

  @Override
  public double bytes() {
    return setup.storedBytes();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
