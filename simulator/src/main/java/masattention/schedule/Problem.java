package masattention.schedule;

import masattention.npu.NpuConfig;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * What a scheduler is asked: this layer, on this machine, with these tiling factors.
 *
 * @param grid the shape as the tiling cuts it
 */
public record Problem(BlockGrid grid, NpuConfig machine) {

  /**
   * Puts a problem.
   *
   * @throws IllegalArgumentException when the tiling does not match the shape
   */
  public static Problem of(AttentionShape shape, NpuConfig machine, Tiling tiling) {
    return new Problem(new BlockGrid(shape, tiling), machine);
  }

  public AttentionShape shape() {
    return grid.shape();
  }

  public Tiling tiling() {
    return grid.tiling();
  }

  /** Whether all cores work on one resident copy of K and V. */
  public boolean sharesKv() {
    return tiling().partition() == Partition.ROWS && machine.l1Shared() && machine.cores() > 1;
  }
}
