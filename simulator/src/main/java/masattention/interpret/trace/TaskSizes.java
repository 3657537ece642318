package masattention.interpret.trace;

import java.util.List;
import masattention.program.Op;

/** The sizes of a task, by name. */
final class TaskSizes implements Op.Visitor<List<TaskSizes.Size>> {
  private static final TaskSizes SIZES = new TaskSizes();

  private TaskSizes() {}

  /** One extent. */
  record Size(String name, long value) {}

  static List<Size> of(Op op) {
    return op.accept(SIZES);
  }

  @Override
  public List<Size> visit(Op.Load load) {
    return List.of(new Size("bytes", load.bytes()));
  }

  @Override
  public List<Size> visit(Op.Store store) {
    return List.of(new Size("bytes", store.bytes()));
  }

  @Override
  public List<Size> visit(Op.Matmul matmul) {
    return List.of(new Size("m", matmul.m()), new Size("k", matmul.k()), new Size("n", matmul.n()));
  }

  @Override
  public List<Size> visit(Op.Softmax softmax) {
    return extents(softmax.m(), softmax.n());
  }

  @Override
  public List<Size> visit(Op.OnlineSoftmax softmax) {
    return extents(softmax.m(), softmax.n());
  }

  @Override
  public List<Size> visit(Op.SpanSoftmax softmax) {
    return extents(softmax.m(), softmax.n());
  }

  @Override
  public List<Size> visit(Op.Rescale rescale) {
    return extents(rescale.m(), rescale.f());
  }

  @Override
  public List<Size> visit(Op.Normalize normalize) {
    return extents(normalize.m(), normalize.f());
  }

  private static List<Size> extents(long m, long n) {
    return List.of(new Size("m", m), new Size("n", n));
  }
}
