package masattention.search;

import java.util.List;
import java.util.Random;
import masattention.laws.RandomCases;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.schedule.Scheduler;
import masattention.workload.AttentionShape;

/** Small random search tasks, ragged and causal ones included. */
public final class RandomTasks {
  private RandomTasks() {}

  public static SearchTask next(Random random, Scheduler scheduler, Objective objective) {
    return new SearchTask(scheduler, shape(random), machine(random), objective);
  }

  public static AttentionShape shape(Random random) {
    int kvHeads = 1 + random.nextInt(4);
    int seqQ = 1 + random.nextInt(60);
    boolean causal = random.nextInt(4) == 0;
    int seqKv = causal ? seqQ + random.nextInt(20) : 1 + random.nextInt(60);
    return RandomCases.withWindow(
        new AttentionShape(
            1 + random.nextInt(2),
            kvHeads * (1 + random.nextInt(3)),
            kvHeads,
            seqQ,
            seqKv,
            1 + random.nextInt(40),
            1 + random.nextInt(40),
            causal,
            1 + random.nextInt(2)));
  }

  public static NpuConfig machine(Random random) {
    List<String> presets = List.of("edge", "davinci", "flat-edge", "tileflow-edge");
    NpuConfig like = Machines.resolve(presets.get(random.nextInt(presets.size()))).config();
    int rows = 2 << random.nextInt(4);
    int cols = 1 << random.nextInt(5);
    VectorCosts costs = like.vectorCosts();
    return new NpuConfig(
        "random",
        like.clockMegahertz(),
        1 + random.nextInt(4),
        rows,
        cols,
        1 << random.nextInt(3),
        random.nextBoolean() ? rows + cols - 2 : 0,
        1 + random.nextInt(32),
        costs,
        1L << (10 + random.nextInt(9)),
        random.nextBoolean(),
        random.nextBoolean() ? NpuConfig.UNLIMITED : 1 + random.nextInt(64),
        200 + random.nextInt(40_000),
        random.nextInt(150),
        like.energyCosts());
  }
}
