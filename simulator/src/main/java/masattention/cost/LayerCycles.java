package masattention.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import masattention.interpret.timing.Durations;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;

/** The cycles that the engines need for a layer, in closed form. */
final class LayerCycles {
  private final Problem problem;
  private final BlockGrid grid;
  private final RowBlockCycles blocks;
  private final Durations durations;
  private final List<CoreWork> cores = new ArrayList<>();

  /** Cores with the same work as each of the list. */
  private final int alikeCores;

  LayerCycles(Traits traits, Problem problem, Leeway leeway) {
    this.problem = problem;
    grid = problem.grid();
    blocks = new RowBlockCycles(traits, problem, leeway);
    durations = blocks.durations();
    int busy = CoreLoad.busyCores(problem);
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    alikeCores = heads ? mostLoaded(busy) : 1;
    for (int core = 0; core < (heads ? 1 : busy); core++) {
      cores.add(CoreWork.of(new CoreLoad(problem, core), blocks));
    }
  }

  /** The transfer of the first K sub-tile, or the least that it is. */
  long firstKeys() {
    return firstTile(grid.keyTileBytes(0), grid.keyCols(0));
  }

  /** The same of V. */
  long firstValues() {
    return firstTile(grid.valueTileBytes(0), grid.valueCols(0));
  }

  private long firstTile(long bytes, int cols) {
    return durations.transfer(blocks.anyColumns() ? bytes / cols : bytes);
  }

  /** Cores that no core has more groups than. */
  private int mostLoaded(int busy) {
    int left = problem.shape().groups() % problem.machine().cores();
    return left == 0 ? busy : Math.min(busy, left);
  }

  RowBlockCycles blocks() {
    return blocks;
  }

  /** Those of the cores that have most to do, as far as they differ. */
  List<CoreWork> cores() {
    return cores;
  }

  int alikeCores() {
    return alikeCores;
  }

  /** The makespan that engines without any wait need, given that of the DRAM channel. */
  long engines(long transfers) {
    long work = transfers + problem.machine().dramLatencyCycles();
    for (CoreWork core : cores) {
      long products = core.scores() + core.outputs();
      long halves = blocks.splitsMatrixUnit() ? products / 2 : products;
      work = Math.max(work, Math.max(halves, core.vector() + core.divisions()));
    }
    return work;
  }

  /** Cycles of the channel for Q, K, V and O of a schedule whose scores stay on chip. */
  long fusedTransfers() {
    long queriesAndOutputs = 0;
    for (int block = 0; block < grid.rowBlocks(); ) {
      int alike = grid.blocksLike(block);
      BlockCycles cycles = blocks.of(block);
      queriesAndOutputs += alike * (cycles.query() + cycles.output());
      block += alike;
    }
    return grid.shape().groups() * queriesAndOutputs + keyTransfers() + valueTransfers();
  }

  /** Cycles of the channel for K. */
  long keyTransfers() {
    long tile = durations.transfer(grid.keyTileBytes(0));
    long last = durations.transfer(grid.keyTileBytes(grid.keyTiles() - 1));
    Kept kept = grid::keptKeyTiles;
    if (blocks.anyColumns() && problem.tiling().residentKeyTiles() == 0) {
      return streamed(BlockCycles::keys);
    }
    return transfers(tile, last, grid.keyTiles(), problem.tiling().residentKeyTiles(), kept);
  }

  /** Cycles of the channel for V. */
  long valueTransfers() {
    long tile = durations.transfer(grid.valueTileBytes(0));
    long last = durations.transfer(grid.valueTileBytes(grid.valueTiles() - 1));
    Kept kept = grid::keptValueTiles;
    if (blocks.anyColumns() && problem.tiling().residentValueTiles() == 0) {
      return streamed(BlockCycles::values);
    }
    return transfers(tile, last, grid.valueTiles(), problem.tiling().residentValueTiles(), kept);
  }

  /** Cycles of the channel for a matrix that every row block fetches. */
  private long streamed(ToLongFunction<BlockCycles> fetch) {
    int last = grid.rowBlocks() - 1;
    long sum = fetch.applyAsLong(blocks.of(last));
    if (blocks.alike()) {
      sum += last > 0 ? last * fetch.applyAsLong(blocks.of(0)) : 0;
    } else {
      for (int block = 0; block < last; block++) {
        sum += fetch.applyAsLong(blocks.of(block));
      }
    }
    return grid.shape().groups() * sum;
  }

  private interface Kept {
    int tiles(int rowBlock);
  }

  private long transfers(long tile, long last, int tiles, int resident, Kept kept) {
    long once = resident < tiles ? resident * tile : (tiles - 1) * tile + last;
    long fetched = once * grid.shape().groups();
    if (!grid.shape().causal() && resident > 0) {
      fetched = once * problem.residentFetches(0);
    }
    if (problem.tiling().spans().blocksPerPass() > 1) {
      return inPasses(tile, last, tiles, kept);
    }
    for (int block = 0; resident < tiles && block < grid.rowBlocks(); ) {
      int alike = grid.blocksLike(block);
      int streamed = Math.max(0, kept.tiles(block) - resident);
      long cycles = streamed * tile - (kept.tiles(block) == tiles ? tile - last : 0);
      fetched += (long) grid.shape().groups() * alike * Math.max(0, cycles);
      block += alike;
    }
    return fetched;
  }

  /** The same where row blocks share passes: of a causal layer by ROWS of the last one at least. */
  private long inPasses(long tile, long last, int tiles, Kept kept) {
    long groups = grid.shape().groups();
    if (!grid.shape().causal()) {
      return Passes.count(problem) * ((tiles - 1) * tile + last);
    }
    int perPass = problem.tiling().spans().blocksPerPass();
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    long fetched = 0;
    for (int block = grid.rowBlocks() - 1; block >= 0; block--) {
      boolean ends = block == grid.rowBlocks() - 1 || (heads && block % perPass == perPass - 1);
      int some = kept.tiles(block);
      fetched += ends ? some * tile - (some == tiles ? tile - last : 0) : 0;
    }
    return groups * fetched;
  }
}
