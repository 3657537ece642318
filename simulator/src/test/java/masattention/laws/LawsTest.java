package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@link Laws} over every scheduler and many small random cases. {@code -Plong} takes many
 * more, the schedulers side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class LawsTest {
  /**
   * Cases per scheduler and first seed; raise by {@code -Dmas.laws.cases=…} for a longer search.
   */
  private static final int CASES = Integer.getInteger("mas.laws.cases", 200);

  /** The first seeds of as many runs. */
  private static final List<Long> FIRST_SEEDS =
      Stream.of(System.getProperty("mas.laws.seed", "1").split(",")).map(Long::valueOf).toList();

  private static final Path COUNTEREXAMPLES = Path.of("target", "counterexamples");

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void everyCaseKeepsEveryLaw(Scheduler scheduler) {
    for (long first : FIRST_SEEDS) {
      everyCaseKeepsEveryLaw(scheduler, first);
    }
  }

  private static void everyCaseKeepsEveryLaw(Scheduler scheduler, long first) {
    int feasible = 0;
    for (long seed = first; seed < first + CASES; seed++) {
      LawCase question = RandomCases.of(scheduler, seed);
      if (Laws.violation(question).isPresent()) {
        fail(counterexample(question));
      }
      if (question.schedule() instanceof Feasible) {
        feasible++;
      }
    }
    assertEquals(CASES, feasible, "every case has the L1 that it needs");
  }

  /** What is wrong with the smallest case like this one, and how to see it again. */
  private static String counterexample(LawCase question) {
    LawCase smallest = Shrinking.smallest(question, c -> Laws.violation(c).isPresent());
    Path machine =
        COUNTEREXAMPLES
            .resolve("%s-%d.json".formatted(question.scheduler().id(), question.seed()))
            .toAbsolutePath();
    try {
      MachineText.write(smallest.machine(), machine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "%s%n%s%nShrunk from seed %d; all of its laws: mvn -pl simulator test -Dtest=%s -Dmas.laws.cases=1 -Dmas.laws.seed=%d"
        .formatted(
            Laws.violation(smallest).orElseThrow(),
            smallest.commandLine(machine),
            question.seed(),
            LawsTest.class.getSimpleName(),
            question.seed());
  }
}
