package masattention.cost;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import masattention.laws.LongRun;
import masattention.laws.RandomCases;
import masattention.laws.RandomMachines;
import masattention.npu.NpuConfig;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** Two cores that fetch nothing ahead take no less than they do in step. */
class InStepTest {
  private static final Scheduler SCHEDULER = Schedulers.FLAT_NO_PREFETCH;
  private static final int CASES = LongRun.or(3000, 100_000);
  private static final int MOST_SUB_TILES = 500;

  @Test
  void isNeverAboveThePlainEvaluation() {
    int inStep = 0;
    int inGroups = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Problem problem = problem(RandomCases.generator(seed));
      boolean objects = SCHEDULER.traits().objection(problem).isPresent();
      if (!objects && problem.scoreTiles() <= MOST_SUB_TILES) {
        LayerCycles layer = LayerCycles.of(SCHEDULER.traits(), problem, Leeway.NONE);
        InStep bounds = new InStep(problem, layer);
        long groups = bounds.groupAfterGroup(Leeway.NONE);
        long bound = SCHEDULER.lowerBound(problem, Leeway.NONE).orElseThrow();
        long cycles = Evaluator.plain().evaluate(SCHEDULER, problem).cycles();
        assertTrue(bound <= cycles, "seed %s: %s > %s".formatted(seed, bound, cycles));
        inStep += bounds.waits(Leeway.NONE) > 0 ? 1 : 0;
        inGroups += groups == bound ? 1 : 0;
      }
    }
    assertTrue(inStep > CASES / 100, "in step: only " + inStep);
    assertTrue(inGroups > CASES / 50, "group after group: only " + inGroups);
  }

  /** Two cores with room for all of K and V, of which all or nothing stays. */
  private static Problem problem(RandomGenerator random) {
    NpuConfig machine = RandomMachines.random(random);
    while (machine.cores() != 2) {
      machine = RandomMachines.random(random);
    }
    int kvHeads = 1 + random.nextInt(4);
    int width = 1 + random.nextInt(30);
    AttentionShape shape =
        new AttentionShape(
            1,
            kvHeads * (1 + random.nextInt(2)),
            kvHeads,
            1 + random.nextInt(60),
            1 + random.nextInt(40),
            width,
            random.nextInt(4) == 0 ? 1 + random.nextInt(30) : width,
            false,
            1 + random.nextInt(2));
    int rows = 1 + random.nextInt(shape.groupRows());
    Tiling tiling =
        Tiling.resident(shape, rows, 1 + random.nextInt(shape.seqKv()))
            .withPartition(random.nextBoolean() ? Partition.HEADS : Partition.ROWS);
    return Problem.of(shape, machine, random.nextBoolean() ? tiling : tiling.withResident(0, 0));
  }
}
