package masattention.cost;

import masattention.schedule.Problem;
import masattention.tiling.Partition;

/** How often row blocks that share passes over K and V go through them. */
public final class Passes {
  private Passes() {}

  /** Passes over all heads and cores. */
  public static long count(Problem problem) {
    return count(problem, problem.tiling().spans().blocksPerPass());
  }

  /** The same with so many row blocks a pass. */
  public static long count(Problem problem, int blocksPerPass) {
    int blocks = problem.grid().rowBlocks();
    long groups = problem.shape().groups();
    if (problem.tiling().partition() == Partition.HEADS) {
      return groups * ceilDiv(blocks, blocksPerPass);
    }
    int cores = problem.machine().cores();
    long more = blocks % cores;
    long fewer = ceilDiv(blocks / cores, blocksPerPass);
    return groups * (more * ceilDiv(blocks / cores + 1, blocksPerPass) + (cores - more) * fewer);
  }

  private static long ceilDiv(long a, long b) {
    return a / b + (a % b == 0 ? 0 : 1);
  }
}
