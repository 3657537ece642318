package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;

/**
 * A makespan in closed form that no program of a fused scheduler falls below.
 *
 * <p>The largest of: the work of every engine; the busy time of the DRAM channel, and the latency
 * of its last transfer; and of every core, the transfers that must precede its first task, the end
 * of its first scores and the end of its first output, each with the {@link Chain} of matrix and
 * vector tasks that follows it and the store that follows that. Cores fill through the same
 * channel, so that one of them waits for what all of them need.
 */
public final class FusedBound {
  private final Problem problem;
  private final LayerCycles layer;
  private final Durations durations;
  private final long latency;
  private final Leeway leeway;

  /** The bound of a scheduler with these traits, whether or not its buffers fit. */
  public FusedBound(Traits traits, Problem problem, Leeway leeway) {
    this.leeway = leeway;
    this.problem = problem;
    layer = new LayerCycles(traits, problem, leeway.anyColumns());
    durations = layer.blocks().durations();
    latency = problem.machine().dramLatencyCycles();
  }

  /** The cycles of the row blocks. */
  public RowBlockCycles blocks() {
    return layer.blocks();
  }

  /** Cycles of the transfer of the first K sub-tile. */
  public long firstKeys() {
    return layer.firstKeys();
  }

  /** The chain of tasks that follows the first ones of a core. */
  public interface ChainOf {
    Chain of(CoreWork core);
  }

  /** The bound, in cycles, of a scheduler that has these chains. */
  public long cycles(ChainOf chains) {
    long transfers = layer.fusedTransfers() + durations.transfer(leeway.refetchedBytes());
    return Math.max(layer.engines(transfers), afterFill(chains));
  }

  private long afterFill(ChainOf chains) {
    Fill all = new Fill();
    long bound = 0;
    Chain least = new Chain(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    long leastStore = Long.MAX_VALUE;
    for (CoreWork core : layer.cores()) {
      for (int copy = 0; copy < layer.alikeCores(); copy++) {
        all.add(core);
      }
      Chain chain = chains.of(core).before(core.last().division());
      Fill own = new Fill();
      own.add(core);
      bound = Math.max(bound, own.then(chain) + core.last().output() + latency);
      least =
          new Chain(
              Math.min(least.fromStart(), chain.fromStart()),
              Math.min(least.afterScores(), chain.afterScores()),
              Math.min(least.afterOutput(), chain.afterOutput()));
      leastStore = Math.min(leastStore, core.last().output());
    }
    return Math.max(bound, all.then(least) + leastStore + latency);
  }

  /** What must come through the channel before some of the cores have their first row block. */
  private final class Fill {
    private final long firstKeys = layer.firstKeys();
    private long queries;
    private long starting;
    private long keys;
    private long values;
    private long scoreTile = Long.MAX_VALUE;
    private long outputTile = Long.MAX_VALUE;

    void add(CoreWork core) {
      BlockCycles first = core.first();
      queries += first.query();
      if (problem.sharesKv()) {
        starting = firstKeys;
        keys = Math.max(keys, first.keys());
        values = Math.max(values, first.values());
      } else {
        starting += firstKeys;
        keys += first.keys();
        values += first.values();
      }
      scoreTile = Math.min(scoreTile, first.lastScoreTile());
      outputTile = Math.min(outputTile, first.lastOutputTile());
    }

    /** When {@code chain} can have ended. */
    long then(Chain chain) {
      long start = queries + starting + latency + chain.fromStart();
      long scores = queries + keys + latency + scoreTile + chain.afterScores();
      long output = queries + keys + values + latency + outputTile + chain.afterOutput();
      return Math.max(start, Math.max(scores, output));
    }
  }
}
