package masattention.schedule;

import java.util.Arrays;
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

  /**
   * How often a resident sub-tile is fetched over all groups and cores, by the first row block that
   * sees it: once by every team for every group of which it has that row block or a later one.
   *
   * @return as many numbers as a group has row blocks
   */
  public long[] residentFetches() {
    int rowBlocks = grid.rowBlocks();
    long[] fetches = new long[rowBlocks];
    if (tiling().partition() == Partition.HEADS || sharesKv()) {
      Arrays.fill(fetches, shape().groups());
      return fetches;
    }
    for (Team team : Team.of(this)) {
      for (int ordinal = 0; ordinal < team.groups(); ordinal++) {
        fetches[team.lastRowBlock(ordinal)]++;
      }
    }
    for (int rowBlock = rowBlocks - 2; rowBlock >= 0; rowBlock--) {
      fetches[rowBlock] += fetches[rowBlock + 1];
    }
    return fetches;
  }

  /** The same of the sub-tiles that row block {@code firstBlock} is the first to see. */
  public long residentFetches(int firstBlock) {
    if (tiling().partition() == Partition.HEADS || sharesKv()) {
      return shape().groups();
    }
    return firstBlock > 0
        ? residentFetches()[firstBlock]
        : Team.of(this).stream().mapToLong(Team::groups).sum();
  }
}
