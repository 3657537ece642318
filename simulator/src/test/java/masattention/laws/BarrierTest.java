package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.program.DependencyKind;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.StrippedProgram;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/** The one ordering that schedulers state, barriers, seen in their timelines. */
class BarrierTest {
  private static final int CASES = 60;
  private static final Set<EngineKind> ALL = EnumSet.allOf(EngineKind.class);
  private static final Set<EngineKind> COMPUTE =
      EnumSet.of(EngineKind.MAC_HALF_A, EngineKind.MAC_HALF_B, EngineKind.VEC);

  /** Of {@code flat-no-prefetch}, a core's block begins after the store of the one before. */
  @Test
  void nothingIsFetchedBeforeTheOutputIsStored() {
    check(Schedulers.FLAT_NO_PREFETCH, Op.Store.class, false, ALL);
  }

  /** Of {@code tileflow}, a core's round begins after all of the one before. */
  @Test
  void roundsFollowEachOther() {
    check(Schedulers.TILEFLOW, Op.Softmax.class, true, COMPUTE);
  }

  private static void check(
      Scheduler scheduler, Class<? extends Op> kind, boolean first, Set<EngineKind> scope) {
    boolean caught = false;
    for (Program program : RandomPrograms.of(scheduler, CASES)) {
      assertTrue(ordered(Simulation.run(program), kind, first, scope));
      Program without = StrippedProgram.of(program, DependencyKind.BARRIER);
      caught |= !ordered(Simulation.run(without), kind, first, scope);
    }
    assertTrue(caught, "without barriers the order is another");
  }

  /**
   * Whether on every core the tasks of {@code scope} from (or after) each task of {@code kind} on,
   * the first (or last) of a step, start after everything of the scope before them.
   */
  private static boolean ordered(
      Timeline timeline, Class<? extends Op> kind, boolean first, Set<EngineKind> scope) {
    Program program = timeline.program();
    int cores = program.machine().cores();
    long[] latestEnd = new long[cores];
    long[] stepBegins = new long[cores];
    for (int task = 0; task < program.size(); task++) {
      int core = EngineKind.coreOf(program.engine(task));
      if (!scope.contains(EngineKind.kindOf(program.engine(task)))) {
        continue;
      }
      if (first && kind.isInstance(program.op(task))) {
        stepBegins[core] = latestEnd[core];
      }
      if (timeline.startCycle(task) < stepBegins[core]) {
        return false;
      }
      latestEnd[core] = Math.max(latestEnd[core], timeline.endCycle(task));
      if (!first && kind.isInstance(program.op(task))) {
        stepBegins[core] = latestEnd[core];
      }
    }
    return true;
  }
}
