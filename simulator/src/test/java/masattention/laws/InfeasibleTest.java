package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import masattention.npu.NpuConfig;
import masattention.program.Buffer;
import masattention.program.L1Plan;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedule.Scheduling.Infeasible;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tiling that does not fit is refused with the buffers, the bytes and the limit. */
class InfeasibleTest {
  private static final int CASES = 100;

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void oneByteTooFewPerCoreIsRefused(Scheduler scheduler) {
    for (long seed = 1; seed <= CASES; seed++) {
      LawCase fitting = RandomCases.of(scheduler, seed);
      L1Plan plan = scheduler.plan(fitting.problem());
      NpuConfig machine = fitting.machine();
      long share = (plan.bytes() - 1) / machine.cores();
      LawCase tight =
          fitting.with(RandomMachines.withL1(machine, Math.max(1, share * machine.cores())));
      L1Plan tightPlan = scheduler.plan(tight.problem());
      if (tightPlan.fits()) {
        assertTrue(scheduler.id().equals("mas-spill"), "only mas-spill has another way: " + tight);
        assertInstanceOf(Feasible.class, tight.schedule());
        continue;
      }
      String reason = assertInstanceOf(Infeasible.class, tight.schedule()).reason();
      assertNames(reason, Long.toString(tightPlan.bytes()));
      assertNames(reason, Long.toString(tight.machine().l1BytesPerCore() * machine.cores()));
      long most = 0;
      for (Buffer buffer : tightPlan.buffers()) {
        String named =
            "%s (%s) %d x %d"
                .formatted(
                    buffer.name(),
                    buffer.shared() ? "shared" : "each core",
                    buffer.isPassedThrough() ? 1 : buffer.copies(),
                    buffer.isPassedThrough() ? buffer.bytesPerOwner() : buffer.copyBytes());
        if (reason.contains(named)) {
          most += buffer.owners() * buffer.bytesPerOwner();
        }
      }
      assertTrue(most >= tightPlan.bytes(), "the buffers named make up the bytes: " + reason);
    }
  }

  private static void assertNames(String reason, String part) {
    assertTrue(reason.contains(part), () -> part + " is not in: " + reason);
  }
}
