package masattention.kernel;

import java.util.ArrayList;
import java.util.List;

/** The sizes and inputs of the table of errors. */
final class ExactnessCases {

  /**
   * One line of inputs.
   *
   * @param inputs the kind of numbers
   * @param shape the sizes
   * @param storage the format of K and V
   * @param seed of the generator
   */
  record Case(InputKind inputs, KernelShape shape, Storage storage, long seed) {
    Case(InputKind inputs, KernelShape shape, long seed) {
      this(inputs, shape, Storage.FP32, seed);
    }
  }

  private static final KernelShape DECODE = new KernelShape(1, 8, 2, 1, 1030, 64, 64, true);
  private static final KernelShape DECODE_FEW = new KernelShape(1, 6, 3, 3, 600, 20, 12, true, 90);

  private static final KernelShape SMALL = new KernelShape(1, 2, 1, 63, 63, 20, 12, false);
  private static final KernelShape SMALL_CAUSAL = new KernelShape(1, 2, 1, 63, 70, 20, 12, true);

  private static final KernelShape WINDOW = new KernelShape(1, 2, 2, 150, 190, 16, 40, false, 61);
  private static final KernelShape CAUSAL_WINDOW =
      new KernelShape(1, 6, 2, 150, 150, 16, 16, true, 40);

  private ExactnessCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    long seed = 1;
    for (KernelShape shape : shapes()) {
      cases.add(new Case(InputKind.NORMAL, shape, seed++));
    }
    for (InputKind kind : InputKind.values()) {
      cases.add(new Case(kind, SMALL, seed++));
      cases.add(new Case(kind, SMALL_CAUSAL, seed++));
    }
    cases.add(new Case(InputKind.HUGE_LOGITS, KernelShape.selfAttention(1, 33, 64), seed++));
    for (KernelShape shape : List.of(WINDOW)) {
      cases.add(new Case(InputKind.NORMAL, shape, seed++));
    }
    for (Storage storage : Storage.values()) {
      for (InputKind kind : InputKind.values()) {
        cases.add(new Case(kind, DECODE, storage, seed++));
      }
      cases.add(new Case(InputKind.NORMAL, DECODE_FEW, storage, seed++));
      cases.add(new Case(InputKind.NORMAL, CAUSAL_WINDOW, storage, seed++));
    }
    return cases;
  }

  private static List<KernelShape> shapes() {
    List<KernelShape> shapes = new ArrayList<>();
    for (int length : new int[] {1, 7, 16, 63, 207, 512}) {
      for (int headDim : new int[] {1, 32, 80}) {
        shapes.add(KernelShape.selfAttention(1, length, headDim));
      }
    }
    shapes.add(new KernelShape(2, 4, 2, 33, 65, 16, 24, true));
    shapes.add(new KernelShape(1, 6, 1, 1, 300, 64, 64, false));
    shapes.add(new KernelShape(1, 3, 3, 100, 40, 8, 8, true));
    return shapes;
  }
}
