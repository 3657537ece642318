package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.schedule.Normalize;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.workload.AttentionShape;

/**
 * Cycles that the stages of one row block take.
 *
 * @param scores from the start of its first QKᵀ task to the end of its last, at least: the tasks,
 *     and their wait for staged sub-tiles ({@link Sweep})
 * @param firstScoreTile of the QKᵀ tasks of the first sub-tile
 * @param lastScoreTile of those of the last
 * @param vector of all vector tasks, without a division that is no part of the softmax
 * @param division of that division
 * @param outputs the same of its PV tasks
 * @param firstOutputTile of the first PV task
 * @param lastOutputTile of the last
 * @param outputTile of one that is neither the first nor the last, or the longest there is
 * @param query of the transfer of its rows of Q
 * @param keys of one fetch of all K sub-tiles that it sees
 * @param values the same of V
 * @param output of the transfer of its rows of O
 * @param tilePairs of the one-pass softmax over an even number of sub-tiles: the QKᵀ, vector and PV
 *     tasks of every second sub-tile, one after the other; else 0; the same of spans
 * @param firstSpan of the QKᵀ tasks of the first span
 * @param lastSpan of the PV tasks of the last span
 * @param moves what of the vector tasks may become matrix tasks, of a floor over all spans
 */
public record BlockCycles(
    long scores,
    long firstScoreTile,
    long lastScoreTile,
    long vector,
    long division,
    long outputs,
    long firstOutputTile,
    long lastOutputTile,
    long outputTile,
    long query,
    long keys,
    long values,
    long output,
    long tilePairs,
    long firstSpan,
    long lastSpan,
    Moves moves) {

  /** The cycles of row block {@code block} of every head. */
  static BlockCycles of(Traits traits, BlockGrid grid, Durations durations, int block) {
    Products products = new Products(traits, grid, durations, block);
    int keys = grid.keptKeyTiles(block);
    int values = grid.keptValueTiles(block);
    int firstKey = grid.firstKeyTile(block);
    int firstValue = grid.firstValueTile(block);
    int lastKey = grid.keyTileEnd(block) - 1;
    int lastValue = grid.valueTileEnd(block) - 1;
    long score = products.scoreTile(firstKey);
    long lastOutput = products.outputTile(lastValue);
    long output = values > 1 ? products.outputTile(firstValue + (values > 2 ? 1 : 0)) : lastOutput;
    Sweep scores =
        new Sweep(
            keys,
            score,
            score,
            products.scoreTile(lastKey),
            durations.transfer(grid.keyTileBytes(0)),
            durations.transfer(grid.keyTileBytes(lastKey)));
    Sweep outputs =
        new Sweep(
            values,
            products.outputTile(firstValue),
            output,
            lastOutput,
            durations.transfer(grid.valueTileBytes(0)),
            durations.transfer(grid.valueTileBytes(lastValue)));
    boolean inTurn =
        traits.matrixUnit() == EngineKind.MAC && !traits.onePass() && !durations.slowed();
    int keysKept = inTurn ? grid.tiling().residentKeyTiles() : keys;
    int valuesKept = inTurn ? grid.tiling().residentValueTiles() : values;
    return new BlockCycles(
        scores.cycles(keysKept, durations.latency()),
        score,
        scores.last(),
        vector(traits, grid, durations, block),
        division(traits, grid, durations, block),
        outputs.cycles(valuesKept, durations.latency()),
        outputs.first(),
        lastOutput,
        output,
        durations.transfer(grid.queryBytes(block)),
        scores.transfers(),
        outputs.transfers(),
        durations.store(grid.outputBytes(block)),
        traits.onePass() && keys % 2 == 0 ? products.tilePairs() : 0,
        score,
        lastOutput,
        Moves.NONE);
  }

  /**
   * The same as they are at least, whatever the columns per tile: with the visible keys in one
   * tile, but its first and last tiles of one column.
   */
  static BlockCycles least(Traits traits, BlockGrid grid, Durations durations, int block) {
    Products products = new Products(traits, grid, durations, block);
    AttentionShape shape = grid.shape();
    int keys = grid.visibleKeys(block);
    long rows = grid.rows(block);
    long tile = products.scoreTileOf(1);
    long width = shape.valueDim();
    return new BlockCycles(
        products.scoreTileOf(keys),
        tile,
        tile,
        traits.onePass()
            ? durations.onlineSoftmax(rows, keys) + durations.normalize(rows, width)
            : durations.softmax(rows, keys, dividesScores(traits)),
        division(traits, grid, durations, block),
        products.outputTile(keys, false),
        products.outputTile(1, false),
        products.outputTile(1, false),
        products.outputTile(keys, false),
        durations.transfer(grid.queryBytes(block)),
        durations.transfer((long) keys * shape.headDim() * shape.kElementBytes()),
        durations.transfer(keys * width * shape.vElementBytes()),
        durations.store(grid.outputBytes(block)),
        0,
        tile,
        products.outputTile(1, false),
        Moves.NONE);
  }

  private static long vector(Traits traits, BlockGrid grid, Durations durations, int block) {
    long rows = grid.rows(block);
    if (!traits.onePass()) {
      return durations.softmax(rows, grid.keptCols(block), dividesScores(traits));
    }
    int keys = grid.keptKeyTiles(block);
    long width = grid.shape().valueDim();
    return (keys - 1)
            * (durations.onlineSoftmax(rows, grid.keyCols(grid.firstKeyTile(block)))
                + durations.rescale(rows, width))
        + durations.onlineSoftmax(rows, grid.keyCols(grid.keyTileEnd(block) - 1))
        + durations.normalize(rows, width);
  }

  /** Bytes of an element of what a product multiplies from the right: K, V or ones. */
  static int rightElementBytes(AttentionShape shape, Product product) {
    return switch (product) {
      case SCORES -> shape.kElementBytes();
      case VALUES -> shape.vElementBytes();
      case SHIFT -> shape.elementBytes();
    };
  }

  private static boolean dividesScores(Traits traits) {
    return traits.normalize() == Normalize.SCORES;
  }

  /** The division of the outputs of a row block where it is a task between those of others. */
  private static long division(Traits traits, BlockGrid grid, Durations durations, int block) {
    return traits.onePass() || dividesScores(traits)
        ? 0
        : durations.normalize(grid.rows(block), grid.shape().valueDim());
  }

  /** The matrix tasks of a row block. */
  private record Products(Traits traits, BlockGrid grid, Durations durations, int block) {

    long scoreTile(int tile) {
      return scoreTileOf(grid.keyCols(tile));
    }

    long scoreTileOf(int cols) {
      int last = grid.depthSlices() - 1;
      long cycles = scoreSlice(grid.depth(0), cols, false);
      if (last > 0) {
        cycles += (last - 1) * scoreSlice(grid.depth(0), cols, true);
        cycles += scoreSlice(grid.depth(last), cols, true);
      }
      return cycles;
    }

    long tilePairs() {
      int pairs = grid.keptKeyTiles(block) / 2;
      long rows = grid.rows(block);
      long rescale = durations.rescale(rows, grid.shape().valueDim());
      int first = grid.firstKeyTile(block);
      long one = scoreTile(first) + durations.onlineSoftmax(rows, grid.keyCols(first));
      return pairs * (one + outputTile(first)) + (pairs - 1) * rescale;
    }

    private long scoreSlice(int depth, int cols, boolean accumulates) {
      int bytes = grid.shape().elementBytes();
      return task(Product.SCORES, depth, cols, accumulates, bytes);
    }

    long outputTile(int tile) {
      return outputTile(grid.keptValueCols(block, tile), tile > grid.firstValueTile(block));
    }

    long outputTile(int cols, boolean accumulates) {
      int bytes = dividesScores(traits) ? grid.shape().elementBytes() : Float.BYTES;
      return task(Product.VALUES, cols, grid.shape().valueDim(), accumulates, bytes);
    }

    private long task(Product product, int k, int n, boolean accumulates, int outBytes) {
      int m = grid.rows(block);
      boolean half = traits.matrixUnit() != EngineKind.MAC;
      AttentionShape shape = grid.shape();
      int right = rightElementBytes(shape, product);
      return durations.visit(
          new Op.Matmul(
              product, m, k, n, accumulates, half, shape.elementBytes(), right, outBytes));
    }
  }
}
