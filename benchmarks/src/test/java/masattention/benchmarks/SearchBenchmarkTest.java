package masattention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import masattention.search.SearchResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmark of the search runs, and what it measures is a proof. */
class SearchBenchmarkTest {

  @Test
  void provesAnOptimum() {
    SearchBenchmark benchmark = new SearchBenchmark();
    benchmark.sequence = 64;
    benchmark.setUp();
    SearchBenchmark.Work work = new SearchBenchmark.Work();
    SearchResult result = benchmark.provenOptimum(work);
    assertTrue(result.provenOptimal());
    assertEquals(result.evaluations(), work.evaluations);
  }

  /** Nothing depends on the time it takes, so another harness may run beside it. */
  @BeforeAll
  static void shareTheMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @AfterAll
  static void noLonger() {
    System.clearProperty("jmh.ignoreLock");
  }

  @Test
  void runsUnderTheHarness() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("^" + SearchBenchmark.class.getName() + "\\.")
                    .param("scheduler", "mas")
                    .param("sequence", "64")
                    .mode(Mode.Throughput)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(50))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertEquals(1, results.size());
    RunResult run = results.iterator().next();
    assertTrue(run.getPrimaryResult().getScore() > 0);
    assertTrue(
        run.getSecondaryResults().get("evaluations").getScore()
            >= run.getPrimaryResult().getScore());
  }
}
