package masattention.kernel;

import java.util.Random;

/** Seeded random sizes for the laws over kernels: small ones, which find as much, or any. */
final class RandomCases {

  /** Scores of all heads together; the few sizes with more take most of the time. */
  private static final long MOST_SCORES = Boolean.getBoolean("mas.long") ? Long.MAX_VALUE : 30_000;

  private static final int[] LENGTHS = {1, 2, 7, 16, 33, 63, 64, 65, 100, 129, 207};
  private static final int[] DEPTHS = {1, 3, 8, 16, 20, 33, 64, 80};

  private RandomCases() {}

  static KernelShape shape(Random random) {
    KernelShape shape;
    do {
      shape = anyShape(random);
    } while (scores(shape) > MOST_SCORES);
    return shape;
  }

  private static long scores(KernelShape shape) {
    return (long) shape.batch() * shape.queryHeads() * shape.seqQ() * shape.seqKv();
  }

  private static KernelShape anyShape(Random random) {
    int kvHeads = 1 + random.nextInt(2);
    int group = 1 + random.nextInt(3);
    return new KernelShape(
        1 + random.nextInt(2),
        kvHeads * group,
        kvHeads,
        pick(random, LENGTHS),
        pick(random, LENGTHS),
        pick(random, DEPTHS),
        pick(random, DEPTHS),
        random.nextBoolean(),
        random.nextBoolean() ? 0 : 2 * random.nextInt(100) + 1);
  }

  static Blocking blocking(Random random) {
    return new Blocking(1 + random.nextInt(150), 1 + random.nextInt(300));
  }

  /** Ordinary queries with every fourth head row too large to be bounded. */
  static AttentionInputs mixedInputs(KernelSetup setup, long seed) {
    AttentionInputs inputs = InputKind.NORMAL.inputs(setup, seed);
    int stride = setup.layouts().query().rowStride();
    for (int row = 0; (row + 1) * stride <= inputs.query().length; row += 4) {
      for (int e = 0; e < setup.shape().headDim(); e++) {
        inputs.query()[row * stride + e] *= 40;
      }
    }
    return inputs;
  }

  private static int pick(Random random, int[] from) {
    return from[random.nextInt(from.length)];
  }
}
