package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import masattention.interpret.hazard.HazardCheck;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.program.DependencyKind;
import masattention.program.Program;
import masattention.program.StrippedProgram;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws catch it when a kind of dependency is not derived. */
class MissingEdgeTest {
  private static final int CASES = LongRun.or(50, 400);

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void everyKindIsMissed(Scheduler scheduler) {
    Map<DependencyKind, Integer> hazards = new EnumMap<>(DependencyKind.class);
    Map<DependencyKind, Integer> numbers = new EnumMap<>(DependencyKind.class);
    for (long seed = 1; seed <= CASES; seed++) {
      if (!(RandomCases.of(scheduler, seed).schedule() instanceof Feasible feasible)) {
        continue;
      }
      for (DependencyKind kind : DependencyKind.values()) {
        Program stripped = StrippedProgram.of(feasible.program(), kind);
        Timeline timeline = Simulation.run(stripped);
        hazards.merge(kind, HazardCheck.violations(timeline).isEmpty() ? 0 : 1, Integer::sum);
        boolean exact = Numbers.violation(scheduler, seed, timeline).isEmpty();
        numbers.merge(kind, exact ? 0 : 1, Integer::sum);
      }
    }
    String found = scheduler.id() + ": hazards " + hazards + ", numbers " + numbers;
    for (DependencyKind kind : DependencyKind.values()) {
      boolean expected =
          switch (kind) {
            case READ_AFTER_WRITE, WRITE_AFTER_WRITE, WRITE_AFTER_READ -> true;
            // Where whole passes go through DRAM, a barrier orders them too.
            case LOAD_AFTER_STORE -> scheduler.id().equals("mas-spill");
            case BARRIER -> false;
          };
      if (expected) {
        assertTrue(numbers.get(kind) > 0 && hazards.get(kind) > 0, found);
      }
    }
    boolean phases = scheduler == Schedulers.LAYER_WISE || scheduler == Schedulers.SOFT_PIPE;
    assertEquals(phases, hazards.get(DependencyKind.BARRIER) > 0, found);
  }
}
