package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import masattention.laws.LongRun;
import masattention.npu.Machines;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.RandomTasks;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluator;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** What a search knows that ends before it has a proof. */
class EffortTest {
  private static final int CASES = LongRun.or(12, 25);

  /** Enough for some evaluations of these small layers. */
  private static final int MOST = 6000;

  /** Tilings of a space at most: few spaces are larger, and take most of the time. */
  private static final int MOST_TILINGS = LongRun.or(2000, Integer.MAX_VALUE);

  /** What a gap is away from the exact quotient at most. */
  private static final double ROUNDING = 1e-12;

  @Test
  void nothingIsFurtherFromTheOptimumThanItsGap() {
    Random random = new Random(17);
    int open = 0;
    int missed = 0;
    for (int i = 0; i < CASES; i++) {
      for (Scheduler scheduler : Schedulers.builtIn()) {
        SearchTask task = next(random, scheduler, Objective.CYCLES);
        long effort = 1L + random.nextInt(MOST);
        SearchResult exact = search(task, SearchSettings.UNLIMITED, 1);
        SearchResult found = search(task, effort, 1);
        assertEquals(exact.best().isPresent(), found.best().isPresent(), task::toString);
        if (exact.best().isPresent()) {
          long cycles = found.best().orElseThrow().cycles();
          long fewest = exact.best().orElseThrow().cycles();
          String all = "%s: %s, at most %s too many".formatted(task, cycles, found.gap());
          assertTrue(cycles >= fewest, all);
          assertTrue(cycles <= (double) fewest * (1 + found.gap()) * (1 + ROUNDING), all);
          assertTrue(!found.provenOptimal() || found.gap() == 0, all);
          open += found.gap() > 0 ? 1 : 0;
          missed += cycles > fewest ? 1 : 0;
        }
      }
    }
    assertTrue(open > CASES, open + " without a proof");
    assertTrue(missed > 0, "all are the best, which shows little");
  }

  @Test
  void neitherIsTheEnergyOfTheBalanced() {
    Random random = new Random(18);
    int open = 0;
    for (int i = 0; i < CASES; i++) {
      for (Scheduler scheduler : Schedulers.builtIn()) {
        SearchTask task = next(random, scheduler, Objective.BALANCED);
        SearchResult exact = search(task, SearchSettings.UNLIMITED, 1);
        SearchResult found = search(task, 1L + random.nextInt(MOST), 1);
        if (found.fastestGap() == 0 && exact.best().isPresent()) {
          double least = exact.best().orElseThrow().energyPicojoules();
          double energy = found.best().orElseThrow().energyPicojoules();
          assertTrue(energy <= least * (1 + found.gap()) * (1 + ROUNDING), task::toString);
          open += found.gap() > 0 ? 1 : 0;
        }
      }
    }
    assertTrue(open > 0, "all are proven, which shows nothing");
  }

  @Test
  void threadsChangeNothing() {
    AttentionShape shape = AttentionShape.selfAttention(8, 1024, 64);
    for (Scheduler scheduler : Schedulers.builtIn()) {
      SearchTask task =
          new SearchTask(scheduler, shape, Machines.resolve("edge").config(), Objective.BALANCED);
      assertEquals(search(task, 20_000, 1), search(task, 20_000, 3), scheduler.id());
    }
  }

  /** The effort of an answer in seconds proves what is small to 0.1 %, and says so. */
  @Test
  void smallLayersAreProven() {
    int exact = 0;
    AttentionShape shape = AttentionShape.selfAttention(8, 256, 64);
    for (Scheduler scheduler : Schedulers.builtIn()) {
      SearchTask task =
          new SearchTask(scheduler, shape, Machines.resolve("davinci").config(), Objective.CYCLES);
      SearchResult found = search(task, SearchSettings.quick(shape), 1);
      long optimum = search(task, SearchSettings.UNLIMITED, 1).best().orElseThrow().cycles();
      assertTrue(found.gap() < 1.001e-3, scheduler.id());
      assertTrue(
          found.best().orElseThrow().cycles() <= optimum * (1 + found.gap()), scheduler.id());
      exact += found.gap() == 0 ? 1 : 0;
    }
    assertTrue(exact >= 8, exact + " proven exactly");
  }

  private static SearchTask next(Random random, Scheduler scheduler, Objective objective) {
    SearchTask task;
    do {
      task = RandomTasks.next(random, scheduler, objective);
    } while (task.space().feasible().skip(MOST_TILINGS).findFirst().isPresent());
    return task;
  }

  private static SearchResult search(SearchTask task, long effort, int threads) {
    return SearchAlgorithms.BRANCH_AND_BOUND.search(
        task, Evaluator.fast(), SearchSettings.unlimited(threads).withEffort(effort));
  }
}
