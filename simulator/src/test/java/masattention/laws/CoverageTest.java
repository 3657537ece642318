package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import masattention.interpret.energy.Work;
import masattention.program.Program;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedule.Traits.Residency;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The random cases of {@link LawsTest} reach every feature that the laws are about. */
class CoverageTest {
  private static final int CASES = 400;
  private static final int LEAST = 15;

  private final Map<String, Integer> counts = new TreeMap<>();

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void everyFeatureIsReached(Scheduler scheduler) {
    for (long seed = 1; seed <= CASES; seed++) {
      LawCase question = RandomCases.of(scheduler, seed);
      if (question.schedule() instanceof Feasible feasible) {
        count(question, feasible.program());
      }
    }
    counts.forEach(
        (feature, times) -> assertTrue(times >= LEAST, feature + " in " + times + " cases"));
  }

  private void count(LawCase question, Program program) {
    AttentionShape shape = question.shape();
    Tiling tiling = question.tiling();
    boolean rows = tiling.partition() == Partition.ROWS && question.machine().cores() > 1;
    int keyTiles = program.grid().keyTiles();
    count("batch", shape.batch() > 1);
    count("grouped queries", shape.headsPerGroup() > 1);
    count("decoding groups", shape.headsPerGroup() > 1 && shape.seqQ() <= 3);
    count("blocks within a position", tiling.rowsPerBlock() < shape.headsPerGroup());
    count("causal", shape.causal());
    count("causal groups", shape.causal() && shape.headsPerGroup() > 1);
    count("dropped sub-tiles", program.grid().kept(0).keys() < keyTiles);
    count("causal window", shape.causal() && shape.hasWindow());
    count("two-sided window", !shape.causal() && shape.hasWindow());
    count("sub-tiles before the window", firstOfLastBlock(program.grid()) > 0);
    count(
        "elements of K or V of another size",
        shape.kElementBytes() != shape.elementBytes()
            || shape.vElementBytes() != shape.elementBytes());
    if (question.scheduler().traits().residency() != Residency.NONE) {
      count(
          "rolling sub-tiles",
          tiling.residentKeyTiles() > 0 && firstOfLastBlock(program.grid()) > 0);
    }
    count("cross attention", shape.seqQ() != shape.seqKv());
    count("value dimension", shape.valueDim() != shape.headDim());
    count("ragged rows", shape.groupRows() % tiling.rowsPerBlock() > 0);
    count("ragged columns", shape.seqKv() % tiling.colsPerTile() > 0);
    count("depth slices", program.grid().depthSlices() > 1);
    count("several row blocks and sub-tiles", program.grid().rowBlocks() > 2 && keyTiles > 2);
    count("shared rows", rows && question.machine().l1Shared());
    count("rows with own copies", rows && !question.machine().l1Shared());
    count("no latency", question.machine().dramLatencyCycles() == 0);
    count("latency", question.machine().dramLatencyCycles() > 500);
    count("streaming", tiling.residentKeyTiles() + tiling.residentValueTiles() == 0);
    if (question.scheduler().traits().residency() != Residency.NONE) {
      count("resident", tiling.residentKeyTiles() == keyTiles);
    }
    switch (question.scheduler().id()) {
      case "layer-wise", "soft-pipe" -> count("two buffers", tiling.kvBuffers() == 2);
      case "flat", "tileflow", "mas", "fusemax" -> {
        count("two buffers", tiling.kvBuffers() == 2);
        count(
            "partly resident",
            Work.of(program).refetchBytes() > 0 && tiling.residentKeyTiles() > 0);
      }
      case "flat-no-prefetch" -> count("partly resident", tiling.residentKeyTiles() % keyTiles > 0);
      case "assist" -> {
        count("row sums by MAC", tiling.spans().sumTiles() > 0);
        count("subtraction by MAC", tiling.spans().shiftTiles() > 0);
        count("row blocks that share a pass", tiling.spans().blocksPerPass() > 1);
        count("corners", tiling.spans().isCorner());
      }
      case "mas-spill" -> count("spills", Work.of(program).spillBytes() > 0);
      case "flat-stream" -> count("refetch", Work.of(program).refetchBytes() > 0);
      default -> throw new AssertionError(question.scheduler());
    }
  }

  private static int firstOfLastBlock(BlockGrid grid) {
    return grid.kept(grid.rowBlocks() - 1).firstKey();
  }

  private void count(String feature, boolean reached) {
    counts.merge(feature, reached ? 1 : 0, Integer::sum);
  }
}
