package masattention.laws;

import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.program.Program;
import masattention.schedule.Problem;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedulers.Schedulers;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** A program small enough to compute by hand. */
public final class TwoTiles {
  private TwoTiles() {}

  /**
   * FLAT of one head of 2 × 2 scores in one row block and one sub-tile, head dimension 1, one byte
   * per element, on a 1 × 1 array without fill and one lane that spends a cycle per score, 1 byte
   * of DRAM per cycle and 2 cycles of latency, at 3 MHz.
   */
  public static Program flat() {
    NpuConfig any = RandomMachines.random(RandomCases.generator(1));
    NpuConfig machine =
        new NpuConfig(
            "tiny",
            3,
            1,
            1,
            1,
            1,
            0,
            1,
            new VectorCosts(0, 0, 1000, 0, 0, 0, 0, 0),
            64,
            true,
            NpuConfig.UNLIMITED,
            1000,
            2,
            any.energyCosts());
    AttentionShape shape = new AttentionShape(1, 1, 1, 2, 2, 1, 1, false, 1);
    Problem problem = Problem.of(shape, machine, Tiling.resident(shape, 2, 2));
    return ((Feasible) Schedulers.FLAT.schedule(problem)).program();
  }
}
