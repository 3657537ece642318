package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import masattention.input.InvalidInputException;
import masattention.laws.LongRun;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.Within;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The balanced tiling against its definition over every tiling of small spaces. */
class BalancedTest {
  private static final int CASES = 400;

  /** Tilings of a space at most, since all are evaluated. */
  private static final int MOST_TILINGS = LongRun.or(300, Integer.MAX_VALUE);

  private static final Evaluator FAST = Evaluator.fast();

  @Test
  void isTheThriftiestWithinReachOfTheFastest() {
    int slower = 0;
    for (int seed : AllIntegersTest.seeds(CASES, MOST_TILINGS)) {
      SearchTask task = task(seed);
      List<Evaluation> all =
          task.space()
              .feasible()
              .map(tiling -> FAST.evaluate(task.scheduler(), task.problem(tiling)))
              .toList();
      Optional<Evaluation> fastest = all.stream().min(Objective.CYCLES.order());
      SearchResult found = search(task, 1);
      String where = "seed " + seed;
      assertTrue(found.provenOptimal(), where);
      assertEquals(fastest, found.fastest(), where);
      assertEquals(balanced(all, task.within()), found.best(), where);
      assertEquals(found, search(task, 3), where);
      slower += found.best().equals(fastest) ? 0 : 1;
    }
    assertTrue(slower > CASES / 25, "only %d cases are not the fastest".formatted(slower));
  }

  /** 10,000·cycles ≤ (10,000 + hundredths of a percent)·fewest; least energy, ties as stated. */
  private static Optional<Evaluation> balanced(List<Evaluation> all, Within within) {
    long fewest = all.stream().mapToLong(Evaluation::cycles).min().orElse(0);
    return all.stream()
        .filter(one -> 10_000 * one.cycles() <= (10_000 + within.hundredths()) * fewest)
        .min(
            Comparator.comparingDouble(Evaluation::energyPicojoules)
                .thenComparingLong(Evaluation::cycles)
                .thenComparing(Evaluation::tiling));
  }

  private static SearchResult search(SearchTask task, int threads) {
    return SearchAlgorithms.BRANCH_AND_BOUND.search(task, FAST, SearchSettings.unlimited(threads));
  }

  private static SearchTask task(int seed) {
    SearchTask cycles = AllIntegersTest.task(seed);
    List<Within> shares =
        List.of(Within.DEFAULT, Within.DEFAULT, new Within(0), new Within(25), new Within(1000));
    return new SearchTask(cycles.scheduler(), cycles.shape(), cycles.machine(), Objective.BALANCED)
        .with(shares.get(new Random(seed).nextInt(shares.size())));
  }

  @Test
  void theLimitIsExact() {
    Random random = new Random(1);
    BigInteger whole = BigInteger.valueOf(10_000);
    for (int i = 0; i < 10_000; i++) {
      long fewest = random.nextLong(1L << (1 + random.nextInt(62)));
      int hundredths = random.nextInt(10_001);
      BigInteger exact =
          BigInteger.valueOf(fewest)
              .multiply(BigInteger.valueOf(10_000L + hundredths))
              .divide(whole);
      assertEquals(exact.longValueExact(), new Within(hundredths).limit(fewest));
    }
    assertEquals(101, Within.DEFAULT.limit(100));
    assertEquals(99, Within.DEFAULT.limit(99));
  }

  @ParameterizedTest
  @CsvSource({"1%, 100", "0%, 0", "0.25%, 25", "12.5%, 1250", "0.05%, 5", "100%, 10000"})
  void percentagesAreReadAndWritten(String text, int hundredths) {
    assertEquals(hundredths, Within.parse(text).hundredths());
    assertEquals(text, Within.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "", "%", "-1%", "1.234%", "100.01%", "101%", ".5%", "1,5%", "1e1%"})
  void anythingElseIsRefused(String text) {
    assertThrows(InvalidInputException.class, () -> Within.parse(text));
  }
}
