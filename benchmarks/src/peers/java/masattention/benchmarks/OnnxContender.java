package masattention.benchmarks;

import ai.onnxruntime.OrtException;
import java.util.function.Function;
import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelSetup;
import masattention.kernel.KernelShape;

/** ONNX Runtime on one graph of standard operators. */
abstract class OnnxContender implements AttentionContender {

  private final String label;
  private final Function<KernelShape, byte[]> graph;

  OnnxContender(String label, Function<KernelShape, byte[]> graph) {
    this.label = label;
    this.graph = graph;
  }

  /** The Attention operator, causal or not, with grouped heads or not. */
  public static final class Attention extends OnnxContender {
    public Attention() {
      super("onnx-attention", OnnxGraphs::attention);
    }

    @Override
    public boolean takes(KernelSetup setup) {
      return PeerShapes.usual(setup);
    }
  }

  /** The graph of single operators. */
  public static final class MatMul extends OnnxContender {
    public MatMul() {
      super("onnx-matmul", OnnxGraphs::matMulSoftmaxMatMul);
    }

    @Override
    public boolean takes(KernelSetup setup) {
      return PeerShapes.plain(setup);
    }
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public AttentionCall prepare(KernelSetup setup, AttentionInputs inputs) {
    PeerShapes.require(this, setup);
    KernelShape shape = setup.shape();
    int e = shape.headDim();
    try {
      OnnxCall call = new OnnxCall(graph.apply(shape), setup);
      call.input("Q", OnnxCall.direct(inputs.query()), 1, shape.queryHeads(), shape.seqQ(), e);
      call.input("K", OnnxCall.direct(inputs.key()), 1, shape.kvHeads(), shape.seqKv(), e);
      call.input("V", OnnxCall.direct(inputs.value()), 1, shape.kvHeads(), shape.seqKv(), e);
      float[] output = new float[setup.outputLength()];
      call.attention("Y", OnnxCall.direct(output), e, 1, shape.queryHeads(), shape.seqQ(), e);
      return call;
    } catch (OrtException failure) {
      throw new IllegalStateException("ONNX Runtime refuses the graph " + label, failure);
    }
  }
}
