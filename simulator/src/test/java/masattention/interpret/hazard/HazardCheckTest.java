package masattention.interpret.hazard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.interpret.timing.Timelines;
import masattention.laws.RandomMachines;
import masattention.laws.RandomPrograms;
import masattention.laws.TwoTiles;
import masattention.npu.NpuConfig;
import masattention.program.DependencyKind;
import masattention.program.EditedProgram;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.StrippedProgram;
import masattention.program.Tensor;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/** The hazard checker on a program computed by hand, whole and without its dependencies. */
class HazardCheckTest {
  @Test
  void aWholeProgramIsClean() {
    assertEquals(List.of(), HazardCheck.violations(Simulation.run(TwoTiles.flat())));
  }

  /** Without them, S (task 3), P and O start at cycle 0 beside the load of Q. */
  @Test
  void readsBeforeTheirLoadsAreFound() {
    List<String> violations =
        HazardCheck.violations(
            Simulation.run(StrippedProgram.of(TwoTiles.flat(), DependencyKind.READ_AFTER_WRITE)));
    assertTrue(
        violations.contains(
            "Task 3 (MAC of core 0, cycles 0 to 4) reads slot 0 while"
                + " Task 0 (LOAD of core 0, cycles 0 to 4) writes slot 0,"
                + " with bytes in common from address 0 on."),
        violations.toString());
  }

  private static void assertFound(String expected, Timeline wrong) {
    List<String> violations = HazardCheck.violations(wrong);
    assertTrue(
        violations.stream().anyMatch(violation -> violation.contains(expected)),
        expected + " is not in " + violations);
  }

  /** The loads of Q, K and V take 2 cycles each, one after the other; S runs from 6 to 10. */
  @Test
  void anEngineRunsOneTaskAtATime() {
    Timeline right = Simulation.run(TwoTiles.flat());
    Timeline early = Timelines.with(right, 1, 1, 3, 5);
    assertFound(
        "Task 1 (LOAD of core 0, cycles 1 to 5) starts before"
            + " Task 0 (LOAD of core 0, cycles 0 to 4) leaves its engine.",
        early);
    assertFound(
        "Task 1 (LOAD of core 0, cycles 1 to 5) uses the DRAM channel beside"
            + " Task 0 (LOAD of core 0, cycles 0 to 4).",
        early);
  }

  @Test
  void aTaskEndsNotBeforeItStarts() {
    Timeline right = Simulation.run(TwoTiles.flat());
    assertFound("ends before it starts.", Timelines.with(right, 4, 10, 9, 9));
    assertFound("ends before it starts.", Timelines.with(right, 4, 10, 14, 13));
    assertEquals(List.of(), HazardCheck.violations(Timelines.with(right, 4, 10, 10, 10)));
  }

  @Test
  void aTaskWaitsForWhatItDependsOn() {
    Timeline right = Simulation.run(TwoTiles.flat());
    assertFound(
        "Task 3 (MAC of core 0, cycles 5 to 9) starts before cycle 6, when"
            + " Task 1 (LOAD of core 0, cycles 2 to 6) has finished.",
        Timelines.with(right, 3, 5, 9, 9));
  }

  @Test
  void theBytesInCommonAreNamedByTheirAddress() {
    Timeline right = Simulation.run(TwoTiles.flat());
    // O lies behind Q (2 copies of 2 bytes) and the scores (4 bytes); it is written from 14 to 18
    assertFound(
        "Task 6 (STORE of core 0, cycles 16 to 18) reads slot 3 while"
            + " Task 5 (MAC of core 0, cycles 14 to 18) writes slot 3,"
            + " with bytes in common from address 8 on.",
        Timelines.with(right, 6, 16, 18, 20));
  }

  @Test
  void theBuffersLieWithinL1() {
    Program program = TwoTiles.flat();
    long needed = program.plan().bytes();
    NpuConfig just = RandomMachines.withL1(program.machine(), needed);
    NpuConfig tight = RandomMachines.withL1(program.machine(), needed - 1);
    assertEquals(
        List.of(), HazardCheck.violations(Simulation.run(EditedProgram.on(program, just))));
    assertFound(
        "The buffers reach address %d of an L1 of %d bytes.".formatted(needed, needed - 1),
        Simulation.run(EditedProgram.on(program, tight)));
  }

  /** Loads come after the stores of what they load; each is moved to the store's last cycle. */
  @Test
  void nothingIsLoadedBeforeItIsStored() {
    int found = 0;
    for (Program program : RandomPrograms.of(Schedulers.LAYER_WISE, 5)) {
      Timeline right = Simulation.run(program);
      for (int task = 0; task < program.size(); task++) {
        if (!(program.op(task) instanceof Op.Load load) || load.tensor() != Tensor.S) {
          continue;
        }
        long stored = 0;
        for (int i = program.firstAccess(task); i < program.firstAccess(task + 1); i++) {
          stored = Math.max(stored, storeEnd(right, program.tileWritten(i)));
        }
        assertFound("has not stored yet.", at(right, task, stored - 1));
        assertTrue(
            HazardCheck.violations(at(right, task, stored)).stream()
                .noneMatch(violation -> violation.contains("has not stored yet.")));
        found++;
      }
    }
    assertTrue(found > 20, "only %d loads of S".formatted(found));
  }

  private static Timeline at(Timeline timeline, int task, long start) {
    long later = start - timeline.startCycle(task);
    return Timelines.with(
        timeline,
        task,
        start,
        timeline.releaseCycle(task) + later,
        timeline.endCycle(task) + later);
  }

  private static long storeEnd(Timeline timeline, long tile) {
    Program program = timeline.program();
    for (int task = 0; task < program.size(); task++) {
      for (int i = program.firstAccess(task); i < program.firstAccess(task + 1); i++) {
        if (program.op(task) instanceof Op.Store && program.tileRead(i) == tile) {
          return timeline.endCycle(task);
        }
      }
    }
    throw new AssertionError("nothing stores " + tile);
  }
}
