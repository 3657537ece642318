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
import masattention.kernel.KernelSetup;
import masattention.kernel.KernelShape;

/** PyTorch's scaled_dot_product_attention on the CPU, through DJL. */
abstract class TorchContender implements AttentionContender {

  private static final String ENGINE = "PyTorch";

  private final String label;
  private final boolean stacked;

  TorchContender(String label, boolean stacked) {
    this.label = label;
    this.stacked = stacked;
  }

  /** With its own flags for causal masks and grouped heads. */
  public static final class Sdpa extends TorchContender {
    public Sdpa() {
      super("torch-sdpa", false);
    }

    @Override
    public boolean takes(KernelSetup setup) {
      return PeerShapes.usual(setup);
    }
  }

  /** The one query of each head of a group given as rows of one head, which reads K and V once. */
  public static final class Stacked extends TorchContender {
    public Stacked() {
      super("torch-sdpa-stacked", true);
    }

    @Override
    public boolean takes(KernelSetup setup) {
      return PeerShapes.decode(setup) && setup.shape().headsPerGroup() > 1;
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
    Engine.getEngine(ENGINE);
    JniUtils.setNumThreads(setup.threads());
    NDManager manager = NDManager.newBaseManager(ENGINE);
    Model model = Model.newInstance("sdpa", ENGINE);
    try {
      ((PtModel) model).load(new ByteArrayInputStream(TorchScript.attention(shape.causal(), !stacked && shape.headsPerGroup() > 1)));
    } catch (IOException | MalformedModelException e) {
      throw new IllegalStateException("PyTorch refuses the attention module.", e);
    }
    int heads = stacked ? shape.kvHeads() : shape.queryHeads();
    Shape rows = new Shape(1, heads, shape.heads() * shape.seqQ() / heads, shape.headDim());
    return new Call(setup, rows, manager, model, inputs);
  }

  private static final class Call implements AttentionCall {
    private final KernelSetup setup;
    private final NDManager manager;
    private final Model model;
    private final Block block;
    private final ParameterStore parameters;
    private final NDList inputs;

    Call(
        KernelSetup setup, Shape rows, NDManager manager, Model model, AttentionInputs numbers) {
      this.setup = setup;
      KernelShape shape = setup.shape();
      this.manager = manager;
      this.model = model;
      this.block = model.getBlock();
      this.parameters = new ParameterStore(manager, false);
      Shape sizes = new Shape(1, shape.kvHeads(), shape.seqKv(), shape.headDim());
      this.inputs =
          new NDList(
              manager.create(numbers.query(), rows),
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
      return setup.shape().flops();
    }

    @Override
    public double bytes() {
      return setup.storedBytes();
    }

    @Override
    public void close() {
      inputs.close();
      model.close();
      manager.close();
    }
  }
}
