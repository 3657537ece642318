package masattention.search;

import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** What a search is asked: the best tiling of a layer for a scheduler on a machine. */
public record SearchTask(
    Schedulers scheduler, AttentionShape shape, NpuConfig machine, Objective objective) {

  /** The tilings among which it chooses. */
  public TilingSpace space() {
    return new TilingSpace(scheduler, shape, machine);
  }

  /** The problem that a tiling makes of it. */
  public Problem problem(Tiling tiling) {
    return Problem.of(shape, machine, tiling);
  }
}
