package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import masattention.laws.RandomMachines;
import masattention.npu.Machines;
import masattention.schedule.Problem;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** Optima that a space of few row and column counts, or of few residencies, has missed. */
class FormerlyMissedTest {

  private static Optional<Evaluation> best(SearchTask task) {
    SearchResult result =
        SearchAlgorithms.BRANCH_AND_BOUND.search(
            task, Evaluator.fast(), SearchSettings.unlimited(1));
    assertTrue(result.provenOptimal());
    return result.best();
  }

  @Test
  void longRowsOfMasOnDavinci() {
    SearchTask task =
        new SearchTask(
            Schedulers.named("mas").orElseThrow(),
            AttentionShape.selfAttention(12, 8192, 64),
            Machines.resolve("davinci").config(),
            Objective.CYCLES);
    assertTrue(best(task).orElseThrow().cycles() <= 100_032_590);
  }

  @Test
  void fuseMaxInEightKibibytes() {
    SearchTask task =
        new SearchTask(
            Schedulers.named("fusemax").orElseThrow(),
            AttentionShape.selfAttention(16, 257, 80),
            RandomMachines.withL1(Machines.resolve("edge").config(), 8192),
            Objective.CYCLES);
    Tiling small = Tiling.resident(task.shape(), 1, 8).withResident(0, 0);
    Problem problem = task.problem(small);
    assertEquals(42_436_158, Evaluator.fast().evaluate(task.scheduler(), problem).cycles());
    assertTrue(best(task).orElseThrow().cycles() <= 42_436_158);
  }

  /** It took 59,099 cycles where the last sub-tiles of K or of V went, but not of both. */
  @Test
  void aCausalLayerThatDoesNotFit() {
    SearchTask task =
        new SearchTask(
            Schedulers.named("tileflow").orElseThrow(),
            new AttentionShape(1, 8, 2, 256, 256, 128, 128, true, 2),
            RandomMachines.withL1(Machines.resolve("davinci").config(), 256 * 1024),
            Objective.CYCLES);
    assertTrue(best(task).orElseThrow().cycles() <= 46_134);
  }
}
