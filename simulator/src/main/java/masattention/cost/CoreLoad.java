package masattention.cost;

import masattention.schedule.Problem;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;

/**
 * The row blocks dealt to one core, counted by their number within a group, and which come first
 * and last.
 */
final class CoreLoad {
  private final BlockGrid grid;
  private final boolean heads;
  private final int core;
  private final int cores;
  private final boolean sharesValues;

  CoreLoad(Problem problem, int core) {
    grid = problem.grid();
    heads = problem.tiling().partition() == Partition.HEADS;
    this.core = core;
    cores = problem.machine().cores();
    sharesValues = problem.sharesKv() && problem.tiling().residentValueTiles() > 0;
  }

  /** Cores of a problem that have a row block. */
  static int busyCores(Problem problem) {
    long most =
        problem.tiling().partition() == Partition.HEADS
            ? problem.shape().groups()
            : (long) problem.shape().groups() * problem.grid().rowBlocks();
    return (int) Math.min(most, problem.machine().cores());
  }

  /**
   * Cores that have as much to do as the first, of those that whole groups are dealt to; else 1.
   */
  static int coresLikeFirst(Problem problem) {
    if (problem.tiling().partition() != Partition.HEADS) {
      return 1;
    }
    int busy = busyCores(problem);
    int left = problem.shape().groups() % problem.machine().cores();
    return left == 0 ? busy : Math.min(busy, left);
  }

  /** Its row blocks. */
  long blocks() {
    return heads ? dealtGroups() * grid.rowBlocks() : dealt(allBlocks());
  }

  private long allBlocks() {
    return (long) grid.shape().groups() * grid.rowBlocks();
  }

  private long dealtGroups() {
    return dealt(grid.shape().groups());
  }

  /** How many of {@code count} things, dealt round robin, are the core's. */
  private long dealt(long count) {
    return count <= core ? 0 : (count - core - 1) / cores + 1;
  }

  /**
   * How many row blocks before {@code rowBlock} within their group it computes, over all groups.
   */
  long timesBefore(int rowBlock) {
    if (heads) {
      return dealtGroups() * rowBlock;
    }
    long times = 0;
    int all = grid.shape().groups();
    for (int group = 0; group < Math.min(all, cores); group++) {
      long start = (long) group * grid.rowBlocks();
      long own = dealt(start + rowBlock) - dealt(start);
      times += own * ((all - group - 1) / cores + 1);
    }
    return times;
  }

  /**
   * Row blocks of the core from number {@code n} on that come before {@code rowBlock} of the group
   * of that.
   */
  long blocksBefore(int rowBlock, long n) {
    int left = rowBlock - rowBlock(n);
    return heads ? left : (left - 1) / cores + 1;
  }

  /** The number within its group of the core's row block {@code n}, n counted from 0. */
  int rowBlock(long n) {
    long index = heads ? n : n * cores + core;
    return (int) (index % grid.rowBlocks());
  }

  /** How many of the core's row blocks with an even number have this number within their group. */
  long evenTimes(int rowBlock) {
    long even = 0;
    long all = heads ? dealtGroups() : grid.shape().groups();
    int period = heads ? 2 : 2 * cores;
    for (int group = 0; group < Math.min(all, period); group++) {
      long index = (long) group * grid.rowBlocks() + rowBlock;
      boolean own = heads || index % cores == core;
      long number = heads ? index : index / cores;
      if (own && number % 2 == 0) {
        even += (all - group - 1) / period + 1;
      }
    }
    return even;
  }

  /** After how many groups its row blocks repeat. */
  int period() {
    return heads || grid.rowBlocks() % cores == 0 ? 1 : cores;
  }

  /** Groups that are dealt to it, or of which row blocks are. */
  long groups() {
    return heads ? dealtGroups() : grid.shape().groups();
  }

  /** Its row blocks of a group, counted from 0 among its own where groups are dealt. */
  int blocksOfGroup(int group) {
    long start = (long) group * grid.rowBlocks();
    return heads ? grid.rowBlocks() : (int) (dealt(start + grid.rowBlocks()) - dealt(start));
  }

  /** Whether the last row block of a group is its own. */
  boolean hasLastOfGroup(int group) {
    return heads || ((group + 1L) * grid.rowBlocks() - 1) % cores == core;
  }

  /** The fewest row blocks that it has of a group. */
  int leastOfGroup() {
    return heads ? grid.rowBlocks() : grid.rowBlocks() / cores;
  }

  /**
   * Whether cores that share V may drain each other, none being as many steps behind: where one
   * still needs the slot of a sub-tile of V that another is about to read for the next group.
   */
  boolean drains(int steps) {
    boolean apart = grid.tiling().kvBuffers() == 2 && grid.rowBlocks() >= steps * cores;
    return sharesValues && !apart;
  }
}
