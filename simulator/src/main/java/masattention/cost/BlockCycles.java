package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.program.EngineKind;
import masattention.program.Op.Product;
import masattention.schedule.Normalize;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Kept;
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
  static BlockCycles of(Products products, int block) {
    Traits traits = products.traits();
    BlockGrid grid = products.grid();
    Durations durations = products.durations();
    int rows = grid.rows(block);
    Kept kept = grid.kept(block);
    int keys = kept.keys();
    int values = kept.values();
    int firstValue = kept.firstValue();
    int lastKey = kept.keyEnd() - 1;
    int lastValue = kept.valueEnd() - 1;
    int second = firstValue + (values > 2 ? 1 : 0);
    long score = products.scores(rows, grid.keyCols(kept.firstKey()));
    long lastOutput = products.outputTile(rows, kept, lastValue);
    long output = values > 1 ? products.outputTile(rows, kept, second) : lastOutput;
    Sweep scores =
        new Sweep(
            keys,
            score,
            score,
            products.scores(rows, grid.keyCols(lastKey)),
            durations.transfer(grid.keyTileBytes(0)),
            durations.transfer(grid.keyTileBytes(lastKey)));
    Sweep outputs =
        new Sweep(
            values,
            products.outputTile(rows, kept, firstValue),
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
        vector(traits, grid, durations, rows, kept),
        division(traits, grid, durations, block),
        outputs.cycles(valuesKept, durations.latency()),
        outputs.first(),
        lastOutput,
        output,
        durations.transfer(grid.queryBytes(block)),
        scores.transfers(),
        outputs.transfers(),
        durations.store(grid.outputBytes(block)),
        traits.onePass() && keys % 2 == 0 ? products.tilePairs(rows, kept) : 0,
        score,
        lastOutput,
        Moves.NONE);
  }

  /**
   * The same as they are at least, whatever the columns per tile up to {@code mostColumns}: with
   * the visible keys in one tile, but its first and last tiles of one column, and the one-pass
   * softmax in as few parts as there can be.
   */
  static BlockCycles least(Products products, int block, int mostColumns) {
    Traits traits = products.traits();
    BlockGrid grid = products.grid();
    Durations durations = products.durations();
    AttentionShape shape = grid.shape();
    int keys = grid.visibleKeys(block);
    int rows = grid.rows(block);
    long tile = products.scores(rows, 1);
    long width = shape.valueDim();
    return new BlockCycles(
        products.scores(rows, keys),
        tile,
        tile,
        traits.onePass()
            ? durations.leastOnlineSoftmax(rows, keys, width, (keys - 1) / mostColumns + 1)
                + durations.normalize(rows, width)
            : durations.softmax(rows, keys, dividesScores(traits)),
        division(traits, grid, durations, block),
        products.output(rows, keys, false),
        products.output(rows, 1, false),
        products.output(rows, 1, false),
        products.output(rows, keys, false),
        durations.transfer(grid.queryBytes(block)),
        durations.transfer((long) keys * shape.headDim() * shape.kElementBytes()),
        durations.transfer(keys * width * shape.vElementBytes()),
        durations.store(grid.outputBytes(block)),
        0,
        tile,
        products.output(rows, 1, false),
        Moves.NONE);
  }

  private static long vector(
      Traits traits, BlockGrid grid, Durations durations, long rows, Kept kept) {
    if (!traits.onePass()) {
      return durations.softmax(rows, kept.cols(), dividesScores(traits));
    }
    long width = grid.shape().valueDim();
    return (kept.keys() - 1)
            * (durations.onlineSoftmax(rows, grid.keyCols(kept.firstKey()))
                + durations.rescale(rows, width))
        + durations.onlineSoftmax(rows, grid.keyCols(kept.keyEnd() - 1))
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

  static boolean dividesScores(Traits traits) {
    return traits.normalize() == Normalize.SCORES;
  }

  /** The division of the outputs of a row block where it is a task between those of others. */
  private static long division(Traits traits, BlockGrid grid, Durations durations, int block) {
    return traits.onePass() || dividesScores(traits)
        ? 0
        : durations.normalize(grid.rows(block), grid.shape().valueDim());
  }
}
