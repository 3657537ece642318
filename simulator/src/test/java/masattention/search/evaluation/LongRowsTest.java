package masattention.search.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import masattention.npu.Interference;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.bounds.Floor;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fast evaluation against the plain path where row blocks are long rows of small sub-tiles,
 * most of which are skipped; machines with outputs in series or posted writes included. No floor is
 * above it either.
 */
class LongRowsTest {
  /** Problems per scheduler; {@code -Plong} takes more. */
  private static final int CASES = Integer.getInteger("mas.rows.cases", 70);

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void agreesWithThePlainPath(Scheduler scheduler) {
    compare(scheduler, LongRowsTest::problem);
  }

  /** Cores of a team drift against each other, and fetch each other's resident sub-tiles. */
  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void agreesWhereCoresShareResidentSubTiles(Scheduler scheduler) {
    compare(scheduler, LongRowsTest::sharing);
  }

  private static void compare(Scheduler scheduler, Function<Random, Problem> problems) {
    int compared = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Problem problem = problems.apply(new Random(seed));
      if (scheduler.infeasibility(problem).isPresent()) {
        continue;
      }
      compared++;
      int from = seed;
      Supplier<String> where =
          () -> "seed %d: %s %s".formatted(from, problem.shape(), problem.tiling());
      Evaluation plain = Evaluator.plain().evaluate(scheduler, problem);
      assertEquals(plain, Evaluator.fast().evaluate(scheduler, problem), where);
      assertTrue(Floor.of(scheduler, problem).cycles() <= plain.cycles(), where);
    }
    assertTrue(compared > CASES / 10, "only %d cases".formatted(compared));
  }

  private static Problem sharing(Random random) {
    int heads = 1 + random.nextInt(6);
    int rows = 1 + random.nextInt(6);
    int seqQ = rows * (3 + random.nextInt(14)) - random.nextInt(rows);
    int cols = 1 + random.nextInt(3);
    int seqKv = cols * (10 + random.nextInt(90)) - random.nextInt(cols);
    int headDim = 1 + random.nextInt(8);
    AttentionShape shape =
        new AttentionShape(1, heads, heads, seqQ, seqKv, headDim, 1 + random.nextInt(8), false, 2);
    Tiling tiling = Tiling.resident(shape, rows, cols);
    int tiles = tiling.residentKeyTiles();
    int residents = random.nextInt(5);
    if (residents == 0) {
      tiling = tiling.withResident(1 + random.nextInt(tiles), 0);
    } else if (residents == 1) {
      tiling = tiling.withResident(0, 1 + random.nextInt(tiles));
    } else if (residents == 2) {
      tiling = tiling.withResident(0, 0);
    } else if (residents == 3) {
      tiling = tiling.withResident(1 + random.nextInt(tiles), random.nextInt(tiles + 1));
    }
    boolean resides = tiling.residentKeyTiles() + tiling.residentValueTiles() > 0;
    tiling = tiling.withKvBuffers(resides && random.nextInt(3) == 0 ? 2 : 1);
    NpuConfig machine = machine(random, 2 + random.nextInt(2), 1 << 20, true);
    return Problem.of(shape, machine, tiling.withPartition(Partition.ROWS));
  }

  private static Problem problem(Random random) {
    int heads = 1 + random.nextInt(6);
    int seqQ = 1 + random.nextInt(60);
    int seqKv = 20 + random.nextInt(200);
    int headDim = 1 + random.nextInt(8);
    AttentionShape shape =
        new AttentionShape(1, heads, heads, seqQ, seqKv, headDim, 1 + random.nextInt(8), false, 2);
    int rows = 1 + random.nextInt(Math.min(seqQ, 24));
    Tiling tiling = Tiling.resident(shape, rows, 1 + random.nextInt(4));
    int tiles = tiling.residentKeyTiles();
    int residents = random.nextInt(4);
    if (residents < 2) {
      tiling = tiling.withResident(0, 0);
    } else if (residents == 2) {
      tiling = tiling.withResident(random.nextInt(tiles + 1), random.nextInt(tiles + 1));
    }
    if (tiling.residentKeyTiles() + tiling.residentValueTiles() > 0 && random.nextBoolean()) {
      tiling = tiling.withKvBuffers(2);
    }
    NpuConfig machine =
        machine(
            random, 1 + random.nextInt(3), 1L << (12 + random.nextInt(8)), random.nextBoolean());
    boolean byRows = random.nextBoolean() && (seqQ - 1) / rows + 1 >= machine.cores();
    return Problem.of(
        shape, machine, tiling.withPartition(byRows ? Partition.ROWS : Partition.HEADS));
  }

  private static NpuConfig machine(Random random, int cores, long l1Bytes, boolean l1Shared) {
    int rows = 2 + 2 * random.nextInt(3);
    int cols = 1 + random.nextInt(6);
    return new NpuConfig(
        "random",
        1000,
        cores,
        rows,
        cols,
        1 + random.nextInt(2),
        random.nextInt(3) == 0 ? 0 : rows + cols - 2,
        1 + random.nextInt(8),
        new VectorCosts(
            random.nextBoolean() ? 700 : 0, 1000, 4000, 1000, 1000, random.nextInt(5000), 0, 20),
        l1Bytes,
        l1Shared,
        random.nextBoolean() ? NpuConfig.UNLIMITED : 1 + random.nextInt(64),
        100 + random.nextInt(random.nextBoolean() ? 20_000 : 2000),
        random.nextInt(3) == 0 ? 0 : random.nextInt(300),
        Machines.resolve("edge").config().energyCosts(),
        random.nextInt(4) == 0,
        random.nextInt(4) == 0,
        Interference.NONE);
  }
}
