package masattention.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import masattention.cost.BlockSteps.Step;
import masattention.npu.Machines;
import masattention.schedule.Problem;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** What two streams wait for each other. */
class StreamsTest {
  private static final int CASES = 2_000;
  private static final Spans SHIFTED = Spans.PLAIN.assisted(0, 1);

  /**
   * S P O and the division of one row block; of two, P_0 beside S_1, the first division beside O_1.
   */
  @Test
  void isWhatIsWorkedOutByHand() {
    Step step = new Step(10, 0, 0, 7, 0, 5, 3);
    assertEquals(25, cycles(load(1, 1), whole(step), whole(step), Spans.PLAIN, 100));
    assertEquals(35, cycles(load(1, 2), whole(step), whole(step), Spans.PLAIN, 100));
    Step shifted = new Step(10, 2, 4, 7, 0, 5, 3);
    assertEquals(31, cycles(load(1, 1), whole(shifted), whole(shifted), SHIFTED, 100));
  }

  /** Steps that are taken for their work alone take no longer than those that are looked at. */
  @Test
  void takesNoLongerWhereFewerStepsAreLookedAt() {
    int less = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      CoreLoad load = load(1 + random.nextInt(6), 1 + random.nextInt(9));
      boolean shifts = random.nextBoolean();
      int count = 1 + random.nextInt(9);
      BlockSteps full = steps(random, count, shifts);
      BlockSteps ragged = random.nextBoolean() ? full : steps(random, count, shifts);
      Spans spans = shifts ? SHIFTED : Spans.PLAIN;
      long all = cycles(load, full, ragged, spans, Integer.MAX_VALUE);
      long some = cycles(load, full, ragged, spans, 1 + random.nextInt(30));
      assertTrue(some <= all, "seed %d: %d > %d".formatted(seed, some, all));
      less += some < all ? 1 : 0;
    }
    assertTrue(less > CASES / 20, "only %d cases".formatted(less));
  }

  private static long cycles(
      CoreLoad load, BlockSteps full, BlockSteps ragged, Spans spans, int most) {
    return new Streams(load, full, ragged, spans, false, most).cycles();
  }

  private static BlockSteps whole(Step step) {
    return new BlockSteps(1, step, step, step);
  }

  private static BlockSteps steps(Random random, int count, boolean shifts) {
    return new BlockSteps(
        count,
        step(random, shifts, false, count == 1),
        step(random, shifts, true, false),
        step(random, shifts, true, true));
  }

  private static Step step(Random random, boolean shifts, boolean rescales, boolean divides) {
    return new Step(
        1 + random.nextInt(30),
        shifts ? 1 + random.nextInt(9) : 0,
        shifts ? 1 + random.nextInt(20) : 0,
        1 + random.nextInt(40),
        rescales ? random.nextInt(20) : 0,
        1 + random.nextInt(30),
        divides ? random.nextInt(60) : 0);
  }

  private static CoreLoad load(int groups, int rowBlocks) {
    AttentionShape shape = AttentionShape.selfAttention(groups, rowBlocks, 8);
    Tiling tiling = Tiling.resident(shape, 1, rowBlocks).withPartition(Partition.HEADS);
    return new CoreLoad(Problem.of(shape, Machines.resolve("flat-edge").config(), tiling), 0);
  }
}
