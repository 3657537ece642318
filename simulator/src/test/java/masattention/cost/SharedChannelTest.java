package masattention.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import masattention.laws.LongRun;
import masattention.laws.RandomCases;
import masattention.laws.RandomMachines;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** Two cores in series take no less than what they leave of the channel, in whole and in part. */
class SharedChannelTest {
  private static final List<Scheduler> SCHEDULERS =
      List.of(Schedulers.FLAT, Schedulers.FLAT_STREAM, Schedulers.FLAT_NO_PREFETCH);
  private static final int CASES = LongRun.or(2_000, 100_000);

  @Test
  void boundsTheMakespanAndWhatIsLeftOfIt() {
    int binds = 0;
    int resides = 0;
    for (int seed = 0; seed < CASES; seed++) {
      RandomGenerator random = RandomCases.generator(seed);
      Scheduler scheduler = SCHEDULERS.get(random.nextInt(SCHEDULERS.size()));
      Problem problem = problem(random);
      if (scheduler.infeasibility(problem).isEmpty()) {
        Evaluation exact = Evaluator.fast().evaluate(scheduler, problem);
        LayerCycles layer = LayerCycles.of(scheduler.traits(), problem, Leeway.NONE);
        long bound = SharedChannel.of(problem, layer).map(SharedChannel::cycles).orElse(0L);
        String where = "seed %d: %s".formatted(seed, scheduler.id());
        assertTrue(bound <= exact.cycles(), bound + " > " + exact.cycles() + " " + where);
        assertEquals(
            Optional.of(exact),
            Evaluator.fast()
                .evaluateUnless(floor -> floor.cycles() > exact.cycles(), scheduler, problem),
            where);
        boolean best = bound == scheduler.lowerBound(problem, Leeway.NONE).orElseThrow();
        binds += best ? 1 : 0;
        Tiling tiling = problem.tiling();
        resides += best && tiling.residentKeyTiles() + tiling.residentValueTiles() > 0 ? 1 : 0;
      }
    }
    assertTrue(binds > CASES / 40, "binds: only " + binds);
    assertTrue(resides > CASES / 250, "binds where some stays: only " + resides);
  }

  /** Layers whose transfers, products and softmaxes take about as long, of which some may stay. */
  private static Problem problem(RandomGenerator random) {
    int kvHeads = 1 + random.nextInt(4);
    int width = 1 + random.nextInt(128);
    int rows = 1 + random.nextInt(48);
    int cols = 1 + random.nextInt(48);
    NpuConfig machine = RandomMachines.withL1(Machines.resolve("edge").config(), 1 << 26);
    long product = (rows / 16 + 1L) * (cols / 16 + 1) * width + machine.macFillCycles();
    long bytes = 2L * cols * width;
    long millibytes = 1_000 * bytes / product * 100 / (50 + random.nextInt(60));
    machine = RandomMachines.withBandwidth(machine, Math.max(1, millibytes));
    machine = RandomMachines.withLanes(machine, 1 + random.nextInt(16));
    AttentionShape shape =
        new AttentionShape(
            1,
            kvHeads,
            kvHeads,
            rows * (2 + random.nextInt(8)) - random.nextInt(rows),
            cols * (3 + random.nextInt(100)) - random.nextInt(cols),
            width,
            width,
            false,
            2);
    Tiling all =
        Tiling.resident(shape, rows, cols)
            .withPartition(random.nextBoolean() ? Partition.HEADS : Partition.ROWS);
    int keys = random.nextBoolean() ? random.nextInt(all.residentKeyTiles() - 2) : 0;
    int values = random.nextBoolean() ? random.nextInt(all.residentValueTiles() - 2) : 0;
    return Problem.of(shape, machine, all.withResident(keys, values));
  }
}
