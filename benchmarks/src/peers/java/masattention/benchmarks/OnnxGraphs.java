package masattention.benchmarks;

import masattention.kernel.KernelShape;

/**
 * The ONNX models of attention, encoded by hand (field numbers of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>).
 */
final class OnnxGraphs {

  private static final int IR_VERSION = 10;
  private static final int FLOAT = 1;
  private static final int INT32 = 6;
  private static final int INT_ATTRIBUTE = 2;
  private static final int INTS_ATTRIBUTE = 7;
  private static final String MICROSOFT = "com.microsoft";

  private OnnxGraphs() {}

  /** The Attention operator of opset 23, with its causal flag and its grouped heads. */
  static byte[] attention(KernelShape shape) {
    return model(
        "",
        23,
        graph(shape)
            .message(
                1,
                node("Attention", "Q", "K", "V")
                    .text(2, "Y")
                    .message(5, attribute("is_causal", shape.causal() ? 1 : 0))));
  }

  /** Transpose, MatMul, Mul, Softmax, MatMul. */
  static byte[] matMulSoftmaxMatMul(KernelShape shape) {
    ProtobufMessage swap =
        new ProtobufMessage()
            .text(1, "perm")
            .number(8, 0)
            .number(8, 1)
            .number(8, 3)
            .number(8, 2)
            .number(20, INTS_ATTRIBUTE);
    ProtobufMessage scale =
        new ProtobufMessage()
            .number(2, FLOAT)
            .text(8, "scale")
            .littleEndianFloat(9, shape.scale());
    return model(
        "",
        13,
        graph(shape)
            .message(1, node("Transpose", "K").text(2, "Kt").message(5, swap))
            .message(1, node("MatMul", "Q", "Kt").text(2, "S"))
            .message(1, node("Mul", "S", "scale").text(2, "T"))
            .message(1, node("Softmax", "T").text(2, "P"))
            .message(1, node("MatMul", "P", "V").text(2, "Y"))
            .message(5, scale));
  }

  /**
   * ONNX Runtime's own GroupQueryAttention, always causal: new rows of all heads side by side,
   * appended to the cached K and V.
   *
   * @param cached positions in the cache that comes in and goes out; 0 if none comes in
   */
  static byte[] groupQueryAttention(KernelShape shape, int cached) {
    int m = shape.seqQ();
    int e = shape.headDim();
    int kv = shape.kvHeads();
    String past = cached > 0 ? "past_key" : "";
    String pastValue = cached > 0 ? "past_value" : "";
    ProtobufMessage node =
        node(
                "GroupQueryAttention",
                "query",
                "key",
                "value",
                past,
                pastValue,
                "seqlens_k",
                "total_sequence_length")
            .text(2, "output")
            .text(2, "present_key")
            .text(2, "present_value")
            .text(7, MICROSOFT)
            .message(5, attribute("num_heads", shape.queryHeads()))
            .message(5, attribute("kv_num_heads", kv));
    ProtobufMessage graph =
        new ProtobufMessage()
            .text(2, "attention")
            .message(1, node)
            .message(11, tensor("query", FLOAT, 1, m, shape.queryHeads() * e))
            .message(11, tensor("key", FLOAT, 1, m, kv * e))
            .message(11, tensor("value", FLOAT, 1, m, kv * e));
    if (cached > 0) {
      graph.message(11, tensor("past_key", FLOAT, 1, kv, cached, e));
      graph.message(11, tensor("past_value", FLOAT, 1, kv, cached, e));
    }
    graph
        .message(11, tensor("seqlens_k", INT32, 1))
        .message(11, tensor("total_sequence_length", INT32))
        .message(12, tensor("output", FLOAT, 1, m, shape.queryHeads() * e))
        .message(12, tensor("present_key", FLOAT, 1, kv, shape.seqKv(), e))
        .message(12, tensor("present_value", FLOAT, 1, kv, shape.seqKv(), e));
    return model(MICROSOFT, 1, graph);
  }

  private static ProtobufMessage attribute(String name, int value) {
    return new ProtobufMessage().text(1, name).number(3, value).number(20, INT_ATTRIBUTE);
  }

  private static ProtobufMessage node(String operator, String... inputs) {
    ProtobufMessage node = new ProtobufMessage();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(4, operator);
  }

  private static ProtobufMessage graph(KernelShape shape) {
    int e = shape.headDim();
    return new ProtobufMessage()
        .text(2, "attention")
        .message(11, tensor("Q", FLOAT, 1, shape.queryHeads(), shape.seqQ(), e))
        .message(11, tensor("K", FLOAT, 1, shape.kvHeads(), shape.seqKv(), e))
        .message(11, tensor("V", FLOAT, 1, shape.kvHeads(), shape.seqKv(), e))
        .message(12, tensor("Y", FLOAT, 1, shape.queryHeads(), shape.seqQ(), e));
  }

  private static ProtobufMessage tensor(String name, int element, int... dimensions) {
    ProtobufMessage sizes = new ProtobufMessage();
    for (int size : dimensions) {
      sizes.message(1, new ProtobufMessage().number(1, size));
    }
    ProtobufMessage type = new ProtobufMessage().number(1, element).message(2, sizes);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, type));
  }

  private static byte[] model(String domain, int opset, ProtobufMessage graph) {
    ProtobufMessage model =
        new ProtobufMessage()
            .number(1, IR_VERSION)
            .message(7, graph)
            .message(8, new ProtobufMessage().text(1, domain).number(2, opset));
    if (!domain.isEmpty()) {
      model.message(8, new ProtobufMessage().text(1, "").number(2, 13));
    }
    return model.toByteArray();
  }
}
