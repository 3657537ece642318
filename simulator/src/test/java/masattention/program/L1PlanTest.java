package masattention.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import masattention.npu.HandMachine;
import org.junit.jupiter.api.Test;

class L1PlanTest {

  @Test
  void copiesCountForEveryCoreAndASharedBufferOnce() {
    L1Plan plan = new L1Plan(HandMachine.withL1(2, 1000));
    plan.perCore("Q", 2, 1, 30);
    plan.resident("K", 1, 3, 40, 10, true);
    // 2 cores · 2 copies · 30, and once 40 + 40 + 10
    assertEquals(2 * 2 * 30 + 90, plan.bytes());
    assertEquals(2 * 2 + 3, plan.slots());
  }

  @Test
  void phasesFollowEachOther() {
    L1Plan plan = new L1Plan(HandMachine.withL1(1, 100));
    plan.perCore("first", 1, 1, 60);
    plan.nextPhase();
    plan.perCore("second", 1, 1, 100);
    assertEquals(100, plan.bytes());
    assertTrue(plan.fits());
  }

  @Test
  void slotsAreDistinctAndDense() {
    L1Plan plan = new L1Plan(HandMachine.withL1(2, 1000));
    plan.perCore("Q", 2, 1, 30);
    Buffer keys = plan.perCore("K", 2, 3, 40);
    assertEquals(4, keys.slot(0, 0, 0));
    assertEquals(5, keys.slot(0, 0, 1));
    assertEquals(7, keys.slot(0, 1, 0));
    assertEquals(10, keys.slot(1, 0, 0));
    assertEquals(15, keys.slot(1, 1, 2));
    assertEquals(16, plan.slots());
  }

  @Test
  void whatDoesNotFitIsNamedWithBytesAndLimit() {
    L1Plan plan = new L1Plan(HandMachine.withL1(2, 200));
    plan.perCore("Q", 2, 1, 30);
    plan.resident("K", 1, 3, 40, 10, true);
    assertFalse(plan.fits());
    assertEquals(
        Optional.of(
            "the buffers need 210 bytes of L1 on 2 cores and hand has 200: "
                + "Q (each core) 2 x 30, K (shared) 1 x 90 bytes"),
        plan.misfit());
  }

  @Test
  void whatTakesNoRoomIsNotToBlame() {
    L1Plan plan = new L1Plan(HandMachine.withL1(1, 50));
    plan.perCore("Q", 2, 1, 30);
    plan.resident("K", 1, 0, 40, 10, true);
    assertEquals(
        Optional.of(
            "the buffers need 60 bytes of L1 on 1 cores and hand has 50: Q (each core) 2 x 30 bytes"),
        plan.misfit());
  }

  @Test
  void theLimitItselfFits() {
    L1Plan plan = new L1Plan(HandMachine.withL1(1, 60));
    plan.perCore("Q", 2, 1, 30);
    assertEquals(Optional.empty(), plan.misfit());
  }
}
