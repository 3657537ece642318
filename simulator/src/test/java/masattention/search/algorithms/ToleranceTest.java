package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluator;
import masattention.search.space.TilingSpace;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

class ToleranceTest {
  private static final NpuConfig EDGE = Machines.resolve("edge").config();

  @Test
  void smallOptimaAndQuickProofsAreExact() {
    assertEquals(0, Tolerance.PROOF.share(Objective.CYCLES, 9_999_999, 1_000_000));
    assertEquals(0, Tolerance.PROOF.share(Objective.CYCLES, 1_000_000_000, 7));
    assertEquals("", Tolerance.words(Objective.CYCLES, 1_000_000_000, 7));
  }

  @Test
  void theMoreEvaluationsTheCoarser() {
    assertEquals(1e-6, Tolerance.PROOF.share(Objective.CYCLES, 10_000_000, 8));
    assertEquals(0, Tolerance.PROOF.share(Objective.BALANCED, 10_000_000, 63));
    assertEquals(" to 0.0001 %", Tolerance.words(Objective.CYCLES, 10_000_000, 63));
    assertEquals(1e-4, Tolerance.PROOF.share(Objective.CYCLES, 10_000_000, 64));
    assertEquals(" to 0.01 %", Tolerance.words(Objective.CYCLES, 10_000_000, 1023));
    assertEquals(1e-3, Tolerance.PROOF.share(Objective.CYCLES, 10_000_000, 1024));
    assertEquals(" to 0.1 %", Tolerance.words(Objective.CYCLES, 10_000_000, 1024));
  }

  @Test
  void anAnswerIsCoarserSooner() {
    assertEquals(0, Tolerance.ANSWER.share(Objective.CYCLES, 1_000_000_000, 255));
    assertEquals(1e-3, Tolerance.ANSWER.share(Objective.CYCLES, 1, 256));
  }

  /** At 1,536 tokens layer-wise has a floor that no tiling misses by much. */
  @Test
  void aLargeOptimumIsWithinItOfTheBest() {
    AttentionShape shape = AttentionShape.selfAttention(8, 1536, 64);
    SearchTask task = new SearchTask(Schedulers.LAYER_WISE, shape, EDGE, Objective.CYCLES);
    SearchSettings settings = SearchSettings.unlimited(1);
    SearchResult found = SearchAlgorithms.BRANCH_AND_BOUND.search(task, Evaluator.fast(), settings);
    long fewest = Long.MAX_VALUE;
    TilingSpace space = task.space();
    for (int rows : new int[] {64, 320}) {
      for (int cols : new int[] {64, 96, 128, 256, 512}) {
        fewest =
            space.feasible(rows, cols).stream()
                .mapToLong(
                    t -> Evaluator.fast().evaluate(task.scheduler(), task.problem(t)).cycles())
                .reduce(fewest, Math::min);
      }
    }
    long cycles = found.best().orElseThrow().cycles();
    assertTrue(Tolerance.PROOF.share(Objective.CYCLES, cycles, found.evaluations()) > 0);
    assertTrue(cycles <= fewest + fewest / 1000, cycles + " above " + fewest);
  }

  /** Told of an evaluation before its batch has ended, both of these would differ. */
  @Test
  void threadsChangeNothing() {
    threadsChangeNothing(1536, Objective.BALANCED);
    threadsChangeNothing(2048, Objective.CYCLES);
  }

  private static void threadsChangeNothing(int tokens, Objective objective) {
    AttentionShape shape = AttentionShape.selfAttention(12, tokens, 64);
    SearchTask task = new SearchTask(Schedulers.LAYER_WISE, shape, EDGE, objective);
    SearchResult one = search(task, 1);
    assertTrue(
        Tolerance.PROOF.share(
                Objective.CYCLES, one.best().orElseThrow().cycles(), one.evaluations())
            > 0);
    assertEquals(one, search(task, 4));
  }

  private static SearchResult search(SearchTask task, int threads) {
    return SearchAlgorithms.BRANCH_AND_BOUND.search(
        task, Evaluator.fast(), SearchSettings.unlimited(threads));
  }
}
