package masattention.benchmarks;

import masattention.kernel.KernelShape;

/**
 * The two ONNX models of attention, encoded by hand (field numbers of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>).
 */
final class OnnxGraphs {

  private static final int IR_VERSION = 10;
  private static final int FLOAT = 1;
  private static final int INTS = 7;

  private OnnxGraphs() {}

  /** The Attention operator of opset 23. */
  static byte[] attention(KernelShape shape) {
    return model(23, graph(shape).message(1, node("Attention", "Y", "Q", "K", "V")));
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
            .number(20, INTS);
    ProtobufMessage scale =
        new ProtobufMessage()
            .number(2, FLOAT)
            .text(8, "scale")
            .littleEndianFloat(9, shape.scale());
    return model(
        13,
        graph(shape)
            .message(1, node("Transpose", "Kt", "K").message(5, swap))
            .message(1, node("MatMul", "S", "Q", "Kt"))
            .message(1, node("Mul", "T", "S", "scale"))
            .message(1, node("Softmax", "P", "T"))
            .message(1, node("MatMul", "Y", "P", "V"))
            .message(5, scale));
  }

  private static ProtobufMessage node(String operator, String output, String... inputs) {
    ProtobufMessage node = new ProtobufMessage();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, operator);
  }

  private static ProtobufMessage graph(KernelShape shape) {
    return new ProtobufMessage()
        .text(2, "attention")
        .message(11, tensor("Q", shape))
        .message(11, tensor("K", shape))
        .message(11, tensor("V", shape))
        .message(12, tensor("Y", shape));
  }

  private static ProtobufMessage tensor(String name, KernelShape shape) {
    ProtobufMessage sizes = new ProtobufMessage();
    for (int size : new int[] {1, shape.queryHeads(), shape.seqQ(), shape.headDim()}) {
      sizes.message(1, new ProtobufMessage().number(1, size));
    }
    ProtobufMessage type = new ProtobufMessage().number(1, FLOAT).message(2, sizes);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, type));
  }

  private static byte[] model(int opset, ProtobufMessage graph) {
    return new ProtobufMessage()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new ProtobufMessage().text(1, "").number(2, opset))
        .toByteArray();
  }
}
