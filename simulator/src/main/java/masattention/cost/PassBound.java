package masattention.cost;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import masattention.interpret.timing.Durations;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;

/**
 * A makespan in closed form that no program of a scheduler of several passes falls below: the sum
 * over the passes of the bound of each. Where writes are posted, the work of the engines alone.
 */
public final class PassBound {
  private static final long SCORE_BUFFERS = 3;

  private final Problem problem;
  private final BlockGrid grid;
  private final LayerCycles layer;
  private final RowBlockCycles cycles;
  private final List<CoreWork> cores;
  private final Durations durations;
  private final long latency;
  private long queries;
  private long outputs;
  private long scoreTiles;
  private long scoreRows;

  /** The bound of a scheduler with these traits, whether or not its buffers fit. */
  public PassBound(Traits traits, Problem problem, Leeway leeway) {
    this.problem = problem;
    grid = problem.grid();
    layer = LayerCycles.of(traits, problem, leeway);
    cycles = layer.blocks();
    cores = layer.cores();
    durations = cycles.durations();
    latency = problem.machine().dramLatencyCycles();
    for (int run = 0; run < cycles.runs(); run++) {
      int alike = cycles.start(run + 1) - cycles.start(run);
      add(cycles.start(run), (long) grid.shape().groups() * alike);
    }
  }

  private void add(int block, long times) {
    queries += times * cycles.of(block).query();
    outputs += times * cycles.of(block).output();
    scoreTiles += times * tiles(block);
    scoreRows += times * row(block);
  }

  /** Transfers of the score sub-tiles of a row block. */
  private long tiles(int block) {
    if (cycles.anyColumns()) {
      return row(block);
    }
    int kept = grid.kept(block).keys();
    return (kept - 1) * tile(block, 0) + lastTile(block);
  }

  private long tile(int block, int tile) {
    long bytes = grid.scoreTileBytes(block, tile);
    return durations.transfer(cycles.anyColumns() ? bytes / grid.keyCols(tile) : bytes);
  }

  /** The transfer of the scores of a whole row block. */
  private long row(int block) {
    int cols = cycles.anyColumns() ? grid.visibleKeys(block) : grid.kept(block).cols();
    long elements = (long) grid.rows(block) * cols;
    return durations.transfer(elements * grid.shape().elementBytes());
  }

  /** The bound, in cycles, of S; P; O. */
  public long threePasses() {
    long engines = layer.engines(layer.fusedTransfers());
    if (problem.machine().postedWrites()) {
      return engines;
    }
    long scores = queries + layer.transfers().keys(problem) + scoreTiles;
    long softmax = 2 * scoreRows;
    for (CoreWork core : cores) {
      scores = Math.max(scores, scored(core, core.scores(), 0) + lastTile());
    }
    long loaded = leastRow() + latency;
    long stored = stored(core -> loaded + core.vector(), BlockCycles::vector, this::row);
    softmax = Math.max(softmax, stored);
    return Math.max(engines, scores + softmax + outputPass() + 2 * latency);
  }

  /** The bound, in cycles, of S and P; O. */
  public long twoPasses() {
    long engines = layer.engines(layer.fusedTransfers());
    if (problem.machine().postedWrites()) {
      return engines;
    }
    long transfers = queries + layer.transfers().keys(problem) + scoreRows;
    long firstStore = Long.MAX_VALUE;
    for (CoreWork core : cores) {
      BlockCycles block = core.first();
      firstStore = Math.min(firstStore, scored(core, block.scores(), block.vector()));
    }
    long before = cycles.anyColumns() ? firstStore : Math.min(firstStore, loadsBeforeFirstStore());
    long first = Math.max(transfers, firstStore + transfers - before);
    long vector = Long.MAX_VALUE;
    for (CoreWork core : cores) {
      long scores = scored(core, core.scores(), core.last().vector());
      first = Math.max(first, scores + leastRow());
      vector = Math.min(vector, core.vector());
    }
    first = Math.max(first, lastScored() + vector + leastRow());
    long stored =
        stored(
            core -> scored(core, core.first().scores(), core.vector()),
            BlockCycles::vector,
            this::row);
    first = Math.max(first, stored);
    return Math.max(engines, first + outputPass() + latency);
  }

  /**
   * The most that the channel can do before the first P is stored: by then no core has computed
   * more than three row blocks of scores, for want of a fourth buffer, nor fetched more than two of
   * Q and its K/V buffers beyond what those need. Where K rolls, its slots hold what one row block
   * more than there are cores sees.
   */
  private long loadsBeforeFirstStore() {
    int busy = CoreLoad.busyCores(problem);
    long largest = mostKeys();
    long loads = (SCORE_BUFFERS + 2) * busy * cycles.of(0).query();
    if (problem.tiling().residentKeyTiles() == 0) {
      long staged = 2 * durations.transfer(grid.keyTileBytes(0));
      return loads + busy * (SCORE_BUFFERS * largest + staged);
    }
    if (grid.shape().hasWindow()) {
      return loads + busy * (problem.machine().cores() + 1 + SCORE_BUFFERS) * largest;
    }
    long perGroup = grid.rowBlocks();
    int buffers = problem.tiling().kvBuffers();
    if (problem.sharesKv()) {
      return loads + (buffers + SCORE_BUFFERS * busy / perGroup) * largest;
    }
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    long own = heads ? perGroup : Math.max(1, perGroup / problem.machine().cores());
    return loads + busy * (buffers + SCORE_BUFFERS / own) * largest;
  }

  /** The transfers of the K of the row block that sees most. */
  private long mostKeys() {
    long most = cycles.of(cycles.alike() ? 0 : grid.rowBlocks() - 1).keys();
    for (int block : grid.windowBlocks()) {
      most = Math.max(most, cycles.of(block).keys());
    }
    return most;
  }

  /** When {@code scores} cycles of a core's QKᵀ tasks, and what follows them, can have ended. */
  private long scored(CoreWork core, long scores, long after) {
    BlockCycles first = core.first();
    long firstKeys = layer.transfers().firstKeys();
    long start = first.query() + firstKeys + latency + scores;
    long rest = scores - first.scores();
    return Math.max(start, filled(first) + latency + first.lastScoreTile() + rest) + after;
  }

  /**
   * When the first core can have Q and K of its first row block. Where all of K stays, nothing
   * holds up their transfers, and cores take turns, Q first: they fetch K together where they share
   * it; else the others have theirs but for the last sub-tile by then.
   */
  private long filled(BlockCycles first) {
    if (!cycles.alike() || cycles.anyColumns() || problem.tiling().residentKeyTiles() == 0) {
      return first.query() + first.keys();
    }
    long busy = CoreLoad.busyCores(problem);
    long queries = 0;
    for (CoreWork core : cores) {
      queries += busy / cores.size() * core.first().query();
    }
    long last = durations.transfer(grid.keyTileBytes(grid.keyTiles() - 1));
    long others = problem.sharesKv() ? 0 : busy - 1;
    return queries + first.keys() + others * (first.keys() - last);
  }

  /** When a core has the scores of its first row block that gets its Q and K after all others. */
  private long lastScored() {
    long alike = layer.alikeCores();
    long first = 0;
    long keys = 0;
    long tile = Long.MAX_VALUE;
    for (CoreWork core : cores) {
      BlockCycles block = core.first();
      first += alike * block.query();
      keys = problem.sharesKv() ? Math.max(keys, block.keys()) : keys + alike * block.keys();
      tile = Math.min(tile, block.lastScoreTile());
    }
    return first + keys + latency + tile;
  }

  /**
   * The pass, whose stores of the last two row blocks of every core come last: a store of one
   * before frees the slot that the last products need. So do the last sub-tiles of P and V of the
   * last row blocks, where that leaves more.
   *
   * @param transfers all of them
   */
  private long drained(long transfers) {
    if (!cycles.alike() || cycles.anyColumns() || grid.valueTiles() != grid.keyTiles()) {
      return 0;
    }
    long lastValues = durations.transfer(grid.valueTileBytes(grid.valueTiles() - 1));
    long stores = 0;
    long tiles = 0;
    long last = Long.MAX_VALUE;
    long lastTwo = Long.MAX_VALUE;
    for (CoreWork core : cores) {
      BlockCycles block = core.last();
      long one = latency + block.lastOutputTile();
      long two = one + (grid.valueTiles() > 1 ? block.outputTile() : 0);
      last = Math.min(last, Math.min(one, block.outputs()) + block.output());
      lastTwo = Math.min(lastTwo, Math.min(two, block.outputs()) + block.output());
      stores += block.output() + (core.blocks() > 1 ? core.beforeLast().output() : 0);
      tiles += lastTile(core.load().rowBlock(core.blocks() - 1)) + lastValues;
    }
    long alike = CoreLoad.busyCores(problem) / cores.size();
    return transfers - alike * stores + Math.max(last, lastTwo - alike * tiles);
  }

  private long outputPass() {
    long transfers = scoreTiles + layer.transfers().values(problem) + outputs;
    long stored =
        stored(this::multiplied, BlockCycles::outputs, block -> cycles.of(block).output());
    return Math.max(transfers, Math.max(stored, drained(transfers))) + latency;
  }

  /** When all products of a core with V can have ended. */
  private long multiplied(CoreWork core) {
    BlockCycles first = core.first();
    long start = lastTile() + layer.transfers().firstValues() + latency;
    long filled = first.values() + latency + first.lastOutputTile() - first.outputs();
    return Math.max(start, filled) + core.outputs();
  }

  /**
   * When all stores of a pass can have ended: those of the last k row blocks of every core come
   * after some core has done all its work but that of its last k − 1.
   *
   * @param end when a core can have done the work of all its row blocks
   * @param work that of one
   * @param store the transfer of what is stored of one
   */
  private long stored(
      ToLongFunction<CoreWork> end, ToLongFunction<BlockCycles> work, IntToLongFunction store) {
    long bound = 0;
    long[] ends = cores.stream().mapToLong(end).toArray();
    long fewest = cores.stream().mapToLong(CoreWork::blocks).min().orElseThrow();
    long stores = 0;
    for (long k = 1; k <= Math.min(fewest, SCORE_BUFFERS); k++) {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < ends.length; i++) {
        CoreWork core = cores.get(i);
        int block = core.load().rowBlock(core.blocks() - k);
        long own = store.applyAsLong(block);
        bound = Math.max(bound, ends[i] + own);
        stores += layer.alikeCores() * own;
        least = Math.min(least, ends[i]);
        ends[i] -= work.applyAsLong(cycles.of(block));
      }
      bound = Math.max(bound, least + stores);
    }
    return bound;
  }

  /** The smallest transfer of a score sub-tile. */
  private long lastTile() {
    return Math.min(lastTile(grid.rowBlocks() - 1), lastTile(0));
  }

  /** The transfer of the last score sub-tile of a row block. */
  private long lastTile(int block) {
    return tile(block, grid.kept(block).keyEnd() - 1);
  }

  /** The smallest transfer of a row block of scores. */
  private long leastRow() {
    long least = Math.min(row(0), row(grid.rowBlocks() - 1));
    for (int block : grid.windowBlocks()) {
      least = Math.min(least, row(block));
    }
    return least;
  }
}
