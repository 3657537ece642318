package masattention.search.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import masattention.laws.RandomMachines;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cores that drift against each other: what changes evenly is skipped, and takes its time. */
class DriftTest {
  private static final int SEEDS = 24;

  /** Many short row blocks of many sub-tiles, a few of them resident. */
  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void whatIsSkippedTakesItsTime(Scheduler scheduler) {
    int checked = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int groups = 1 + random.nextInt(3);
      int queries = 60 + random.nextInt(160);
      int keys = 20 + random.nextInt(180);
      AttentionShape shape = new AttentionShape(1, groups, groups, queries, keys, 5, 4, false, 2);
      NpuConfig machine =
          RandomMachines.withL1(RandomMachines.random(random), 1 << (13 + random.nextInt(7)));
      Tiling all = Tiling.resident(shape, 1 + random.nextInt(5), 1 + random.nextInt(12));
      int tiles = all.residentKeyTiles();
      Tiling few =
          all.withResident(Math.min(tiles, random.nextInt(6)), Math.min(tiles, random.nextInt(3)));
      Tiling tiling =
          List.of(all, few, all.withResident(0, 0))
              .get(random.nextInt(3))
              .withPartition(random.nextBoolean() ? Partition.HEADS : Partition.ROWS);
      Problem problem = Problem.of(shape, machine, tiling);
      if (scheduler.infeasibility(problem).isEmpty()) {
        checked++;
        assertEquals(
            Evaluator.plain().evaluate(scheduler, problem),
            Evaluator.fast().evaluate(scheduler, problem),
            () -> scheduler.id() + " " + problem);
      }
    }
    assertTrue(checked > 4, scheduler.id() + " " + checked);
  }

  /**
   * With these tilings the second core of {@code edge} loses a sub-tile against the first in every
   * row block. Four times as many row blocks cost less than twice as many transfers.
   */
  @Test
  void rowBlocksOfCoresThatDriftAreSkipped() {
    Tiling tileflow = tiling(26, 5).withResident(56, 0);
    Tiling mas = tiling(39, 9).withResident(0, 18);
    assertTrue(
        grants(Schedulers.TILEFLOW, 65_536, tileflow)
            < 2 * grants(Schedulers.TILEFLOW, 16_384, tileflow));
    assertTrue(grants(Schedulers.MAS, 65_536, mas) < 2 * grants(Schedulers.MAS, 16_384, mas));
  }

  private static Tiling tiling(int rows, int columns) {
    return Tiling.resident(shape(16_384), rows, columns).withPartition(Partition.ROWS);
  }

  private static AttentionShape shape(int queries) {
    return new AttentionShape(1, 4, 4, queries, 16_384, 128, 128, false, 2);
  }

  private static long grants(Scheduler scheduler, int queries, Tiling tiling) {
    NpuConfig edge = Machines.resolve("edge").config();
    return Grants.of(scheduler, Problem.of(shape(queries), edge, tiling));
  }
}
