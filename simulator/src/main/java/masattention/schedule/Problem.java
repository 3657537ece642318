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

  public Problem {
    Countable.check(grid, machine);
  }

  /**
   * Puts a problem.
   *
   * @throws IllegalArgumentException when the tiling does not match the shape, or the counts would
   *     not fit
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

  /** How often K sub-tile {@code tile}, if it is resident, is fetched over all groups and cores. */
  public long residentKeyFetches(int tile) {
    return residentFetches(grid.firstBlockKeepingKeys(tile));
  }

  /** How often V sub-tile {@code tile}, if it is resident, is fetched over all groups and cores. */
  public long residentValueFetches(int tile) {
    return residentFetches(grid.firstBlockKeepingValues(tile));
  }

  private long residentFetches(int firstBlock) {
    if (tiling().partition() == Partition.HEADS || sharesKv()) {
      return shape().groups();
    }
    long fetches = 0;
    for (Team team : Team.of(this)) {
      if (firstBlock == 0) {
        fetches += team.groups();
      } else {
        for (int ordinal = 0; ordinal < team.groups(); ordinal++) {
          fetches += team.blocksInGroupFrom(ordinal, firstBlock) > 0 ? 1 : 0;
        }
      }
    }
    return fetches;
  }
}
