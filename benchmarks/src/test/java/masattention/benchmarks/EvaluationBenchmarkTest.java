package masattention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.schedule.Scheduler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both benchmarks run, and both evaluate the same tilings alike. */
class EvaluationBenchmarkTest {
  private static final int SEQUENCE = 128;

  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void bothPathsAgree(Scheduler scheduler) {
    EvaluationBenchmark first = new EvaluationBenchmark();
    EvaluationBenchmark second = new EvaluationBenchmark();
    first.scheduler = scheduler.id();
    second.scheduler = scheduler.id();
    first.sequence = SEQUENCE;
    second.sequence = SEQUENCE;
    first.setUp();
    second.setUp();
    for (int i = 0; i < 3; i++) {
      assertEquals(second.plain(), first.fast());
    }
  }
}
