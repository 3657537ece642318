package masattention.search;

import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.Durations;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.workload.AttentionShape;

/**
 * The work and the busy cycles of a program in closed form, from tile sizes and their numbers,
 * without building it.
 */
public final class Totals {
  private final BlockGrid grid;
  private final AttentionShape shape;
  private final NpuConfig machine;
  private final Traits traits;
  private final Durations durations;
  private final boolean halfArray;
  private final int arrayRows;
  private final int spilledTiles;

  private long macs;
  private long adds;
  private long subs;
  private long muls;
  private long maxes;
  private long exps;
  private long divs;
  private long l0Reads;
  private long l0Writes;
  private long l1Reads;
  private long l1Writes;
  private long dramReads;
  private long dramWrites;
  private long kvReads;
  private long spills;
  private long macBusy;
  private long vecBusy;
  private long dramBusy;

  private Totals(Schedulers scheduler, Problem problem, int spilledTiles) {
    grid = problem.grid();
    shape = problem.shape();
    machine = problem.machine();
    traits = scheduler.traits();
    durations = new Durations(machine);
    halfArray = traits.matrixUnit() != EngineKind.MAC;
    arrayRows = halfArray ? machine.macRows() / 2 : machine.macRows();
    this.spilledTiles = spilledTiles;
    rowBlocks();
    resident(problem);
  }

  /** The totals of the program that {@code scheduler} makes of a feasible {@code problem}. */
  public static Totals of(Schedulers scheduler, Problem problem) {
    return of(scheduler, problem, scheduler.spilledTiles(problem));
  }

  /** The same, the number of score sub-tiles that spill being known. */
  static Totals of(Schedulers scheduler, Problem problem, int spilledTiles) {
    return new Totals(scheduler, problem, spilledTiles);
  }

  /** Operations and bytes. */
  public WorkCounts work() {
    return new WorkCounts(
        macs,
        adds,
        subs,
        muls,
        maxes,
        exps,
        divs,
        l0Reads,
        l0Writes,
        l1Reads,
        l1Writes,
        dramReads,
        dramWrites,
        kvReads - shape.keyBytes() - shape.valueBytes(),
        spills);
  }

  /** Busy cycles of MAC, VEC and DRAM. */
  public BusyCycles busy() {
    long mac = halfArray ? macBusy / 2 + macBusy % 2 : macBusy;
    return new BusyCycles(mac, vecBusy, dramBusy);
  }

  private void rowBlocks() {
    int blocks = grid.rowBlocks();
    if (shape.causal()) {
      for (int block = 0; block < blocks; block++) {
        rowBlock(block, shape.heads());
      }
    } else {
      if (blocks > 1) {
        rowBlock(0, (long) shape.heads() * (blocks - 1));
      }
      rowBlock(blocks - 1, shape.heads());
    }
  }

  /** Adds {@code times} row blocks like {@code block}. */
  private void rowBlock(int block, long times) {
    load(grid.queryBytes(block), times);
    scores(block, times);
    if (traits.onePass()) {
      onePassSoftmax(block, times);
    } else {
      softmax(block, times);
    }
    outputs(block, times);
    store(grid.outputBytes(block), times);
    staged(block, times);
    intermediates(block, times);
  }

  private void scores(int block, long times) {
    int kept = grid.keptKeyTiles(block);
    scoreTiles(block, grid.keyCols(0), times * (kept - 1));
    scoreTiles(block, grid.keyCols(kept - 1), times);
  }

  private void scoreTiles(int block, int cols, long times) {
    int last = grid.depthSlices() - 1;
    int bytes = shape.elementBytes();
    int rows = grid.rows(block);
    matmul(Product.SCORES, rows, grid.depth(0), cols, false, bytes, times);
    if (last > 0) {
      matmul(Product.SCORES, rows, grid.depth(0), cols, true, bytes, times * (last - 1));
      matmul(Product.SCORES, rows, grid.depth(last), cols, true, bytes, times);
    }
  }

  private void outputs(int block, long times) {
    int last = grid.keptValueTiles(block) - 1;
    int bytes = traits.onePass() ? Float.BYTES : shape.elementBytes();
    int rows = grid.rows(block);
    int before = last * grid.tiling().valueColsPerTile();
    int lastCols = Math.min(grid.valueCols(last), grid.keptCols(block) - before);
    int f = shape.valueDim();
    if (last > 0) {
      matmul(Product.VALUES, rows, grid.valueCols(0), f, false, bytes, times);
      matmul(Product.VALUES, rows, grid.valueCols(0), f, true, bytes, times * (last - 1));
    }
    matmul(Product.VALUES, rows, lastCols, f, last > 0, bytes, times);
  }

  private void matmul(
      Product product, int m, int k, int n, boolean accumulates, int outBytes, long times) {
    if (times == 0) {
      return;
    }
    Op.Matmul task =
        new Op.Matmul(product, m, k, n, accumulates, halfArray, shape.elementBytes(), outBytes);
    long left = (long) m * k * shape.elementBytes();
    long right = (long) k * n * shape.elementBytes();
    macs += times * m * k * n;
    l0Reads += times * (left * ceilDiv(n, machine.macCols()) + right * ceilDiv(m, arrayRows));
    l0Writes += times * (left + right);
    l1Reads += times * task.l1ReadBytes();
    l1Writes += times * task.l1WriteBytes();
    macBusy += times * durations.visit(task);
  }

  private static long ceilDiv(int a, int b) {
    return (a - 1L) / b + 1;
  }

  private void softmax(int block, long times) {
    long rows = grid.rows(block);
    long width = grid.keptCols(block);
    long elements = times * rows * width;
    softmaxElements(elements);
    muls += elements;
    divs += times * rows;
    vecBusy += times * durations.softmax(rows, width);
  }

  private void onePassSoftmax(int block, long times) {
    int kept = grid.keptKeyTiles(block);
    long rows = grid.rows(block);
    long f = shape.valueDim();
    onlineSoftmax(rows, grid.keyCols(0), times * (kept - 1));
    onlineSoftmax(rows, grid.keyCols(kept - 1), times);
    vecBusy +=
        times * (kept - 1) * durations.rescale(rows, f) + times * durations.normalize(rows, f);
    long scaled = times * kept * rows * f;
    muls += scaled;
    l1Reads += scaled * Float.BYTES;
    l1Writes += scaled * Float.BYTES;
    divs += times * rows;
  }

  private void onlineSoftmax(long rows, long cols, long times) {
    softmaxElements(times * rows * cols);
    maxes += times * rows;
    subs += times * rows;
    exps += times * rows;
    adds += times * rows;
    muls += times * rows;
    vecBusy += times * durations.onlineSoftmax(rows, cols);
  }

  private void softmaxElements(long elements) {
    maxes += elements;
    subs += elements;
    exps += elements;
    adds += elements;
    l1Reads += 2 * elements * shape.elementBytes();
    l1Writes += elements * shape.elementBytes();
  }

  /** K and V sub-tiles fetched again for every row block. */
  private void staged(int block, long times) {
    int keys = grid.keptKeyTiles(block);
    for (int tile = grid.tiling().residentKeyTiles(); tile < keys; ) {
      int alike = tile < keys - 1 ? keys - 1 - tile : 1;
      kvLoad(grid.keyTileBytes(tile), times * alike);
      tile += alike;
    }
    int values = grid.keptValueTiles(block);
    for (int tile = grid.tiling().residentValueTiles(); tile < values; ) {
      int alike = tile < values - 1 ? values - 1 - tile : 1;
      kvLoad(grid.valueTileBytes(tile), times * alike);
      tile += alike;
    }
  }

  private void resident(Problem problem) {
    int keys = grid.tiling().residentKeyTiles();
    int values = grid.tiling().residentValueTiles();
    if (shape.causal()) {
      for (int tile = 0; tile < keys; tile++) {
        kvLoad(grid.keyTileBytes(tile), problem.residentKeyFetches(tile));
      }
      for (int tile = 0; tile < values; tile++) {
        kvLoad(grid.valueTileBytes(tile), problem.residentValueFetches(tile));
      }
      return;
    }
    long fetches = problem.residentKeyFetches(0);
    if (keys > 0) {
      kvLoad(grid.keyTileBytes(0), fetches * (keys - 1));
      kvLoad(grid.keyTileBytes(keys - 1), fetches);
    }
    if (values > 0) {
      kvLoad(grid.valueTileBytes(0), fetches * (values - 1));
      kvLoad(grid.valueTileBytes(values - 1), fetches);
    }
  }

  private void intermediates(int block, long times) {
    int kept = grid.keptKeyTiles(block);
    long tile = grid.scoreTileBytes(block, 0);
    long last = grid.scoreTileBytes(block, kept - 1);
    long row = (kept - 1) * tile + last;
    switch (traits.intermediates()) {
      case NONE -> {
        for (int t = grid.keyTiles() - spilledTiles; t < kept; t++) {
          long bytes = grid.scoreTileBytes(block, t);
          store(bytes, times);
          load(bytes, times);
          spills += times * bytes;
        }
      }
      case P -> {
        store(row, times);
        load(tile, times * (kept - 1));
        load(last, times);
      }
      case S_AND_P -> {
        store(tile, times * (kept - 1));
        store(last, times);
        load(row, times);
        store(row, times);
        load(tile, times * (kept - 1));
        load(last, times);
      }
    }
  }

  private void kvLoad(long bytes, long times) {
    kvReads += times * bytes;
    load(bytes, times);
  }

  private void load(long bytes, long times) {
    dramReads += times * bytes;
    l1Writes += times * bytes;
    dramBusy += times * durations.transfer(bytes);
  }

  private void store(long bytes, long times) {
    dramWrites += times * bytes;
    l1Reads += times * bytes;
    dramBusy += times * durations.store(bytes);
  }
}
