package masattention.benchmarks;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import masattention.kernel.AttentionInputs;
import masattention.kernel.KernelSetup;
import masattention.kernel.KernelShape;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The two products of OpenBLAS, head by head, without any softmax: more than a user of a matrix
 * library could reach. Its output is not attention and is not checked.
 */
public final class OpenBlasContender implements AttentionContender {

  @Override
  public String label() {
    return "openblas-products";
  }

  @Override
  public boolean takes(KernelSetup setup) {
    return PeerShapes.plain(setup);
  }

  @Override
  public AttentionCall prepare(KernelSetup setup, AttentionInputs inputs) {
    PeerShapes.require(this, setup);
    blas_set_num_threads(setup.threads());
    return new Call(setup, inputs);
  }

  private static final class Call implements AttentionCall {
    private final KernelSetup setup;
    private final KernelShape shape;
    private final FloatPointer query;
    private final FloatPointer key;
    private final FloatPointer value;
    private final FloatPointer scores;
    private final FloatPointer output;

    Call(KernelSetup setup, AttentionInputs inputs) {
      this.setup = setup;
      this.shape = setup.shape();
      query = new FloatPointer(inputs.query());
      key = new FloatPointer(inputs.key());
      value = new FloatPointer(inputs.value());
      scores = new FloatPointer((long) shape.seqQ() * shape.seqKv());
      output = new FloatPointer((long) inputs.query().length);
    }

    @Override
    public void run() {
      int n = shape.seqQ();
      int e = shape.headDim();
      for (int head = 0; head < shape.queryHeads(); head++) {
        long at = (long) head * n * e;
        query.position(at);
        key.position(at);
        value.position(at);
        output.position(at);
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, n, n, e, shape.scale(), query, e, key, e, 0f,
            scores, n);
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, n, e, n, 1f, scores, n, value, e, 0f,
            output, e);
      }
    }

    @Override
    public float[] firstOutputs(int floats) {
      return new float[0];
    }

    @Override
    public double flops() {
      return shape.flops();
    }

    @Override
    public double bytes() {
      return setup.storedBytes();
    }

    @Override
    public void close() {
      query.close();
      key.close();
      value.close();
      scores.close();
      output.close();
    }
  }
}
