package masattention.benchmarks;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelSetup;
import masattention.kernel.KernelShape;

/**
 * ONNX Runtime's GroupQueryAttention: a whole causal prompt without a cache, or one new token whose
 * K and V join a cache that stays where it is.
 */
public final class OnnxGroupQueryContender implements AttentionContender {

  @Override
  public String label() {
    return "onnx-gqa";
  }

  @Override
  public boolean takes(KernelSetup setup) {
    return setup.shape().headDim() % 8 == 0
        && (PeerShapes.decode(setup) || (PeerShapes.usual(setup) && setup.shape().causal()));
  }

  @Override
  public AttentionCall prepare(KernelSetup setup, AttentionInputs inputs) {
    PeerShapes.require(this, setup);
    try {
      return call(setup, inputs);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses GroupQueryAttention", e);
    }
  }

  private static OnnxCall call(KernelSetup setup, AttentionInputs inputs) throws OrtException {
    KernelShape shape = setup.shape();
    int e = shape.headDim();
    int m = shape.seqQ();
    int n = shape.seqKv();
    int heads = shape.queryHeads();
    int kv = shape.kvHeads();
    int queryWidth = heads * e;
    int keyWidth = kv * e;
    boolean cached = m < n;
    OnnxCall call = new OnnxCall(OnnxGraphs.groupQueryAttention(shape, cached ? n : 0), setup);
    call.input("query", OnnxCall.direct(lastRows(inputs.query(), heads, m, m, e)), 1, m, queryWidth);
    call.input("key", OnnxCall.direct(lastRows(inputs.key(), kv, n, m, e)), 1, m, keyWidth);
    call.input("value", OnnxCall.direct(lastRows(inputs.value(), kv, n, m, e)), 1, m, keyWidth);
    FloatBuffer keys = OnnxCall.direct(inputs.key());
    FloatBuffer values = OnnxCall.direct(inputs.value());
    if (cached) {
      call.input("past_key", keys, 1, kv, n, e);
      call.input("past_value", values, 1, kv, n, e);
    }
    call.input("seqlens_k", n - 1, 1);
    call.input("total_sequence_length", n);
    call.output("present_key", keys, 1, kv, n, e);
    call.output("present_value", values, 1, kv, n, e);
    float[] output = new float[setup.outputLength()];
    call.attention("output", OnnxCall.direct(output), queryWidth, 1, m, queryWidth);
    return call;
  }

  /** The last rows of each head, the heads of a row side by side. */
  private static float[] lastRows(float[] tensor, int heads, int rows, int last, int columns) {
    float[] together = new float[heads * last * columns];
    for (int head = 0; head < heads; head++) {
      for (int row = 0; row < last; row++) {
        int from = (head * rows + rows - last + row) * columns;
        System.arraycopy(tensor, from, together, (row * heads + head) * columns, columns);
      }
    }
    return together;
  }
}
