package masattention.search;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedulers.Schedulers;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

class ToleranceTest {
  private static final NpuConfig EDGE = Machines.resolve("edge").config();

  @Test
  void smallOptimaAreExact() {
    assertTrue(Tolerance.isExact(9_999_999, 1_000_000));
    assertTrue(Tolerance.isExact(1_000_000_000, 63));
    assertFalse(Tolerance.isExact(10_000_000, 64));
  }

  @Test
  void nearIsATenThousandth() {
    assertTrue(Tolerance.isNear(10_000_000, 10_001_000));
    assertFalse(Tolerance.isNear(10_000_000, 10_001_001));
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
    assertFalse(Tolerance.isExact(cycles, found.evaluations()));
    assertTrue(cycles <= fewest + fewest / 10_000 + 1, cycles + " above " + fewest);
  }
}
