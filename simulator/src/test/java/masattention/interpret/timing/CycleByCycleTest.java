package masattention.interpret.timing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import masattention.laws.RandomMachines;
import masattention.npu.HandMachine;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.program.Program;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Simulation} agrees with the rules taken literally, on random small programs. */
class CycleByCycleTest {
  private static final int CASES = 60;
  private static final int MOST_TASKS = 400;

  @ParameterizedTest
  @MethodSource("masattention.laws.RandomCases#schedulers")
  void everyTaskRunsInTheSameCycles(Scheduler scheduler) {
    int compared = 0;
    for (int seed = 0; seed < CASES; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Problem problem = problem(random);
      if (random.nextBoolean()) {
        NpuConfig slowed = problem.machine().withInterference(RandomMachines.interference(random));
        problem = new Problem(problem.grid(), slowed);
      }
      if (scheduler.schedule(problem) instanceof Feasible feasible
          && feasible.program().size() <= MOST_TASKS) {
        compare(feasible.program(), scheduler + " " + problem.grid().tiling() + ", seed " + seed);
        compared++;
      }
    }
    int few = compared;
    assertTrue(compared >= CASES / 6, () -> scheduler + " was compared on only " + few);
  }

  private static void compare(Program program, String message) {
    Timeline timeline = Simulation.run(program);
    CycleByCycle judge = CycleByCycle.run(program, timeline.makespanCycles());
    long[] start = new long[program.size()];
    long[] release = new long[program.size()];
    long[] end = new long[program.size()];
    for (int task = 0; task < program.size(); task++) {
      start[task] = timeline.startCycle(task);
      release[task] = timeline.releaseCycle(task);
      end[task] = timeline.endCycle(task);
    }
    assertArrayEquals(judge.start, start, message);
    assertArrayEquals(judge.release, release, message);
    assertArrayEquals(judge.end, end, message);
  }

  private static Problem problem(RandomGenerator random) {
    int kvHeads = random.nextInt(1, 3);
    int seqQ = random.nextInt(1, 8);
    boolean causal = random.nextInt(4) == 0;
    int seqKv = random.nextInt(causal ? seqQ : 1, 9);
    int headDim = random.nextInt(1, 5);
    AttentionShape shape =
        new AttentionShape(
            1,
            kvHeads * random.nextInt(1, 3),
            kvHeads,
            seqQ,
            seqKv,
            headDim,
            random.nextInt(1, 5),
            causal,
            2);
    Tiling tiling =
        Tiling.resident(
                shape, random.nextInt(1, shape.groupRows() + 1), random.nextInt(1, seqKv + 1))
            .withPartition(random.nextBoolean() ? Partition.HEADS : Partition.ROWS);
    int tiles = tiling.residentKeyTiles();
    int kind = random.nextInt(4);
    if (kind == 0) {
      tiling = tiling.withResident(0, 0);
    } else if (kind == 1) {
      tiling = tiling.withResident(random.nextInt(tiles + 1), random.nextInt(tiles + 1));
    } else if (kind == 2) {
      tiling = tiling.withKvBuffers(2);
    }
    return Problem.of(shape, machine(random), tiling);
  }

  private static NpuConfig machine(RandomGenerator random) {
    VectorCosts vector =
        random.nextInt(5) == 0
            ? new VectorCosts(0, 0, 0, 0, 0, 0, 0, 0)
            : new VectorCosts(1000, 1000, 4000, 1300, 900, 4000, 0, random.nextInt(5));
    return new NpuConfig(
        "random",
        1000,
        random.nextInt(1, 4),
        4,
        random.nextInt(1, 5),
        1,
        random.nextInt(7),
        random.nextInt(1, 9),
        vector,
        random.nextInt(4) == 0 ? random.nextInt(200, 1000) : 1 << 20,
        random.nextBoolean(),
        random.nextBoolean() ? NpuConfig.UNLIMITED : random.nextInt(1, 64),
        random.nextInt(500, 8000),
        random.nextInt(10),
        HandMachine.energyCosts());
  }
}
