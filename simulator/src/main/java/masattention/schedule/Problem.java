package masattention.schedule;

import masattention.npu.NpuConfig;
import masattention.program.Program;
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

  /** Whether its whole program can be built, whoever schedules it. */
  public boolean isBuildable() {
    return Countable.tasks(grid) <= Program.MOST_TASKS;
  }

  /** Score sub-tiles of all row blocks, were none dropped. */
  public long scoreTiles() {
    return (long) grid.shape().groups() * grid.rowBlocks() * grid.keyTiles();
  }

  /** Whether all cores work on one resident copy of K and V. */
  public boolean sharesKv() {
    return tiling().partition() == Partition.ROWS && machine.l1Shared() && machine.cores() > 1;
  }

  /**
   * How often a resident sub-tile is fetched over all groups and cores: once by every team for
   * every group of which it has one of the row blocks {@code first} to {@code last}, which see it.
   */
  public long residentFetches(int first, int last) {
    boolean once = tiling().partition() == Partition.HEADS || sharesKv();
    return (long) shape().groups() * (once ? 1 : Math.min(machine.cores(), last - first + 1));
  }
}
