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
 * read of K and the first of V. Last, what two such cores leave of the channel ({@link
 * SharedChannel}).
 *
 * <p>Of a scheduler on the whole matrix unit with a complete softmax it takes for granted that a
 * core goes through the sub-tiles of a row block in their order, those that stay in L1 first, and
 * that the others pass a staging area of two places ({@link Sweep}).
 */
public final class FusedBound {
  private final Problem problem;
  private final LayerCycles layer;
  private final Durations durations;
  private final long firstKeys;
  private final long firstValues;
  private final long latency;
  private final Leeway leeway;
  private final boolean serial;
  private final boolean onePass;
  private final boolean spans;

  /** The bound of a scheduler with these traits, whether or not its buffers fit. */
  public FusedBound(Traits traits, Problem problem, Leeway leeway) {
    this.leeway = leeway;
    serial = traits.serial();
    onePass = traits.onePass();
    spans = traits.spans();
    this.problem = problem;
    layer = LayerCycles.of(traits, problem, leeway);
    durations = layer.blocks().durations();
    firstKeys = layer.transfers().firstKeys();
    firstValues = layer.transfers().firstValues();
    latency = problem.machine().dramLatencyCycles();
  }

  /** The cycles of the row blocks. */
  public RowBlockCycles blocks() {
    return layer.blocks();
  }

  /** Cycles of the transfer of the first K sub-tile that a core fetches, at least. */
  public long firstKeys() {
    return firstKeys;
  }

  /** The chain of tasks that follows the first ones of a core. */
  public interface ChainOf {
    Chain of(CoreWork core);
  }

  /** The bound, in cycles, of a scheduler that has these chains. */
  public long cycles(ChainOf chains) {
    long transfers = layer.fusedTransfers() + durations.transfer(leeway.refetchedBytes());
    long staged = leeway.refetchedBytes() > 0 ? stagedAtLeast() : staged();
    long channel = Math.max(layer.engines(transfers), shared());
    return Math.max(Math.max(channel, staged), afterFill(chains));
  }

  /** The same of a scheduler that fetches nothing ahead, whose cores go in step. */
  public long cyclesInStep(ChainOf chains) {
    CoreWork core = layer.cores().get(0);
    Fill own = new Fill();
    own.add(core);
    long alone = own.then(chains.of(core).before(core.last().division()));
    InStep inStep = new InStep(problem, layer);
    return Math.max(
        Math.max(cycles(chains), inStep.groupAfterGroup(leeway)),
        alone + inStep.waits(leeway) + core.last().output() + latency);
  }

  /** What two cores that work in series leave of the channel; 0 where that is not known. */
  private long shared() {
    return serial && leeway.equals(Leeway.NONE)
        ? SharedChannel.of(problem, layer).map(SharedChannel::cycles).orElse(0L)
        : 0;
  }

  /** The mean over both staged sub-tiles of a core of the time that their turns take. */
  private long staged() {
    Tiling tiling = problem.tiling();
    int keys = problem.grid().keyTiles() - tiling.residentKeyTiles();
    int values = problem.grid().valueTiles() - tiling.residentValueTiles();
    boolean shares = problem.tiling().spans().blocksPerPass() > 1;
    if (keys + values == 0
        || shares
        || leeway.anySpans()
        || !layer.blocks().alike()
        || leeway.anyColumns()) {
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
      turns += block.keys() - tiling.residentKeyTiles() * firstKeys;
      turns += (keys - 1) * block.firstScoreTile() + block.lastScoreTile();
    }
    if (values > 0) {
      turns += block.values() - tiling.residentValueTiles() * firstValues;
      long read = Math.min(block.firstOutputTile(), block.outputTile());
      turns += (values - 1) * read + block.lastOutputTile();
    }
    if (serial && keys > 1 && values > 1) {
      turns += 2 * Math.max(0, block.vector() - firstValues - latency);
    }
    return turns;
  }

  /** The same of what is known to be fetched again, dealt evenly to the cores. */
  private long stagedAtLeast() {
    BlockGrid grid = problem.grid();
    if (leeway.anyColumns() || leeway.anySpans()) {
      return 0;
    }
    long fetches = leeway.refetchedBytes() / Math.max(grid.keyTileBytes(0), grid.valueTileBytes(0));
    BlockCycles last = layer.blocks().of(grid.rowBlocks() - 1);
    long read = Math.min(last.lastScoreTile(), last.lastOutputTile());
    long turns = fetches * (latency + read) + durations.transfer(leeway.refetchedBytes());
    return turns / (2L * problem.machine().cores());
  }

  /**
   * The cycles of a core whose units slow each other, without the division that follows its last
   * product: the first scores and the last product run alone, the rest at best side by side. Beside
   * the last product only a division of the row block before can run. Of a matrix unit in two
   * halves each is looked at by itself.
   */
  private long slowed(CoreWork core) {
    if (leeway.anySpans()) {
      return 0;
    }
    BlockCycles last = core.last();
    boolean alone = !spans && (!onePass || !Chain.dividesBeside(core, layer.blocks()));
    long begin = onePass || spans ? core.first().firstSpan() : core.first().scores();
    long end = alone ? last.lastOutputTile() : 0;
    long scores = core.scores() - begin;
    long outputs = core.outputs() - end;
    boolean halves = layer.blocks().splitsMatrixUnit();
    long divisions = core.divisions() - last.division() - core.beforeLast().division();
    long beside =
        problem
            .machine()
            .interference()
            .leastCycles(
                halves ? Math.max(scores, outputs) : scores + outputs,
                core.vector() + Math.max(0, divisions));
    return begin + beside + end;
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
      Chain chain = chains.of(core).slowed(slowed(core)).before(core.last().division());
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
