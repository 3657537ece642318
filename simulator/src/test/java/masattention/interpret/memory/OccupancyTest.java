package masattention.interpret.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import masattention.interpret.memory.Occupancy.Step;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.laws.RandomPrograms;
import masattention.laws.TwoTiles;
import masattention.program.Buffer;
import masattention.program.Program;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/** Occupancy of a timeline computed by hand. */
class OccupancyTest {
  /**
   * FLAT of {@link TwoTiles}, transfers of 1 byte per cycle and 2 cycles of latency; Q, K and V are
   * 2 × 1, 2 × 1 and 2 × 1 elements of 1 byte, S 2 × 2, O 2 × 1.
   *
   * <p>Q is loaded in cycles 0 to 2, K 2 to 4, V 4 to 6. S takes 2 · 2 + 0 = 4 cycles on the 1 × 1
   * array from cycle 6, when K is usable, to 10; P 4 cycles on one lane at 1 cycle per element to
   * 14; O 4 cycles to 18; its store 2 cycles to 20.
   */
  @Test
  void flatOfOneBlock() {
    Timeline timeline = Simulation.run(TwoTiles.flat());
    List<Step> expected =
        List.of(
            new Step(0, 2), // Q from its load on
            new Step(2, 4), // K
            new Step(4, 6), // V
            new Step(6, 10), // S beside Q, K, V
            new Step(10, 6), // S is done: Q and K go, S and V stay
            new Step(14, 8), // O comes
            new Step(18, 2), // P and V go
            new Step(20, 0)); // O is stored
    assertEquals(expected, Occupancy.of(timeline).steps());
    assertEquals(10, Occupancy.of(timeline).peakBytes());
    assertEquals(expected, Occupancy.ofCore(timeline, 0).steps());
  }

  /** Where there is one core and nothing is shared, what it uses is all that is used. */
  @Test
  void oneCoreUsesEverything() {
    int compared = 0;
    for (Scheduler scheduler : Schedulers.builtIn()) {
      for (Program program : RandomPrograms.of(scheduler, 40)) {
        boolean alone = program.plan().buffers().stream().noneMatch(Buffer::shared);
        if (program.machine().cores() == 1 && alone) {
          Timeline timeline = Simulation.run(program);
          assertEquals(Occupancy.of(timeline), Occupancy.ofCore(timeline, 0));
          compared++;
        }
      }
    }
    assertTrue(compared > 50, "only %d programs".formatted(compared));
  }

  @Test
  void addressesEndWhereTheBuffersEnd() {
    Program program = TwoTiles.flat();
    L1Addresses addresses = L1Addresses.of(program.plan());
    assertEquals(program.plan().bytes(), addresses.end());
    long next = 0;
    for (int slot = 0; slot < program.plan().slots(); slot++) {
      assertEquals(next, addresses.first(slot));
      next += addresses.bytes(slot);
    }
  }
}
