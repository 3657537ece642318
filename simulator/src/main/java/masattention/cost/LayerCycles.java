package masattention.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
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

  /** The transfer of the first K sub-tile that a core fetches, or the least that it is. */
  long firstKeys() {
    int smallest = hasWindow() ? grid.keyTiles() - 1 : 0;
    return firstTile(grid.keyTileBytes(smallest), grid.keyCols(smallest));
  }

  /** The transfer of the first V sub-tile, or the least that it is. */
  long firstValues() {
    int smallest = hasWindow() ? grid.valueTiles() - 1 : 0;
    return firstTile(grid.valueTileBytes(smallest), grid.valueCols(smallest));
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
    if (blocks.anyColumns() && (problem.tiling().residentKeyTiles() == 0 || hasWindow())) {
      long bytes = (long) grid.shape().headDim() * grid.shape().kElementBytes();
      return anyColumns(problem.tiling().residentKeyTiles(), bytes, BlockCycles::keys);
    }
    Matrix keys =
        new Matrix(
            durations.transfer(grid.keyTileBytes(0)),
            durations.transfer(grid.keyTileBytes(grid.keyTiles() - 1)),
            grid.keyTiles(),
            grid::firstKeyTile,
            grid::keyTileEnd);
    return transfers(keys, problem.tiling().residentKeyTiles());
  }

  /** Cycles of the channel for V. */
  long valueTransfers() {
    if (blocks.anyColumns() && (problem.tiling().residentValueTiles() == 0 || hasWindow())) {
      long bytes = (long) grid.shape().valueDim() * grid.shape().vElementBytes();
      return anyColumns(problem.tiling().residentValueTiles(), bytes, BlockCycles::values);
    }
    Matrix values =
        new Matrix(
            durations.transfer(grid.valueTileBytes(0)),
            durations.transfer(grid.valueTileBytes(grid.valueTiles() - 1)),
            grid.valueTiles(),
            grid::firstValueTile,
            grid::valueTileEnd);
    return transfers(values, problem.tiling().residentValueTiles());
  }

  private boolean hasWindow() {
    return grid.shape().hasWindow();
  }

  private long anyColumns(int resident, long bytesPerKey, ToLongFunction<BlockCycles> fetch) {
    return resident == 0
        ? streamed(fetch)
        : grid.shape().groups() * durations.transfer(grid.shape().seenKeys() * bytesPerKey);
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

  /**
   * K or V in sub-tiles.
   *
   * @param tile the transfer of one
   * @param lastTile of the last
   * @param first the first that a row block sees
   * @param end the one after the last that it sees
   */
  private record Matrix(
      long tile, long lastTile, int tiles, IntUnaryOperator first, IntUnaryOperator end) {}

  private long transfers(Matrix matrix, int resident) {
    int tiles = matrix.tiles();
    long ragged = matrix.tile() - matrix.lastTile();
    long once = resident == 0 ? 0 : (resident - matrix.first().applyAsInt(0)) * matrix.tile();
    once -= resident == tiles ? ragged : 0;
    long fetched = once * grid.shape().groups();
    if (!grid.shape().isMasked() && resident > 0) {
      fetched = once * problem.residentFetches(0, grid.rowBlocks() - 1);
    }
    if (problem.tiling().spans().blocksPerPass() > 1) {
      return inPasses(matrix);
    }
    for (int block = 0; resident < tiles && block < grid.rowBlocks(); ) {
      int alike = grid.blocksLike(block);
      int end = matrix.end().applyAsInt(block);
      int streamed = Math.max(0, end - Math.max(resident, matrix.first().applyAsInt(block)));
      long cycles = streamed * matrix.tile() - (end == tiles ? ragged : 0);
      fetched += (long) grid.shape().groups() * alike * Math.max(0, cycles);
      block += alike;
    }
    return fetched;
  }

  /** The same where row blocks share passes: of a causal layer by ROWS of the last one at least. */
  private long inPasses(Matrix matrix) {
    int tiles = matrix.tiles();
    long ragged = matrix.tile() - matrix.lastTile();
    if (!grid.shape().causal()) {
      return Passes.count(problem) * (tiles * matrix.tile() - ragged);
    }
    int perPass = problem.tiling().spans().blocksPerPass();
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    long fetched = 0;
    for (int block = grid.rowBlocks() - 1; block >= 0; block--) {
      boolean ends = block == grid.rowBlocks() - 1 || (heads && block % perPass == perPass - 1);
      int some = matrix.end().applyAsInt(block);
      fetched += ends ? some * matrix.tile() - (some == tiles ? ragged : 0) : 0;
    }
    return grid.shape().groups() * fetched;
  }
}
