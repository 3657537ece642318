package masattention.benchmarks;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelShape;

/** PyTorch's scaled_dot_product_attention on the CPU, through DJL. */
public final class TorchContender implements AttentionContender {

  private static final String ENGINE = "PyTorch";

  @Override
  public String label() {
    return "torch-sdpa";
  }

  @Override
  public AttentionCall prepare(KernelShape shape, AttentionInputs inputs, int threads) {
    Engine.getEngine(ENGINE);
    JniUtils.setNumThreads(threads);
    NDManager manager = NDManager.newBaseManager(ENGINE);
    Model model = Model.newInstance("sdpa", ENGINE);
    try {
      ((PtModel) model).load(new ByteArrayInputStream(TorchScript.attention()));
    } catch (IOException | MalformedModelException e) {
      throw new IllegalStateException("PyTorch refuses the attention module.", e);
    }
    return new Call(shape, manager, model, inputs);
  }

  private static final class Call implements AttentionCall {
    private final KernelShape shape;
    private final NDManager manager;
    private final Model model;
    private final Block block;
    private final ParameterStore parameters;
    private final NDList inputs;

    Call(KernelShape shape, NDManager manager, Model model, AttentionInputs numbers) {
      this.shape = shape;
      this.manager = manager;
      this.model = model;
      this.block = model.getBlock();
      this.parameters = new ParameterStore(manager, false);
      Shape sizes = new Shape(1, shape.queryHeads(), shape.seqQ(), shape.headDim());
      this.inputs =
          new NDList(
              manager.create(numbers.query(), sizes),
              manager.create(numbers.key(), sizes),
              manager.create(numbers.value(), sizes));
    }

    @Override
    public void run() {
      block.forward(parameters, inputs, false).close();
    }

    @Override
    public float[] firstOutputs(int floats) {
      try (NDList outputs = block.forward(parameters, inputs, false)) {
        NDArray output = outputs.singletonOrThrow();
        return Arrays.copyOf(output.toFloatArray(), floats);
      }
    }

    @Override
    public double flops() {
      return shape.flops();
    }

    @Override
    public void close() {
      inputs.close();
      model.close();
      manager.close();
    }
  }
}
