package masattention.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelShape;

/** ONNX Runtime on one graph, all inputs and the output in native memory beforehand. */
class OnnxContender implements AttentionContender {

  private final String label;
  private final Function<KernelShape, byte[]> graph;

  OnnxContender(String label, Function<KernelShape, byte[]> graph) {
    this.label = label;
    this.graph = graph;
  }

  /** The Attention operator. */
  public static final class Attention extends OnnxContender {
    public Attention() {
      super("onnx-attention", OnnxGraphs::attention);
    }
  }

  /** The graph of single operators. */
  public static final class MatMul extends OnnxContender {
    public MatMul() {
      super("onnx-matmul", OnnxGraphs::matMulSoftmaxMatMul);
    }
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public AttentionCall prepare(KernelShape shape, AttentionInputs inputs, int threads) {
    try {
      return new Call(graph.apply(shape), shape, inputs, threads);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the graph " + label, e);
    }
  }

  private static final class Call implements AttentionCall {
    private final KernelShape shape;
    private final OrtSession session;
    private final FloatBuffer output;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxValue> outputs;

    Call(byte[] model, KernelShape shape, AttentionInputs numbers, int threads)
        throws OrtException {
      this.shape = shape;
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(model, options);
      }
      long[] sizes = {1, shape.queryHeads(), shape.seqQ(), shape.headDim()};
      output = direct(new float[numbers.query().length]);
      inputs =
          Map.of(
              "Q", OnnxTensor.createTensor(environment, direct(numbers.query()), sizes),
              "K", OnnxTensor.createTensor(environment, direct(numbers.key()), sizes),
              "V", OnnxTensor.createTensor(environment, direct(numbers.value()), sizes));
      outputs = Map.of("Y", OnnxTensor.createTensor(environment, output, sizes));
    }

    private static FloatBuffer direct(float[] numbers) {
      FloatBuffer buffer =
          ByteBuffer.allocateDirect(numbers.length * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      return buffer.put(numbers).rewind();
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
      output.get(0, first);
      return first;
    }

    @Override
    public double flops() {
      return shape.flops();
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
}
