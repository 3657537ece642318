package masattention.search.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import masattention.cost.ScheduleWork;
import masattention.interpret.energy.WorkCounts;
import masattention.laws.LongRun;
import masattention.laws.RandomCases;
import masattention.laws.RandomMachines;
import masattention.npu.Interference;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.RandomTasks;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.search.space.TilingSpace;
import masattention.tiling.Tiling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No program is cheaper than its floor, nor than the floors of its extents and of its rows. */
class LowerBoundTest {
  private static final int TASKS = LongRun.or(100, 1000);
  private static final int PAIRS = 6;

  /** Sub-tiles of scores at most: a tenth of the cases has more, and takes half of the time. */
  private static final int MOST_SUB_TILES = LongRun.or(500, Integer.MAX_VALUE);

  private static final Evaluator PLAIN = Evaluator.plain();

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void isNeverAboveThePlainEvaluation(Scheduler scheduler) {
    int checked = 0;
    for (int seed = 0; seed < TASKS; seed++) {
      Random random = new Random(seed);
      SearchTask task = RandomTasks.next(random, scheduler, Objective.CYCLES);
      TilingSpace space = task.space();
      List<Integer> rows = space.narrowest().stream().map(Tiling::rowsPerBlock).toList();
      List<Integer> cols = space.colsPerTile();
      for (int i = 0; i < PAIRS; i++) {
        List<Tiling> tilings =
            space.feasible(
                rows.get(random.nextInt(rows.size())), cols.get(random.nextInt(cols.size())));
        if (!tilings.isEmpty()) {
          Tiling tiling = tilings.get(random.nextInt(tilings.size()));
          if (task.problem(tiling).scoreTiles() <= MOST_SUB_TILES) {
            check(task, tiling, seed);
            checked++;
          }
        }
      }
    }
    assertTrue(checked > 2 * TASKS, "only %d cases".formatted(checked));
  }

  /** The same with units that slow each other. */
  private static Problem slowed(Problem problem, int seed) {
    Interference interference = RandomMachines.interference(RandomCases.generator(seed));
    return new Problem(problem.grid(), problem.machine().withInterference(interference));
  }

  /** The same with all of K and V in L1, but where row blocks share a pass. */
  private static Tiling keepingAll(SearchTask task, Tiling tiling) {
    Tiling all = Tiling.resident(task.shape(), tiling.rowsPerBlock(), tiling.colsPerTile());
    return tiling.spans().blocksPerPass() > 1
        ? tiling
        : tiling.withResident(all.residentKeyTiles(), all.residentValueTiles());
  }

  private static void check(SearchTask task, Tiling tiling, int seed) {
    Problem problem = task.problem(tiling);
    Evaluation exact = PLAIN.evaluate(task.scheduler(), problem);
    ScheduleWork totals = ScheduleWork.of(problem, task.scheduler().prepare(problem));
    Supplier<String> where = () -> "seed %d: %s %s".formatted(seed, task, tiling);
    assertEquals(exact.busy(), totals.busy(), where);
    assertEquals(exact.work(), totals.work(), where);
    WorkCounts least = ExtentsFloor.least(task.shape());
    WorkCounts work = exact.work();
    assertTrue(least.macs() <= work.macs() && least.exps() <= work.exps(), where);
    assertTrue(least.dramReadBytes() <= work.dramReadBytes() + work.dramWriteBytes(), where);
    Problem beside = slowed(problem, seed);
    Evaluation slowed = PLAIN.evaluate(task.scheduler(), beside);
    Floor slowedFloor = Floor.of(task.scheduler(), beside);
    assertEquals(exact.busy(), slowed.busy(), where);
    assertEquals(exact.work(), slowed.work(), where);
    Floor floor = Floor.of(task.scheduler(), problem);
    ExtentsFloor floors = new ExtentsFloor(task.scheduler(), task.shape(), task.machine());
    Floor extents = floors.of(tiling.rowsPerBlock(), tiling.colsPerTile()).orElseThrow();
    int seqKv = task.shape().seqKv();
    Floor rows = floors.of(tiling.rowsPerBlock(), 1, seqKv).orElseThrow();
    int fewest = Math.max(1, tiling.colsPerTile() - seed % 3);
    int most = Math.min(seqKv, tiling.colsPerTile() + seed / 3 % 3);
    Floor range = floors.of(tiling.rowsPerBlock(), fewest, most).orElseThrow();
    assertTrue(range.cycles() <= exact.cycles(), () -> range + " > " + exact + " " + where.get());
    assertTrue(range.energyPicojoules() <= exact.energyPicojoules(), where);
    Floor residency =
        floors.byResidency(tiling.rowsPerBlock(), tiling.colsPerTile(), extents).apply(problem);
    assertTrue(extents.cycles() <= residency.cycles(), where);
    assertTrue(residency.energyPicojoules() <= exact.energyPicojoules(), where);
    long streams = floors.inStreams(keepingAll(task, tiling));
    assertTrue(streams <= exact.cycles(), () -> streams + " > " + exact + " " + where.get());
    assertTrue(
        residency.cycles() <= exact.cycles(), () -> residency + " > " + exact + " " + where.get());
    assertTrue(floor.cycles() <= exact.cycles(), () -> floor + " > " + exact + " " + where.get());
    assertTrue(floor.energyPicojoules() <= exact.energyPicojoules(), where);
    assertTrue(
        extents.cycles() <= exact.cycles(), () -> extents + " > " + exact + " " + where.get());
    assertTrue(extents.energyPicojoules() <= floor.energyPicojoules(), where);
    assertTrue(rows.cycles() <= exact.cycles(), () -> rows + " > " + exact + " " + where.get());
    assertTrue(
        slowedFloor.cycles() <= slowed.cycles(),
        () -> slowedFloor + " > " + slowed + " " + where.get());
    assertTrue(floor.cycles() <= slowed.cycles(), () -> floor + " > " + slowed + " " + where.get());
    assertTrue(rows.energyPicojoules() <= exact.energyPicojoules(), where);
  }
}
