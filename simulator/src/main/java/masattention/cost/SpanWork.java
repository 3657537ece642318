package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.npu.VectorCosts;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.schedule.Normalize;
import masattention.schedule.Problem;
import masattention.tiling.BlockGrid;
import masattention.tiling.Spans;

/**
 * What both units of all cores have to do with given extents, whatever the spans, the partition and
 * what stays in L1: prices that are asked for once, and sums of them for every spans.
 */
public final class SpanWork {
  private final Problem problem;
  private final BlockGrid grid;
  private final Durations durations;
  private final VectorCosts costs;
  private final Normalize normalize;
  private final Block full;
  private final Block last;
  private final int fullBlocks;

  /**
   * The work with the extents of {@code problem}, of a layer that is not causal.
   *
   * @param normalize where unassisted whole rows are divided
   */
  public SpanWork(Problem problem, Normalize normalize) {
    this.problem = problem;
    this.normalize = normalize;
    grid = problem.grid();
    durations = new Durations(problem.machine());
    costs = durations.costs();
    fullBlocks = grid.rowBlocks() - 1;
    last = new Block(grid.rows(fullBlocks));
    full = fullBlocks == 0 ? last : new Block(grid.rows(0));
  }

  /** Cycles that no program with these spans falls below. */
  public long floor(Spans spans) {
    boolean corner = spans.whole() && spans.isUnassisted();
    long matrix = fullBlocks * full.matrix(spans, corner) + last.matrix(spans, corner);
    long vector = fullBlocks * full.vector(spans, corner) + last.vector(spans, corner);
    long groups = problem.shape().groups();
    int cores = problem.machine().cores();
    long latency = problem.machine().dramLatencyCycles();
    long start =
        durations.transfer(grid.queryBytes(fullBlocks))
            + durations.transfer(grid.keyTileBytes(0))
            + latency;
    long end = durations.store(grid.outputBytes(fullBlocks)) + latency;
    long units =
        Math.max(groups * matrix / cores, groups * vector / cores + last.scores(grid.keyCols(0)));
    return start + units + end;
  }

  /** Prices of the tasks of a row block. */
  private final class Block {
    private final int rows;
    private final int tiles = grid.keyTiles();
    private final int cols = grid.keyCols(0);
    private final int lastCols = grid.keyCols(tiles - 1);
    private final int width = grid.shape().valueDim();
    private final int bytes = grid.shape().elementBytes();
    private final long allScores;
    private final long shift;
    private final long lastShift;
    private final long[] products = new long[2];
    private final long[] lastProducts = new long[2];
    private final long[] firstProducts = new long[2];
    private final long cornerProducts;
    private final long[] rescale = new long[2];
    private final long normal;

    Block(int rows) {
      this.rows = rows;
      allScores = (tiles - 1) * scores(cols) + scores(lastCols);
      shift = matmul(Product.SHIFT, 1, cols, true, bytes);
      lastShift = matmul(Product.SHIFT, 1, lastCols, true, bytes);
      for (int ones = 0; ones < 2; ones++) {
        products[ones] = values(cols, width + ones, true, Float.BYTES);
        lastProducts[ones] = values(lastCols, width + ones, true, Float.BYTES);
        firstProducts[ones] = values(cols, width + ones, false, Float.BYTES);
        rescale[ones] = durations.rescale(rows, width + ones);
      }
      int out = normalize == Normalize.SCORES ? bytes : Float.BYTES;
      cornerProducts =
          tiles == 1
              ? values(cols, width, false, out)
              : values(cols, width, false, out)
                  + (tiles - 2) * values(cols, width, true, out)
                  + values(lastCols, width, true, out);
      normal = durations.normalize(rows, width);
    }

    private long matmul(Product product, int k, int n, boolean accumulates, int outBytes) {
      return durations.visit(
          new Op.Matmul(
              product,
              rows,
              k,
              n,
              accumulates,
              false,
              bytes,
              BlockCycles.rightElementBytes(grid.shape(), product),
              outBytes));
    }

    private long values(int keys, int n, boolean accumulates, int outBytes) {
      return matmul(Product.VALUES, keys, n, accumulates, outBytes);
    }

    long scores(int keys) {
      long cycles = 0;
      for (int slice = 0; slice < grid.depthSlices(); slice++) {
        cycles += matmul(Product.SCORES, grid.depth(slice), keys, slice > 0, bytes);
      }
      return cycles;
    }

    long matrix(Spans spans, boolean corner) {
      if (corner) {
        return allScores + cornerProducts;
      }
      int perSpan = spans.tilesPerSpan();
      int place = (tiles - 1) % perSpan;
      int before = (tiles - 1) / perSpan;
      long shifted = (long) before * spans.shiftTiles() + Math.min(place, spans.shiftTiles());
      long summed = (long) before * spans.sumTiles() + Math.min(place, spans.sumTiles());
      long shifts = shifted * shift + (place < spans.shiftTiles() ? lastShift : 0);
      long outputs =
          summed * products[1]
              + (tiles - 1 - summed) * products[0]
              + lastProducts[place < spans.sumTiles() ? 1 : 0];
      int first = spans.sumTiles() > 0 ? 1 : 0;
      long began = tiles == 1 ? lastProducts[first] : products[first];
      return allScores + shifts + outputs + firstProducts[first] - began;
    }

    long vector(Spans spans, boolean corner) {
      if (corner) {
        boolean divides = normalize == Normalize.SCORES;
        int all = grid.shape().seqKv();
        return durations.softmax(rows, all, divides) + (divides ? 0 : normal);
      }
      int perSpan = spans.tilesPerSpan();
      int before = (tiles - 1) / perSpan;
      long one = rescale[spans.sumTiles() > 0 ? 1 : 0] + span(spans, 0, perSpan);
      int tile = before * perSpan;
      return (before == 0 ? 0 : before * one) + span(spans, tile, tiles - tile) + normal;
    }

    private long span(Spans spans, int tile, int count) {
      long n = grid.keyCols(tile, count);
      long kept = n - grid.keyCols(tile, Math.min(count, spans.shiftTiles()));
      long added = n - grid.keyCols(tile, Math.min(count, spans.sumTiles()));
      boolean online = !spans.whole();
      boolean keepsSum = spans.sumTiles() < spans.tilesPerSpan();
      long maxima =
          n * (costs.maxMilli() + costs.maxReductionMilli())
              + (online ? costs.maxMilli() + costs.subMilli() : 0);
      long correction = online ? costs.expMilli() : 0;
      long others =
          kept * costs.subMilli()
              + added * costs.sumMilli()
              + (online && keepsSum ? costs.mulMilli() + costs.addMilli() : 0);
      long exponentials = n * costs.expMilli();
      return spans.shiftTiles() > 0
          ? vector(correction, maxima) + vector(exponentials, others)
          : vector(correction + exponentials, maxima + others);
    }

    private long vector(long exponentials, long others) {
      return durations.vector(rows * exponentials, rows * others);
    }
  }
}
