package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Tiling;

/**
 * A makespan in closed form that no program of a fused scheduler falls below.
 *
 * <p>The largest of: the work of every engine; the busy time of the DRAM channel, and the latency
 * of its last transfer; and of every core, the transfers that must precede its first task, the end
 * of its first scores and the end of its first output, each with the {@link Chain} of matrix and
 * vector tasks that follows it and the store that follows that. Cores fill through the same
 * channel, so that one of them waits for what all of them need. And the turns of the two staged
 * sub-tiles of a core: one is fetched when the task that reads the one before the last has ended,
 * and read when it has come; where the units work in series, the softmax stands between the last
 * read of K and the first of V.
 */
public final class FusedBound {
  private final Problem problem;
  private final LayerCycles layer;
  private final Durations durations;
  private final long latency;
  private final Leeway leeway;
  private final boolean serial;

  /** The bound of a scheduler with these traits, whether or not its buffers fit. */
  public FusedBound(Traits traits, Problem problem, Leeway leeway) {
    this.leeway = leeway;
    serial = traits.serial();
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
    long staged = leeway.refetchedBytes() > 0 ? stagedAtLeast() : staged();
    return Math.max(Math.max(layer.engines(transfers), staged), afterFill(chains));
  }

  /** The mean over both staged sub-tiles of a core of the time that their turns take. */
  private long staged() {
    Tiling tiling = problem.tiling();
    int keys = problem.grid().keyTiles() - tiling.residentKeyTiles();
    int values = problem.grid().valueTiles() - tiling.residentValueTiles();
    if (keys + values == 0 || !layer.blocks().alike() || leeway.anyColumns()) {
      return 0;
    }
    long most = 0;
    for (CoreWork core : layer.cores()) {
      long turns =
          (core.blocks() - core.ragged()) * turns(layer.blocks().of(0), keys, values)
              + core.ragged()
                  * turns(layer.blocks().of(layer.blocks().rowBlocks() - 1), keys, values);
      most = Math.max(most, turns / 2);
    }
    return most;
  }

  /** The turns of the staged sub-tiles of a row block, one after the other. */
  private long turns(BlockCycles block, int keys, int values) {
    Tiling tiling = problem.tiling();
    long turns = (keys + values) * latency;
    if (keys > 0) {
      turns += block.keys() - tiling.residentKeyTiles() * layer.firstKeys();
      turns += (keys - 1) * block.firstScoreTile() + block.lastScoreTile();
    }
    if (values > 0) {
      turns += block.values() - tiling.residentValueTiles() * layer.firstValues();
      turns += Math.max(0, block.outputs() - tiling.residentValueTiles() * block.outputTile());
    }
    if (serial && keys > 1 && values > 1) {
      turns += 2 * Math.max(0, block.vector() - layer.firstValues() - latency);
    }
    return turns;
  }

  /** The same of what is known to be fetched again, dealt evenly to the cores. */
  private long stagedAtLeast() {
    BlockGrid grid = problem.grid();
    if (leeway.anyColumns()) {
      return 0;
    }
    long fetches = leeway.refetchedBytes() / Math.max(grid.keyTileBytes(0), grid.valueTileBytes(0));
    BlockCycles last = layer.blocks().of(grid.rowBlocks() - 1);
    long read = Math.min(last.lastScoreTile(), last.lastOutputTile());
    long turns = fetches * (latency + read) + durations.transfer(leeway.refetchedBytes());
    return turns / (2L * problem.machine().cores());
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
      Chain chain = chains.of(core);
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
