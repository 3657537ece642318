package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The query heads of a group share their K and V: without a mask, a layer of grouped queries costs
 * what the layer costs in which every key/value head has one query head with the rows of all.
 */
class GroupedQueriesTest {
  private static final int CASES = Integer.getInteger("mas.laws.cases", 200);

  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void groupsCostWhatTheirRowsCostInOneHead(Scheduler scheduler) {
    int compared = 0;
    for (long seed = 1; seed <= 4L * CASES; seed++) {
      LawCase grouped = RandomCases.of(scheduler, seed);
      AttentionShape shape = grouped.shape();
      boolean comparable = shape.headsPerGroup() > 1 && !shape.isMasked();
      if (!comparable || scheduler.infeasibility(grouped.problem()).isPresent()) {
        continue;
      }
      LawCase packed = grouped.with(packed(shape));
      assertEquals(
          scheduler.plan(packed.problem()).bytes(), scheduler.plan(grouped.problem()).bytes());
      assertEquals(
          scheduler.lowerBound(packed.problem(), Leeway.NONE),
          scheduler.lowerBound(grouped.problem(), Leeway.NONE));
      Evaluation expected = cost(scheduler, packed.problem());
      assertEquals(expected, cost(scheduler, grouped.problem()), grouped::toString);
      assertEquals(
          expected, Evaluator.fast().evaluate(scheduler, grouped.problem()), grouped::toString);
      compared++;
    }
    assertTrue(compared > CASES / 4, "only %s cases".formatted(compared));
  }

  /**
   * A decode step of 32 heads over 8 key/value heads was 664,092 cycles and 44 MB, head by head.
   */
  @Test
  void aDecodeStepFetchesKeysAndValuesOnce() {
    AttentionShape decode = new AttentionShape(1, 32, 8, 1, 4096, 128, 128, false, 2);
    Evaluation found = best(decode);
    assertEquals(best(packed(decode)), found);
    assertTrue(found.cycles() <= 251_170, found::toString);
    long bytes = found.work().dramReadBytes() + found.work().dramWriteBytes();
    assertEquals(decode.compulsoryBytes(), bytes);
  }

  private static Evaluation best(AttentionShape shape) {
    NpuConfig machine = Machines.resolve("davinci").config();
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(
            new SearchTask(Schedulers.MAS, shape, machine, Objective.CYCLES),
            Evaluator.fast(),
            SearchSettings.unlimited(1))
        .best()
        .orElseThrow();
  }

  private static Evaluation cost(Scheduler scheduler, Problem problem) {
    return Evaluator.plain().evaluate(scheduler, problem);
  }

  private static AttentionShape packed(AttentionShape s) {
    return new AttentionShape(
        s.batch(),
        s.kvHeads(),
        s.kvHeads(),
        s.queryHeads() / s.kvHeads() * s.seqQ(),
        s.seqKv(),
        s.headDim(),
        s.valueDim(),
        false,
        AttentionShape.NO_WINDOW,
        s.elementBytes(),
        s.kElementBytes(),
        s.vElementBytes());
  }
}
