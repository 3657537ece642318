package masattention.cost;

import masattention.interpret.timing.Durations;
import masattention.npu.VectorCosts;
import masattention.program.Op.Part;
import masattention.program.Op.Product;
import masattention.tiling.BlockGrid;
import masattention.tiling.Spans;
import masattention.workload.AttentionShape;

/** Cycles of the stages of a row block whose softmax goes in spans. */
final class SpanCycles {
  private final Products products;
  private final BlockGrid grid;
  private final Durations durations;
  private final int block;
  private final int rows;
  private final int width;
  private final int elementBytes;

  SpanCycles(Products products, int block) {
    this.products = products;
    this.block = block;
    grid = products.grid();
    durations = products.durations();
    rows = grid.rows(block);
    width = grid.shape().valueDim();
    elementBytes = grid.shape().elementBytes();
  }

  private long scores(int cols) {
    return products.scores(rows, cols);
  }

  private long shift(int cols) {
    return products.product(Product.SHIFT, rows, 1, cols, true, elementBytes);
  }

  private long outputs(int cols, int ones, boolean accumulates) {
    return products.product(Product.VALUES, rows, cols, width + ones, accumulates, Float.BYTES);
  }

  /** The fetches of the K sub-tiles of a row block, of which {@code last} is the last. */
  private long keys(int tiles, int last) {
    return (tiles - 1L) * durations.transfer(grid.keyTileBytes(0))
        + durations.transfer(grid.keyTileBytes(last));
  }

  /** Those of the V sub-tiles. */
  private long values(int tiles, int last) {
    return (tiles - 1L) * durations.transfer(grid.valueTileBytes(0))
        + durations.transfer(grid.valueTileBytes(last));
  }

  /** Those of the spans of the tiling, one row block being gone through at a time. */
  BlockCycles of() {
    Spans spans = grid.tiling().spans();
    int tiles = grid.kept(block).keys();
    int count = grid.keptSpans(block);
    int inLast = tiles - (count - 1) * spans.tilesPerSpan();
    Step full = step(0, Math.min(tiles, spans.tilesPerSpan()));
    Step last = count == 1 ? full : step(tiles - inLast, inLast);
    long rescale = durations.rescale(rows, width + (spans.sumTiles() > 0 ? 1 : 0));
    long first = full.outputs() - outputs(0, true) + outputs(0, false);
    long outputs = (count == 1 ? 0 : first + (count - 2) * full.outputs()) + last.outputs();
    outputs = count == 1 ? first : outputs;
    boolean pairs = spans.shiftTiles() == 0 && count % 2 == 0;
    long one = full.scores() + full.vector() + full.outputs();
    return new BlockCycles(
        (count - 1) * full.scores() + last.scores(),
        scores(grid.keyCols(0)),
        scores(grid.keyCols(tiles - 1)),
        (count - 1) * (full.vector() + rescale) + last.vector(),
        durations.normalize(rows, width),
        outputs,
        outputs(0, false),
        outputs(tiles - 1, tiles > 1),
        outputs(grid.keyCols(0), spans.sumTiles() == spans.tilesPerSpan() ? 1 : 0, tiles > 1),
        durations.transfer(grid.queryBytes(block)),
        keys(tiles, tiles - 1),
        values(tiles, tiles - 1),
        durations.store(grid.outputBytes(block)),
        pairs ? count / 2 * one - (full.outputs() - first) + (count / 2 - 1) * rescale : 0,
        full.scores() - full.shifts(),
        count == 1 ? first : last.outputs(),
        Moves.NONE);
  }

  /** The steps of the spans of the tiling, one each. */
  BlockSteps steps() {
    int tiles = grid.kept(block).keys();
    int count = grid.keptSpans(block);
    int perSpan = grid.tiling().spans().tilesPerSpan();
    int last = (count - 1) * perSpan;
    long division = durations.normalize(rows, width);
    return new BlockSteps(
        count,
        step(0, Math.min(tiles, perSpan), count == 1 ? division : 0),
        step(count > 2 ? perSpan : 0, Math.min(tiles, perSpan), 0),
        step(last, tiles - last, division));
  }

  private BlockSteps.Step step(int tile, int tiles, long division) {
    Spans spans = grid.tiling().spans();
    Step step = step(tile, tiles);
    boolean moves = spans.shiftTiles() > 0;
    long rescale = tile == 0 ? 0 : durations.rescale(rows, width + (spans.sumTiles() > 0 ? 1 : 0));
    long maxima = moves ? products.span(Part.MAXIMUM, spans, rows, tile, tiles) : 0;
    long outputs =
        tile == 0 ? step.outputs() - outputs(0, true) + outputs(0, false) : step.outputs();
    return new BlockSteps.Step(
        step.scores() - step.shifts(),
        step.shifts(),
        maxima,
        step.vector() - maxima,
        rescale,
        outputs,
        division);
  }

  /** Cycles of the tasks of one span, its products adding to what is there. */
  private record Step(long scores, long shifts, long vector, long outputs) {}

  private Step step(int tile, int tiles) {
    Spans spans = grid.tiling().spans();
    long scores = 0;
    long shifts = 0;
    long outputs = 0;
    for (int i = 0; i < tiles; i++) {
      int cols = grid.keyCols(tile + i);
      scores += scores(cols);
      shifts += i < spans.shiftTiles() ? shift(cols) : 0;
      outputs += outputs(tile + i, true);
    }
    return new Step(scores + shifts, shifts, products.span(spans, rows, tile, tiles), outputs);
  }

  private long outputs(int tile, boolean accumulates) {
    Spans spans = grid.tiling().spans();
    int ones = tile % spans.tilesPerSpan() < spans.sumTiles() ? 1 : 0;
    return outputs(grid.keyCols(tile), ones, accumulates);
  }

  /** The least with any spans, and what of the vector work may move in place. */
  BlockCycles least(boolean anyColumns) {
    AttentionShape shape = grid.shape();
    int tiles = anyColumns ? 1 : grid.kept(block).keys();
    int lastTile = grid.kept(block).keyEnd() - 1;
    int cols = anyColumns ? grid.visibleKeys(block) : grid.kept(block).cols();
    int first = anyColumns ? cols : grid.keyCols(grid.kept(block).firstKey());
    int last = anyColumns ? cols : grid.keyCols(lastTile);
    long scores = (tiles - 1) * scores(first) + scores(last);
    long outputs = plainOutputs(first, false);
    outputs += tiles > 1 ? (tiles - 2) * plainOutputs(first, true) + plainOutputs(last, true) : 0;
    int narrow = anyColumns ? 1 : last;
    long keys = (long) cols * shape.headDim() * shape.kElementBytes();
    long values = (long) cols * width * shape.vElementBytes();
    return new BlockCycles(
        scores,
        scores(anyColumns ? 1 : first),
        scores(narrow),
        durations.leastSoftmax(rows, cols, width),
        0,
        outputs,
        plainOutputs(narrow, false),
        plainOutputs(narrow, !anyColumns && tiles > 1),
        plainOutputs(anyColumns ? cols : first, !anyColumns && tiles > 1),
        durations.transfer(grid.queryBytes(block)),
        anyColumns ? durations.transfer(keys) : keys(tiles, lastTile),
        anyColumns ? durations.transfer(values) : values(tiles, lastTile),
        durations.store(grid.outputBytes(block)),
        0,
        scores(anyColumns ? 1 : first),
        0,
        moves(anyColumns, cols, first, tiles));
  }

  private long plainOutputs(int cols, boolean accumulates) {
    return products.product(Product.VALUES, rows, cols, width, accumulates, elementBytes);
  }

  /** None where exponentials may hide what is moved, so that nothing is sure to be saved. */
  private Moves moves(boolean anyColumns, int cols, int first, int tiles) {
    VectorCosts costs = durations.costs();
    if (costs.expBeside()) {
      return Moves.NONE;
    }
    long elements = (long) rows * cols;
    long milliLanes = durations.milliLanes();
    long sums = elements * costs.sumMilli() / milliLanes;
    long shifts = elements * costs.subMilli() / milliLanes;
    if (anyColumns) {
      return new Moves(sums, 0, shifts, durations.leastUpdate(elements * elementBytes));
    }
    // a ragged last sub-tile is as good as free: whether it is moved depends on the spans
    long full = grid.keyCols(grid.kept(block).keyEnd() - 1) == first ? tiles : tiles - 1;
    long ones =
        Math.min(
            outputs(first, 1, true) - outputs(first, 0, true),
            outputs(first, 1, false) - outputs(first, 0, false));
    return new Moves(sums, full * Math.max(0, ones), shifts, full * shift(first));
  }
}
