package masattention.search.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** Random cases that skipped too much once, each for a reason that few others have. */
class FoundCasesTest {

  /** Two states with another transfer between them are not a period of streamed sub-tiles. */
  @Test
  void anotherTransferBetweenStreamedSubTiles() {
    AttentionShape shape = new AttentionShape(1, 1, 1, 36, 194, 3, 3, false, 2);
    Tiling tiling = Tiling.resident(shape, 12, 3).withPartition(Partition.ROWS).withResident(0, 0);
    VectorCosts costs = new VectorCosts(1400, 1000, 4000, 1000, 1000, 1532, 1400, 18);
    agree(
        Schedulers.MAS, Problem.of(shape, machine(5, 5, 8, 5, costs, 1 << 16, 4, 363, 6), tiling));
  }

  /** Row blocks of two groups are not a period: a ragged one is between them. */
  @Test
  void rowBlocksOfTwoGroups() {
    AttentionShape shape = new AttentionShape(2, 32, 16, 92, 104, 9, 4, false, 1);
    Tiling tiling = Tiling.resident(shape, 5, 7).withResident(2, 12).withKvBuffers(2);
    VectorCosts costs = new VectorCosts(700, 1000, 4000, 1000, 1000, 1442, 0, 2);
    agree(
        Schedulers.FLAT,
        Problem.of(shape, machine(6, 2, 6, 2, costs, 1 << 15, 36, 9464, 54), tiling));
  }

  /** The barrier before a run of products is still known when names have been forgotten. */
  @Test
  void aBarrierWhileNamesAreForgotten() {
    AttentionShape shape = new AttentionShape(1, 12, 12, 512, 512, 64, 64, true, 2);
    Tiling tiling = Tiling.resident(shape, 74, 16).withPartition(Partition.ROWS);
    agree(
        Schedulers.TILEFLOW,
        Problem.of(shape, Machines.resolve("edge").config(), tiling.withResident(24, 32)));
  }

  private static void agree(Scheduler scheduler, Problem problem) {
    assertEquals(
        Evaluator.plain().evaluate(scheduler, problem).cycles(),
        Evaluator.fast().evaluate(scheduler, problem).cycles());
  }

  private static NpuConfig machine(
      int rows,
      int cols,
      long fill,
      int lanes,
      VectorCosts costs,
      long l1Bytes,
      long l1Bandwidth,
      long dramMillibytes,
      long latency) {
    return new NpuConfig(
        "found",
        1000,
        2,
        rows,
        cols,
        2,
        fill,
        lanes,
        costs,
        l1Bytes,
        l1Bytes == 1 << 16,
        l1Bandwidth,
        dramMillibytes,
        latency,
        Machines.resolve("edge").config().energyCosts());
  }
}
