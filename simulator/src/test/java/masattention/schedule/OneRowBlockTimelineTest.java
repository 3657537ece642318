package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import masattention.laws.RandomCases;
import masattention.npu.HandMachine;
import masattention.schedulers.Schedulers;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makespans of one head with one row block on one core, by hand.
 *
 * <p>M = 4, N = 8, E = F = 4, FP16, one block of 4 rows, two sub-tiles of 4 keys. From the rules of
 * the model, on {@link HandMachine}:
 *
 * <ul>
 *   <li>Q, O, a sub-tile of K, V, S or P: 4 · 4 · 2 = 32 bytes, 32 / 4 = 8 cycles of the channel,
 *       usable 3 cycles later; a row block of S or P: 64 bytes, 16 cycles.
 *   <li>Matmul 4 × 4 × 4: 1 · 1 · 4 + 6 = 10; on half the array, of 2 rows and with a fill of 2 + 4
 *       − 2 = 4: 2 · 1 · 4 + 4 = 12.
 *   <li>SOFTMAX 4 × 8: 2 + (32 · (1 + 1 + 4 + 1 + 1) + 4 · 4) / 8 = 2 + 272 / 8 = 36.
 *   <li>ONLINE_SOFTMAX 4 × 4: 2 + (16 · (1 + 1 + 4 + 1) + 4 · (1 + 1 + 4 + 1 + 1)) / 8 = 2 + 144 /
 *       8 = 20; RESCALE 4 × 4: 2 + 16 / 8 = 4; NORMALIZE: 2 + (16 + 16) / 8 = 6.
 *   <li>Every scheduler loads Q, K0, K1 first, usable at 11, 19 and 27. On the whole array S0 runs
 *       19 to 29, S1 29 to 39.
 * </ul>
 */
class OneRowBlockTimelineTest {
  private static final AttentionShape SHAPE = HandCase.shape(1, 4, 8);

  /** A built-in scheduler without a makespan by hand fails. */
  private static long byHand(Scheduler scheduler) {
    return switch (scheduler.id()) {
      case "layer-wise" -> layerWise();
      case "soft-pipe" -> softPipe();
      case "flat", "flat-no-prefetch", "flat-stream", "mas", "mas-spill" -> oneAfterTheOther();
      case "tileflow" -> tileFlow();
      case "fusemax", "assist" -> fuseMax();
      default -> throw new AssertionError(scheduler);
    };
  }

  private static long layerWise() {
    // S0 stored 29 to 37, S1 39 to 47: pass 1 ends at 47 + 3
    int scores = 39 + 8 + 3;
    // the row block of S in 16 + 3, softmax, the row block of P out in 16 + 3
    int softmax = scores + 16 + 3 + 36 + 16 + 3;
    // P0, P1, V0 in: 3 · 8 + 3; two products (V1 comes 8 later, before the second starts); O out
    int outputs = softmax + 3 * 8 + 3 + 10 + 10 + 8 + 3;
    assertEquals(182, outputs);
    return outputs;
  }

  private static long softPipe() {
    // S and P without a barrier between them, the row block of P out
    int probabilities = 39 + 36 + 16 + 3;
    int outputs = probabilities + 3 * 8 + 3 + 10 + 10 + 8 + 3;
    assertEquals(152, outputs);
    return outputs;
  }

  private static long oneAfterTheOther() {
    // V is usable at 43 (at 50 through the staging area), long before P is complete at 75
    int fused = 39 + 36 + 10 + 10 + 8 + 3;
    assertEquals(106, fused);
    return fused;
  }

  private static long tileFlow() {
    // S0, S1 on half the array from 19 on; P in the second round; both products in the third
    int halves = 19 + 2 * 12 + 36 + 2 * 12 + 8 + 3;
    assertEquals(114, halves);
    return halves;
  }

  private static long fuseMax() {
    // P0 29 to 49, P1 49 to 69 (S1 is there at 39), O0 49 to 59 beside it, then one after the other
    // the rescaling, the second product, the division and the store
    int onePass = 19 + 10 + 20 + 20 + 4 + 10 + 6 + 8 + 3;
    assertEquals(100, onePass);
    return onePass;
  }

  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void makespanIsThatComputedByHand(Scheduler scheduler) {
    int resident = scheduler == Schedulers.FLAT_STREAM ? 0 : 2;
    Problem problem = HandCase.partial(SHAPE, HandMachine.oneCore(), resident, resident);
    assertEquals(byHand(scheduler), HandCase.run(scheduler, problem).makespanCycles());
  }

  @Test
  void overwritingOneSubTileOfVCostsOneRowBlockNothing() {
    Problem problem = HandCase.partial(SHAPE, HandMachine.oneCore(), 2, 1);
    assertEquals(106, HandCase.run(Schedulers.MAS, problem).makespanCycles());
  }

  /**
   * N = 12, outputs divided. K2 is usable at 35, S2 runs 39 to 49 (on half the array 43 to 55).
   * SOFTMAX 4 × 12 without the division: 2 + 48 · 7 / 8 = 44 (with it 2 + (48 · 8 + 16) / 8 = 52);
   * then three products, NORMALIZE and the store. flat-stream, whose V arrives sub-tile by
   * sub-tile, waits for it and is left to the laws.
   */
  @ParameterizedTest
  @MethodSource("dividingOutputs")
  void dividingOutputsByHand(Scheduler scheduler) {
    Problem problem = HandCase.partial(HandCase.shape(1, 4, 12), HandMachine.oneCore(), 3, 3);
    int whole = 49 + 44 + 3 * 10 + 6 + 8 + 3;
    int halves = 55 + 44 + 3 * 12 + 6 + 8 + 3;
    assertEquals(
        scheduler.id().equals("tileflow") ? halves : whole,
        HandCase.run(scheduler, problem).makespanCycles());
  }

  static List<Scheduler> dividingOutputs() {
    return RandomCases.schedulers()
        .subList(Schedulers.builtIn().size(), RandomCases.schedulers().size())
        .stream()
        .filter(scheduler -> !List.of("flat-stream", "assist").contains(scheduler.id()))
        .toList();
  }
}
