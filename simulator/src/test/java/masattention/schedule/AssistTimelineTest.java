package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.npu.HandMachine;
import masattention.schedulers.Schedulers;
import masattention.tiling.Spans;
import org.junit.jupiter.api.Test;

/**
 * One row block of assist by hand, on the machine of {@link OneRowBlockTimelineTest}: 4 rows, 8
 * keys in two sub-tiles, whole rows. S0 runs 19 to 29, S1 29 to 39; V is there by then.
 */
class AssistTimelineTest {

  private static long makespan(int sums, int shifts) {
    Problem problem = HandCase.partial(HandCase.shape(1, 4, 8), HandMachine.oneCore(), 2, 2);
    Spans spans = Spans.whole(2).assisted(sums, shifts);
    Problem assisted =
        Problem.of(problem.shape(), problem.machine(), problem.tiling().withSpans(spans));
    return HandCase.run(Schedulers.ASSIST, assisted).makespanCycles();
  }

  /**
   * P: 2 + 32 · (max 1 + sub 1 + exp 4) / 8 = 26; O_j 4 × 4 × 5: 1 · 2 · 4 + 6 = 14; NORMALIZE 6;
   * the store 8, and 3 until it is there.
   */
  @Test
  void sumsOnTheMatrixUnit() {
    assertEquals(39 + 26 + 2 * 14 + 6 + 8 + 3, makespan(2, 0));
  }

  /**
   * MAX: 2 + 32 / 8 = 6; SHIFT of a sub-tile 4 × 1 × 4: 1 + 6 = 7; EXP: 2 + 32 · (exp 4 + add 1) /
   * 8 = 22; O_j: 10.
   */
  @Test
  void subtractionOnTheMatrixUnit() {
    assertEquals(39 + 6 + 2 * 7 + 22 + 2 * 10 + 6 + 8 + 3, makespan(0, 2));
  }

  /** EXP: 2 + (16 · sub 1 + 32 · exp 4 + 16 · add 1) / 8 = 22; one O of 14, one of 10. */
  @Test
  void halfOfEach() {
    assertEquals(39 + 6 + 7 + 22 + 14 + 10 + 6 + 8 + 3, makespan(1, 1));
  }
}
