package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.random.RandomGenerator;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fast evaluator against its judge, the whole program interpreted: on the small random cases of
 * the laws, and on cases with so many row blocks and heads that most of them are skipped.
 */
class FastEvaluatorTest {
  private static final int CASES = Integer.getInteger("mas.laws.cases", 200);
  private static final long FIRST_SEED = Long.getLong("mas.laws.seed", 1);

  private final Evaluator plain = Evaluator.plain();
  private final Evaluator fast = Evaluator.fast();

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void agreesOnSmallCases(Scheduler scheduler) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 4L * CASES; seed++) {
      LawCase question = RandomCases.of(scheduler, seed);
      if (scheduler.infeasibility(question.problem()).isEmpty()) {
        compare(scheduler, question.problem(), seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void agreesWhereMuchRepeats(Scheduler scheduler) {
    int compared = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      RandomGenerator random = RandomCases.generator(seed);
      int groups = random.nextInt(1, 9);
      int headsPerGroup = random.nextInt(3) == 0 ? random.nextInt(2, 9) : 1;
      int seqQ = random.nextInt(1, headsPerGroup == 1 ? 60 : 12);
      int seqKv = random.nextInt(1, 40);
      boolean causal = seqKv >= seqQ && random.nextInt(4) == 0;
      int depth = random.nextInt(1, 6);
      int heads = groups * headsPerGroup;
      AttentionShape shape =
          RandomCases.withWindow(
              new AttentionShape(1, heads, groups, seqQ, seqKv, depth, depth, causal, 2));
      NpuConfig machine = RandomMachines.withL1(RandomMachines.random(random), 1 << 16);
      Tiling tiling =
          Tiling.resident(
                  shape,
                  random.nextInt(1, Math.min(shape.groupRows(), 8) + 1),
                  random.nextInt(1, seqKv + 1))
              .withPartition(random.nextBoolean() ? Partition.HEADS : Partition.ROWS);
      if (random.nextInt(3) == 0) {
        tiling = tiling.withResident(0, 0);
      } else {
        tiling = tiling.withKvBuffers(shape.hasWindow() ? 1 : random.nextInt(1, 3));
      }
      Problem problem = Problem.of(shape, machine, tiling);
      if (scheduler.infeasibility(problem).isEmpty()) {
        compare(scheduler, problem, seed);
        compared++;
      }
    }
    assertTrue(compared > CASES / 8, "only %s cases were feasible".formatted(compared));
  }

  /** One thread's simulation serves all schedulers: what it remembers must not be another's. */
  @Test
  void oneSchedulerLeavesNothingBehindForTheNext() {
    int compared = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      RandomGenerator random = RandomCases.generator(seed);
      AttentionShape shape = AttentionShape.selfAttention(3, random.nextInt(1, 40), 4);
      NpuConfig machine =
          RandomMachines.withEvenRows(
              RandomMachines.withL1(RandomMachines.random(random), 1 << 20));
      int rows = random.nextInt(1, shape.seqQ() + 1);
      int cols = random.nextInt(1, shape.seqKv() + 1);
      Problem problem = Problem.of(shape, machine, Tiling.resident(shape, rows, cols));
      for (Scheduler scheduler : Schedulers.builtIn()) {
        if (scheduler.infeasibility(problem).isEmpty()) {
          compare(scheduler, problem, seed);
          compared++;
        }
      }
    }
    assertTrue(compared > CASES, "only %s cases were feasible".formatted(compared));
  }

  private void compare(Scheduler scheduler, Problem problem, long seed) {
    Evaluation expected = plain.evaluate(scheduler, problem);
    Evaluation actual = fast.evaluate(scheduler, problem);
    if (!expected.equals(actual)) {
      fail(
          "%s, seed %s: plain %s, fast %s of %s with %s on %s"
              .formatted(
                  scheduler.id(),
                  seed,
                  expected,
                  actual,
                  problem.shape(),
                  problem.tiling(),
                  problem.machine()));
    }
  }
}
