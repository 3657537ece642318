package masattention.interpret.hazard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import masattention.interpret.timing.Simulation;
import masattention.laws.TwoTiles;
import masattention.program.DependencyKind;
import masattention.program.StrippedProgram;
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
}
