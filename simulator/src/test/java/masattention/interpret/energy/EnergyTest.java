package masattention.interpret.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.npu.EnergyCosts;
import masattention.npu.HandMachine;
import masattention.npu.NpuConfig;
import org.junit.jupiter.api.Test;

class EnergyTest {

  @Test
  void everyCountMeetsItsCost() {
    WorkCounts work =
        new WorkCounts(1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 3, 50, 7, 110, 13, 1700, 5, 6);
    Energy energy = Energy.of(work, 2000, HandMachine.oneCore());
    assertEquals(1, energy.macPicojoules());
    // add 2, sub 4, mul 8, max 16, exp 32, div 64
    assertEquals(20 + 400 + 8000 + 160_000 + 3_200_000 + 64_000_000, energy.vecPicojoules());
    // L0 read 1, write 2; L1 read 4, write 8; DRAM 16
    assertEquals(3 + 100, energy.l0Picojoules());
    assertEquals(28 + 880, energy.l1Picojoules());
    assertEquals(16 * 1713, energy.dramPicojoules());
    // 2000 cycles at 1 GHz are 2 µs, at 5 mW 10 nJ
    assertEquals(10_000, energy.staticPicojoules());
    assertEquals(1 + 67_368_420 + 103 + 908 + 27_408 + 10_000, energy.totalPicojoules());
  }

  /** Seven of everything at three picojoules each, so that no factor is one. */
  @Test
  void everyFactorMultiplies() {
    NpuConfig m = HandMachine.oneCore();
    NpuConfig machine =
        new NpuConfig(
            m.name(),
            2000,
            m.cores(),
            m.macRows(),
            m.macCols(),
            m.macDepth(),
            m.macFillCycles(),
            m.vectorLanes(),
            m.vectorCosts(),
            m.l1Bytes(),
            m.l1Shared(),
            m.l1BytesPerCyclePerCore(),
            m.dramMillibytesPerCycle(),
            m.dramLatencyCycles(),
            new EnergyCosts(3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3));
    WorkCounts work = new WorkCounts(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
    // 4000 cycles at 2 GHz are 2 µs, at 3 mW 6 nJ
    assertEquals(
        new Energy(21, 6 * 21, 2 * 21, 2 * 21, 2 * 21, 6000), Energy.of(work, 4000, machine));
  }
}
