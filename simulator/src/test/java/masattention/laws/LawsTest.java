package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import masattention.schedule.Schedulers;
import masattention.schedule.Scheduling.Feasible;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The {@link Laws} over every scheduler and many small random cases. */
class LawsTest {
  /** Cases per scheduler; raise by {@code -Dmas.laws.cases=…} for a longer search. */
  private static final int CASES = Integer.getInteger("mas.laws.cases", 300);

  private static final long FIRST_SEED = Long.getLong("mas.laws.seed", 1);

  @ParameterizedTest
  @EnumSource(Schedulers.class)
  void everyCaseKeepsEveryLaw(Schedulers scheduler) {
    int feasible = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      LawCase question = RandomCases.of(scheduler, seed);
      Optional<String> violation = Laws.violation(question);
      if (violation.isPresent()) {
        LawCase smallest = Shrinking.smallest(question, c -> Laws.violation(c).isPresent());
        fail(Laws.violation(smallest).orElseThrow() + "\n" + smallest + "\nfrom " + question);
      }
      if (question.schedule() instanceof Feasible) {
        feasible++;
      }
    }
    assertEquals(CASES, feasible, "every case has the L1 that it needs");
  }
}
