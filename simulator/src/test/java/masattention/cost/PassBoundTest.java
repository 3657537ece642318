package masattention.cost;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import masattention.laws.LongRun;
import masattention.laws.RandomCases;
import masattention.laws.RandomMachines;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** Passes without a mask, most of them limited by the channel, take no less than their bound. */
class PassBoundTest {
  private static final int CASES = LongRun.or(6000, 200_000);
  private static final int MOST_SUB_TILES = 200;

  @Test
  void isNeverAboveThePlainEvaluation() {
    int reached = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Problem problem = problem(RandomCases.generator(seed));
      for (Scheduler scheduler : List.of(Schedulers.LAYER_WISE, Schedulers.SOFT_PIPE)) {
        boolean objects = scheduler.traits().objection(problem).isPresent();
        if (!objects && problem.scoreTiles() <= MOST_SUB_TILES) {
          long bound = scheduler.lowerBound(problem, Leeway.NONE).orElseThrow();
          long cycles = Evaluator.plain().evaluate(scheduler, problem).cycles();
          assertTrue(bound <= cycles, "seed %s: %s > %s".formatted(seed, bound, cycles));
          reached += bound == cycles ? 1 : 0;
        }
      }
    }
    assertTrue(reached > CASES / 200, "reached: only " + reached);
  }

  private static Problem problem(RandomGenerator random) {
    int kvHeads = 1 + random.nextInt(3);
    int width = 1 + random.nextInt(24);
    int queries = 1 + random.nextInt(24);
    int keys = 1 + random.nextInt(24);
    AttentionShape shape =
        new AttentionShape(1, kvHeads, kvHeads, queries, keys, width, width, false, 2);
    int rows = 1 + random.nextInt(shape.groupRows());
    Tiling tiling = Tiling.resident(shape, rows, 1 + random.nextInt(keys));
    if (random.nextBoolean()) {
      tiling = tiling.withResident(0, 0);
    }
    if (random.nextBoolean()) {
      tiling = tiling.withPartition(Partition.ROWS);
    }
    return Problem.of(shape, RandomMachines.random(random), tiling);
  }
}
