package masattention.search.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import masattention.laws.RandomMachines;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What repeats is skipped: the cost of an evaluation does not grow with what repeats. */
class SkippingTest {
  private static final int HEADS = 24;

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void moreHeadsCostNoMoreGrants(Scheduler scheduler) {
    AttentionShape many = AttentionShape.selfAttention(1_000, 128, 16);
    AttentionShape more = AttentionShape.selfAttention(10_000, 128, 16);
    for (Tiling tiling : tilings(scheduler, many)) {
      assertEquals(
          grants(scheduler, many, tiling), grants(scheduler, more, tiling), scheduler.id());
    }
  }

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void moreRowBlocksCostNoMoreGrants(Scheduler scheduler) {
    AttentionShape many = new AttentionShape(1, 2, 2, 4_096, 128, 16, 16, false, 2);
    AttentionShape more = new AttentionShape(1, 2, 2, 65_536, 128, 16, 16, false, 2);
    for (Tiling tiling : tilings(scheduler, many)) {
      assertEquals(
          grants(scheduler, many, tiling), grants(scheduler, more, tiling), scheduler.id());
    }
  }

  @ParameterizedTest
  @EnumSource(Partition.class)
  void morePassesCostNoMoreGrants(Partition partition) {
    for (int blocks : List.of(2, 3, 4, 8)) {
      long[] grants = new long[2];
      for (int i = 0; i < 2; i++) {
        AttentionShape shape =
            new AttentionShape(1, 2, 2, i == 0 ? 4_096 : 65_536, 128, 16, 16, false, 2);
        Spans spans = new Spans(1, 1, 0, blocks, false);
        Tiling tiling = Tiling.resident(shape, 16, 32).withResident(0, 0).withSpans(spans);
        grants[i] = grants(Schedulers.ASSIST, shape, tiling.withPartition(partition));
      }
      assertEquals(grants[0], grants[1], partition + " " + blocks);
    }
  }

  /** Passes of several row blocks, those of fewer at the end of a head included. */
  @Test
  void skippedPassesTakeTheirTime() {
    int checked = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int blocks = 2 + random.nextInt(7);
      int rows = 1 + random.nextInt(4);
      int queries = rows * blocks * (4 + random.nextInt(14)) - random.nextInt(rows * blocks);
      int heads = 1 + random.nextInt(4);
      int keys = 6 + random.nextInt(95);
      AttentionShape shape = new AttentionShape(1, heads, heads, queries, keys, 4, 3, false, 2);
      Tiling all = Tiling.resident(shape, rows, 1 + random.nextInt(6));
      int tiles = all.residentKeyTiles();
      int perSpan = Math.min(tiles, 1 + random.nextInt(2));
      int sums = random.nextInt(perSpan + 1);
      int shifts = random.nextInt(perSpan + 1);
      Tiling tiling =
          all.withResident(0, 0)
              .withSpans(new Spans(perSpan, sums, shifts, blocks, perSpan == tiles))
              .withPartition(random.nextBoolean() ? Partition.HEADS : Partition.ROWS);
      NpuConfig machine = RandomMachines.withL1(RandomMachines.random(random), 1 << 17);
      Problem problem = Problem.of(shape, machine, tiling);
      if (Schedulers.ASSIST.infeasibility(problem).isEmpty()) {
        checked++;
        assertEquals(
            Evaluator.plain().evaluate(Schedulers.ASSIST, problem),
            Evaluator.fast().evaluate(Schedulers.ASSIST, problem),
            problem::toString);
      }
    }
    assertTrue(checked > 100, "" + checked);
  }

  @ParameterizedTest
  @EnumSource(Partition.class)
  void rowBlocksThatSpillAreSkipped(Partition partition) {
    NpuConfig tight =
        RandomMachines.withL1(
            Machines.resolve("edge").config(), partition == Partition.HEADS ? 1 << 18 : 5 << 15);
    long[] grants = new long[2];
    for (int i = 0; i < 2; i++) {
      int queries = i == 0 ? 4_096 : 65_536;
      AttentionShape shape = new AttentionShape(1, 4, 4, queries, 1_024, 16, 16, false, 2);
      Tiling tiling = Tiling.resident(shape, 16, 32).withPartition(partition);
      Problem problem = Problem.of(shape, tight, tiling);
      assertTrue(Schedulers.MAS.infeasibility(problem).isPresent());
      grants[i] = grants(Schedulers.MAS_SPILL, problem);
    }
    assertEquals(grants[0], grants[1]);
  }

  /**
   * More heads to a group are more row blocks that see as many sub-tiles. They are skipped where no
   * resident sub-tile is still to come: flat-no-prefetch fetches one when it is first read.
   */
  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void moreRowBlocksOfACausalLayerCostNoMoreGrants(Scheduler scheduler) {
    AttentionShape many = new AttentionShape(1, 2_048, 2, 128, 128, 16, 16, true, 2);
    AttentionShape more = new AttentionShape(1, 8_192, 2, 128, 128, 16, 16, true, 2);
    for (Tiling tiling : tilings(scheduler, many)) {
      if (tiling.residentKeyTiles() == 0 || !scheduler.id().equals("flat-no-prefetch")) {
        assertEquals(
            grants(scheduler, many, tiling), grants(scheduler, more, tiling), scheduler.id());
      }
    }
  }

  /** Few rows and many columns, so that runs of row blocks that are alike are long. */
  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void skippedRowBlocksOfACausalLayerTakeTheirTime(Scheduler scheduler) {
    int checked = 0;
    for (int seed = 0; seed < 80; seed++) {
      Random random = new Random(seed);
      int groups = 1 + random.nextInt(3);
      int queries = 20 + random.nextInt(100);
      int keys = queries + random.nextInt(40);
      int heads = groups * (1 + random.nextInt(3));
      AttentionShape shape = new AttentionShape(1, heads, groups, queries, keys, 4, 3, true, 2);
      Tiling all = Tiling.resident(shape, 1 + random.nextInt(6), 4 + random.nextInt(16));
      int tiles = all.residentKeyTiles();
      Tiling some = all.withResident(random.nextInt(tiles + 1), random.nextInt(tiles + 1));
      Tiling tiling = List.of(all, some, all.withResident(0, 0)).get(random.nextInt(3));
      NpuConfig machine = RandomMachines.withL1(RandomMachines.random(random), 1 << 15);
      Problem problem =
          Problem.of(
              shape,
              machine,
              tiling.withPartition(random.nextBoolean() ? Partition.HEADS : Partition.ROWS));
      if (scheduler.infeasibility(problem).isEmpty()) {
        checked++;
        assertEquals(
            Evaluator.plain().evaluate(scheduler, problem),
            Evaluator.fast().evaluate(scheduler, problem),
            () -> scheduler.id() + " " + problem);
      }
    }
    assertTrue(checked > 12, scheduler.id() + " " + checked);
  }

  /** Those whose scores go by sub-tiles through DRAM, or from round to round, do not skip these. */
  @ParameterizedTest
  @MethodSource
  void longRowsOfStreamedSubTilesAreSkipped(Scheduler scheduler) {
    AttentionShape shape = AttentionShape.selfAttention(2, 65_536, 16);
    Tiling tiling = Tiling.resident(shape, 4, 16).withResident(0, 0);
    int subTiles = 65_536 / 16;
    assertTrue(grants(scheduler, shape, tiling) < subTiles, scheduler.id());
  }

  static List<Scheduler> longRowsOfStreamedSubTilesAreSkipped() {
    return List.of(
        Schedulers.FLAT,
        Schedulers.FLAT_NO_PREFETCH,
        Schedulers.FLAT_STREAM,
        Schedulers.FUSEMAX,
        Schedulers.MAS,
        Schedulers.MAS_SPILL);
  }

  /**
   * As a head ends, one core fetches the next one's resident sub-tiles by the queues of both, while
   * the other is in the row of sub-tiles before.
   */
  @ParameterizedTest
  @MethodSource
  void longerRowsCostNoMoreGrantsAsAHeadEnds(Scheduler scheduler) {
    for (int residentKeys : new int[] {0, 16}) {
      long[] grants = new long[2];
      for (int i = 0; i < 2; i++) {
        AttentionShape shape = new AttentionShape(1, 4, 4, 256, 16_384 << i, 16, 16, false, 2);
        Tiling tiling =
            Tiling.resident(shape, 8, 16)
                .withResident(residentKeys, 16 - residentKeys)
                .withPartition(Partition.ROWS);
        grants[i] = grants(scheduler, shape, tiling);
      }
      assertEquals(grants[0], grants[1], scheduler.id());
    }
  }

  static List<Scheduler> longerRowsCostNoMoreGrantsAsAHeadEnds() {
    return List.of(Schedulers.FLAT, Schedulers.MAS, Schedulers.TILEFLOW);
  }

  /** Far enough for every skip, and near enough for the plain path to judge. */
  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void skippedHeadsTakeTheirTime(Scheduler scheduler) {
    AttentionShape shape = AttentionShape.selfAttention(HEADS, 128, 16);
    for (Tiling tiling : tilings(scheduler, shape)) {
      Problem problem = problem(shape, tiling);
      assertEquals(
          Evaluator.plain().evaluate(scheduler, problem).cycles(),
          Evaluator.fast().evaluate(scheduler, problem).cycles(),
          scheduler.id());
    }
  }

  /** 2³² sub-tiles of scores a head are more than an {@code int} counts. */
  @ParameterizedTest
  @MethodSource("longRowsOfStreamedSubTilesAreSkipped")
  void everyFurtherHeadOfManySubTilesTakesTheSameTime(Scheduler scheduler) {
    long four = cyclesOfManySubTiles(scheduler, 4);
    long eight = cyclesOfManySubTiles(scheduler, 8);
    long sixteen = cyclesOfManySubTiles(scheduler, 16);
    assertEquals(2 * (eight - four), sixteen - eight, scheduler.id());
  }

  private static long cyclesOfManySubTiles(Scheduler scheduler, int heads) {
    AttentionShape shape = AttentionShape.selfAttention(heads, 65_536, 16);
    Tiling tiling = Tiling.resident(shape, 1, 1).withResident(0, 0);
    return Evaluator.fast().evaluate(scheduler, problem(shape, tiling)).cycles();
  }

  @Test
  void nothingIsSkippedWhereNothingRepeats() {
    AttentionShape shape = AttentionShape.selfAttention(1, 32, 16);
    // Q, O and the one sub-tile of K and of V
    assertEquals(4, grants(Schedulers.FLAT, shape, Tiling.resident(shape, 32, 32)));
  }

  /**
   * All of K and V resident, and none, with both partitions, as far as the scheduler takes them.
   */
  private static List<Tiling> tilings(Scheduler scheduler, AttentionShape shape) {
    Tiling resident = Tiling.resident(shape, 16, 32);
    List<Tiling> feasible =
        Stream.of(resident, resident.withResident(0, 0))
            .flatMap(tiling -> Stream.of(Partition.values()).map(tiling::withPartition))
            .filter(tiling -> scheduler.infeasibility(problem(shape, tiling)).isEmpty())
            .toList();
    assertFalse(feasible.isEmpty(), scheduler.id());
    return feasible;
  }

  private static Problem problem(AttentionShape shape, Tiling tiling) {
    return Problem.of(shape, Machines.resolve("edge").config(), tiling);
  }

  private static long grants(Scheduler scheduler, AttentionShape shape, Tiling tiling) {
    return grants(scheduler, problem(shape, tiling));
  }

  private static long grants(Scheduler scheduler, Problem problem) {
    assertTrue(scheduler.infeasibility(problem).isEmpty(), scheduler.id());
    return Grants.of(scheduler, problem);
  }
}
