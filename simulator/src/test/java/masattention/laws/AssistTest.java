package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import masattention.interpret.numeric.NumericExecution;
import masattention.interpret.timing.Bound;
import masattention.interpret.timing.MovedBound;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.reference.AttentionInputs;
import masattention.schedule.Normalize;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduler.Corner;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.evaluation.Evaluator;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** What sets {@code assist} apart from the schedules at its corners, and what does not. */
class AssistTest {
  private static final int CASES = 400;
  private static final int GRID = 100;
  private static final Scheduler ASSIST = Schedulers.ASSIST;

  private static List<Scheduler> variants() {
    return List.of(ASSIST, ASSIST.normalizing(Normalize.OUTPUTS).orElseThrow());
  }

  private static Timeline run(Scheduler scheduler, Problem problem) {
    return Simulation.run(((Feasible) scheduler.schedule(problem)).program());
  }

  @Test
  void isFuseMaxAndMasAtItsCornersTaskByTask() {
    int compared = 0;
    for (Scheduler assist : variants()) {
      for (Corner corner : assist.corners()) {
        for (long seed = 1; seed <= CASES; seed++) {
          LawCase own = RandomCases.of(corner.scheduler(), seed);
          Tiling plain = own.tiling();
          if (plain.valueColsPerTile() != plain.colsPerTile()) {
            continue;
          }
          Tiling tiling = corner.tiling(plain, own.shape());
          Timeline expected = run(corner.scheduler(), own.problem());
          Timeline found = run(assist, Problem.of(own.shape(), own.machine(), tiling));
          assertEquals(Optional.empty(), Programs.difference(expected, found), own::toString);
          compared++;
        }
      }
    }
    assertTrue(compared > 2 * CASES, "only %d cases".formatted(compared));
  }

  /** The prototype's figure: cycles, and cycles of VEC. */
  @Test
  void takesAsLongAsByAnIndependentPrototype() {
    Simulator simulator = Simulator.of("bert-base", "davinci");
    String text = "rows=112,cols=256,tiles-per-span=2,sum-tiles=2,shift-tiles=2";
    Tiling tiling = TilingText.parse(text, simulator.network().shape(), ASSIST);
    Timeline timeline = run(ASSIST, simulator.problem(tiling));
    assertEquals(82_567, timeline.makespanCycles());
    assertEquals(156_960, timeline.busy().vec());
  }

  /**
   * Whole rows, all sums or all subtractions or both on MAC: the bits of the same tiling without.
   */
  @Test
  void wholeRowsHaveTheSameBitsWhoeverComputesThem() {
    Scheduler assist = variants().get(1);
    int compared = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      LawCase own = RandomCases.of(assist, seed);
      int tiles = own.problem().grid().keyTiles();
      int blocks = Math.min(tiles, 2) == tiles ? own.tiling().spans().blocksPerPass() : 1;
      NpuConfig roomy = own.machine().withUnlimitedL1();
      AttentionInputs inputs = AttentionInputs.random(own.shape(), RandomCases.generator(seed));
      Spans none = Spans.whole(tiles);
      float[] expected = outputs(assist, own, roomy, none, inputs);
      for (Spans some :
          List.of(none.assisted(tiles, 0), none.assisted(0, tiles), none.assisted(tiles, tiles))) {
        Spans shared = some.withBlocksPerPass(blocks);
        Problem problem = Problem.of(own.shape(), roomy, own.tiling().withSpans(shared));
        if (assist.traits().objection(problem).isEmpty()) {
          assertArrayEquals(expected, outputs(assist, own, roomy, shared, inputs), own::toString);
          compared++;
        }
      }
    }
    assertTrue(compared > 2 * CASES, "only %d cases".formatted(compared));
  }

  private static float[] outputs(
      Scheduler assist, LawCase own, NpuConfig machine, Spans spans, AttentionInputs inputs) {
    Problem problem = Problem.of(own.shape(), machine, own.tiling().withSpans(spans));
    Timeline timeline = run(assist, problem);
    return Numbers.outputs(timeline.program(), NumericExecution.order(timeline), inputs);
  }

  /** By construction, since both are in its space; here for layers that take a moment. */
  @Test
  void isNeverSlowerThanItsCorners() {
    for (String machine : List.of("edge", "davinci")) {
      for (String network : List.of("vit-b-16", "sd15-unet-8")) {
        Simulator simulator = Simulator.of(network, machine);
        for (Scheduler assist : variants()) {
          long cycles = fewest(simulator, assist);
          for (Corner corner : assist.corners()) {
            assertTrue(cycles <= fewest(simulator, corner.scheduler()), network + machine);
          }
        }
      }
    }
  }

  /** By the formula of the floor itself, over a grid of both shares. */
  @Test
  void theFloorIsTheLeastOverAllShares() {
    int between = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      LawCase own = RandomCases.of(ASSIST, seed);
      NpuConfig machine =
          seed % 2 == 0 ? own.machine() : own.machine().withDramMillibytesPerCycle(1 << 30);
      double least = Double.MAX_VALUE;
      for (int x = 0; x <= GRID; x++) {
        for (int y = 0; y <= GRID; y++) {
          double sums = x / (double) GRID;
          double subtraction = y / (double) GRID;
          least = Math.min(least, floor(own.shape(), machine, sums, subtraction));
        }
      }
      long floor = MovedBound.cycles(own.shape(), machine);
      long none = Bound.cycles(own.shape(), machine);
      long free = Bound.cycles(own.shape(), machine, true);
      assertTrue(free <= floor && floor <= none, own::toString);
      assertTrue(floor <= Math.ceil(least + 1e-6), own::toString);
      assertTrue(floor >= least - 2.0 * none / GRID, own::toString);
      between += free < floor && floor < none ? 1 : 0;
    }
    assertTrue(between > CASES / 40, "only %d cases".formatted(between));
  }

  private static double floor(AttentionShape shape, NpuConfig machine, double x, double y) {
    VectorCosts costs = machine.vectorCosts();
    double scores = shape.visiblePositions() / (double) machine.cores();
    double array = (double) machine.macRows() * machine.macCols();
    double columns = machine.macCols();
    double wider =
        Math.ceil((shape.valueDim() + 1) / columns) - Math.ceil(shape.valueDim() / columns);
    double shift =
        Math.max(1 / array, 2.0 * shape.elementBytes() / machine.l1BytesPerCyclePerCore());
    double perProduct = 1 / (array * machine.macDepth());
    double matrix =
        scores
            * ((shape.headDim() + shape.valueDim()) * perProduct
                + x * wider * columns * perProduct
                + y * shift);
    long rows = (long) shape.heads() * shape.seqQ();
    double scaled = 0;
    for (int row = 0; row < shape.seqQ(); row++) {
      scaled += shape.heads() * (double) Math.min(shape.visibleKeys(row), shape.valueDim());
    }
    double others =
        scores
                * (costs.maxMilli()
                    + costs.maxReductionMilli()
                    + (1 - x) * costs.sumMilli()
                    + (1 - y) * costs.subMilli())
            + (scaled * costs.mulMilli() + rows * (double) costs.divMilli()) / machine.cores();
    double exponentials = scores * costs.expMilli();
    double milli = costs.expBeside() ? Math.max(exponentials, others) : exponentials + others;
    long bytes = shape.compulsoryBytes() - (machine.postedWrites() ? shape.outputBytes() : 0);
    double channel = bytes * 1000.0 / machine.dramMillibytesPerCycle();
    return Math.max(Math.max(matrix, milli / 1000 / machine.vectorLanes()), channel);
  }

  private static long fewest(Simulator simulator, Scheduler scheduler) {
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(
            new SearchTask(
                scheduler, simulator.network().shape(), simulator.machine(), Objective.CYCLES),
            Evaluator.fast(),
            SearchSettings.unlimited(1))
        .best()
        .orElseThrow()
        .cycles();
  }
}
