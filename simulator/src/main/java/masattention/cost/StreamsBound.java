package masattention.cost;

import java.util.OptionalLong;
import masattention.interpret.timing.Durations;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;

/**
 * The cycles that no program of a scheduler in two streams falls below by what the units of a core
 * wait for each other ({@link Streams}): before them the first transfers, after them the last
 * store. Cores fill through the same channel, so that one of them waits for what all of them need.
 */
public final class StreamsBound {
  private final Problem problem;
  private final boolean mayDrain;
  private final RowBlockCycles blocks;
  private final BlockSteps full;
  private final BlockSteps ragged;

  private StreamsBound(Traits traits, Problem problem, boolean mayDrain) {
    this.problem = problem;
    this.mayDrain = mayDrain;
    blocks = RowBlockCycles.of(traits, problem, Leeway.NONE);
    full = blocks.steps(0);
    ragged = blocks.steps(blocks.rowBlocks() - 1);
  }

  /**
   * That of a scheduler with these traits, whatever stays in L1; empty of a masked layer.
   *
   * @param mayDrain whether a core whose turn it is drains the others of sub-tiles in its way
   */
  public static OptionalLong of(Traits traits, Problem problem, boolean mayDrain) {
    return problem.shape().isMasked()
        ? OptionalLong.empty()
        : OptionalLong.of(new StreamsBound(traits, problem, mayDrain).cycles());
  }

  private long cycles() {
    BlockGrid grid = problem.grid();
    Durations durations = blocks.durations();
    long latency = problem.machine().dramLatencyCycles();
    long firstKeys = durations.transfer(grid.keyTileBytes(0));
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    int cores = CoreLoad.busyCores(problem);
    int alike = CoreLoad.coresLikeFirst(problem);
    long most = 0;
    long fill = problem.sharesKv() ? firstKeys : 0;
    long least = Long.MAX_VALUE;
    long known = 0;
    for (int core = 0; core < (heads ? 1 : cores); core++) {
      CoreLoad load = new CoreLoad(problem, core);
      int first = load.rowBlock(0);
      int last = load.rowBlock(load.blocks() - 1);
      boolean asBefore = core > 0 && load.period() == 1 && full.equals(ragged);
      known =
          asBefore ? known : Streams.cycles(load, full, ragged, problem.tiling().spans(), mayDrain);
      long query = durations.transfer(grid.queryBytes(first));
      long streams = known + durations.store(grid.outputBytes(last)) + latency;
      most = Math.max(most, query + firstKeys + latency + streams);
      least = Math.min(least, streams);
      fill += alike * (query + (problem.sharesKv() ? 0 : firstKeys));
    }
    return Math.max(most, fill + latency + least);
  }
}
