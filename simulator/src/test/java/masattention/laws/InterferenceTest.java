package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.random.RandomGenerator;
import masattention.input.InvalidInputException;
import masattention.interpret.timing.Durations;
import masattention.interpret.timing.Simulation;
import masattention.npu.Interference;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.program.Op;
import masattention.program.Program;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What units that slow each other do to programs. */
class InterferenceTest {
  private static final int CASES = Integer.getInteger("mas.laws.cases", 100);

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void everyLawHoldsOnMachinesWithInterference(Scheduler scheduler) {
    for (long seed = 1; seed <= CASES; seed++) {
      LawCase question = RandomCases.of(scheduler, seed);
      Interference interference = RandomMachines.interference(RandomCases.generator(seed));
      LawCase slowed = question.with(question.machine().withInterference(interference));
      Laws.violation(slowed)
          .ifPresent(law -> assertEquals("", law, slowed.commandLine(null) + interference.text()));
    }
  }

  /**
   * Never faster than without interference where no transfer waits for the channel. More of it may
   * be faster than less, seldom and by little, since ends are rounded up; both are counted.
   */
  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void interferenceIsNeverFasterThanNoneWhereNoTransferWaits(Scheduler scheduler) {
    int[] falls = new int[2];
    long contended = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      LawCase question = RandomCases.of(scheduler, seed);
      RandomGenerator random = RandomCases.generator(seed);
      Interference more = RandomMachines.interference(random);
      boolean mac = random.nextBoolean();
      Interference less =
          new Interference(
              mac ? more.macTenths() / 2 : more.macTenths(),
              mac ? more.vecTenths() : more.vecTenths() / 2);
      for (int waits = 0; waits < 2; waits++) {
        long none = cycles(question, Interference.NONE, waits == 0);
        long some = cycles(question, less, waits == 0);
        long most = cycles(question, more, waits == 0);
        if (waits == 0) {
          long lost = some - most;
          assertTrue(none <= Math.min(some, most), () -> scheduler + " " + question);
          assertTrue(lost <= Math.max(1, some / 100), () -> "%s by %d".formatted(scheduler, lost));
        } else if (Math.min(some, most) < none) {
          contended++;
        }
        falls[waits] += most < some ? 1 : 0;
      }
    }
    System.out.printf(
        "%s, %d cases: more interference faster than less in %d where no transfer waits, in %d"
            + " else; faster than none in 0 and %d%n",
        scheduler, CASES, falls[0], falls[1], contended);
    assertTrue(falls[0] <= 1 + CASES / 100, () -> scheduler + ": " + falls[0]);
  }

  private static long cycles(LawCase question, Interference interference, boolean freeTransfers) {
    NpuConfig machine = question.machine().withInterference(interference);
    Program program = ((Feasible) question.with(machine).schedule()).program();
    return (freeTransfers
            ? Simulation.run(program, freeTransfers(new Durations(machine)))
            : Simulation.run(program))
        .makespanCycles();
  }

  /** These durations, with transfers that take no time of the channel. */
  @SuppressWarnings("unchecked")
  private static Op.Visitor<Long> freeTransfers(Durations durations) {
    return (Op.Visitor<Long>)
        Proxy.newProxyInstance(
            Op.Visitor.class.getClassLoader(),
            new Class<?>[] {Op.Visitor.class},
            (proxy, method, arguments) ->
                arguments[0] instanceof Op.Load || arguments[0] instanceof Op.Store
                    ? 0L
                    : ((Op) arguments[0]).accept(durations));
  }

  @Test
  void aLayerWhoseProgramIsTooLongIsRefusedInOneLine() {
    AttentionShape shape = AttentionShape.selfAttention(64, 1 << 16, 1);
    NpuConfig machine = Machines.resolve("hopper-sm").config();
    Problem problem = Problem.of(shape, machine, Tiling.resident(shape, 64, 64).withResident(0, 0));
    assertEquals(
        "On hopper-sm, whose units slow each other (interference), a layer is costed by its whole"
            + " program, which mas makes too long at 64 rows and 64 columns; choose a"
            + " smaller layer or larger tiles.",
        assertThrows(
                InvalidInputException.class,
                () -> Evaluator.fast().evaluate(Schedulers.MAS, problem))
            .getMessage());
  }
}
