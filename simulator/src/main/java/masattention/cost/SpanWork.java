package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.program.Op.Product;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
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
  private final Products products;

  /** Whether unassisted whole rows are divided before they are multiplied by V. */
  private final boolean divides;

  private final Block full;
  private final Block last;
  private final int fullBlocks;

  /**
   * The work with the extents of {@code problem}, of a layer that is not causal.
   *
   * @param traits those of its scheduler
   */
  public SpanWork(Problem problem, Traits traits) {
    this.problem = problem;
    divides = BlockCycles.dividesScores(traits);
    grid = problem.grid();
    durations = new Durations(problem.machine());
    products = new Products(traits, grid, durations);
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
    private final long[] outputs = new long[2];
    private final long[] lastOutputs = new long[2];
    private final long[] firstOutputs = new long[2];
    private final long cornerOutputs;
    private final long[] rescale = new long[2];
    private final long normal;

    Block(int rows) {
      this.rows = rows;
      allScores = (tiles - 1) * scores(cols) + scores(lastCols);
      shift = products.product(Product.SHIFT, rows, 1, cols, true, bytes);
      lastShift = products.product(Product.SHIFT, rows, 1, lastCols, true, bytes);
      for (int ones = 0; ones < 2; ones++) {
        outputs[ones] = outputs(cols, ones, true);
        lastOutputs[ones] = outputs(lastCols, ones, true);
        firstOutputs[ones] = outputs(cols, ones, false);
        rescale[ones] = durations.rescale(rows, width + ones);
      }
      long further = (tiles - 2) * products.output(rows, cols, true);
      cornerOutputs =
          products.output(rows, cols, false)
              + (tiles == 1 ? 0 : further + products.output(rows, lastCols, true));
      normal = durations.normalize(rows, width);
    }

    private long outputs(int keys, int ones, boolean accumulates) {
      return products.product(Product.VALUES, rows, keys, width + ones, accumulates, Float.BYTES);
    }

    long scores(int keys) {
      return products.scores(rows, keys);
    }

    long matrix(Spans spans, boolean corner) {
      if (corner) {
        return allScores + cornerOutputs;
      }
      int perSpan = spans.tilesPerSpan();
      int place = (tiles - 1) % perSpan;
      int before = (tiles - 1) / perSpan;
      long shifted = (long) before * spans.shiftTiles() + Math.min(place, spans.shiftTiles());
      long summed = (long) before * spans.sumTiles() + Math.min(place, spans.sumTiles());
      long shifts = shifted * shift + (place < spans.shiftTiles() ? lastShift : 0);
      long all =
          summed * outputs[1]
              + (tiles - 1 - summed) * outputs[0]
              + lastOutputs[place < spans.sumTiles() ? 1 : 0];
      int first = spans.sumTiles() > 0 ? 1 : 0;
      long began = tiles == 1 ? lastOutputs[first] : outputs[first];
      return allScores + shifts + all + firstOutputs[first] - began;
    }

    long vector(Spans spans, boolean corner) {
      if (corner) {
        int all = grid.shape().seqKv();
        return durations.softmax(rows, all, divides) + (divides ? 0 : normal);
      }
      int perSpan = spans.tilesPerSpan();
      int before = (tiles - 1) / perSpan;
      long one = rescale[spans.sumTiles() > 0 ? 1 : 0] + products.span(spans, rows, 0, perSpan);
      int tile = before * perSpan;
      return (before == 0 ? 0 : before * one)
          + products.span(spans, rows, tile, tiles - tile)
          + normal;
    }
  }
}
