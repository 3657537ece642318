package masattention.tiling;

import masattention.workload.AttentionShape;

/**
 * How a tiling cuts the key/value heads of a shape: row blocks of the queries of a head's group,
 * sub-tiles of keys and of values, depth slices. The last of each may be ragged; nothing is padded.
 *
 * <p>A row block is any run of the {@link AttentionShape#groupRows} of a group, whatever query
 * heads they belong to. Sub-tiles wholly masked for a row block are dropped; those that remain, by
 * the positions of its first and its last row, are the block's <em>kept</em> sub-tiles, always a
 * range. It begins with the first sub-tile unless the shape has a window.
 */
public final class BlockGrid {
  /** Most row blocks, sub-tiles or heads that a tile's identity can name. */
  public static final int LARGEST_INDEX = 1 << 20;

  private static final int MOST_BLOCKS = 1 << 26;

  private final AttentionShape shape;
  private final Tiling tiling;
  private final int groupRows;
  private final int headsPerGroup;
  private final boolean masked;
  private final boolean windowed;
  private final int rowBlocks;
  private final int keyTiles;
  private final int valueTiles;
  private final int depthSlices;

  /**
   * Cuts {@code shape} by {@code tiling}.
   *
   * @throws IllegalArgumentException when an extent of the tiling exceeds that of the shape
   */
  public BlockGrid(AttentionShape shape, Tiling tiling) {
    this.shape = shape;
    this.tiling = tiling;
    groupRows = shape.groupRows();
    headsPerGroup = shape.headsPerGroup();
    masked = shape.isMasked();
    windowed = shape.hasWindow();
    String rows = headsPerGroup == 1 ? "seqQ" : "query rows of a key/value head";
    atMost("rowsPerBlock", tiling.rowsPerBlock(), rows, groupRows);
    atMost("colsPerTile", tiling.colsPerTile(), "seqKv", shape.seqKv());
    atMost("valueColsPerTile", tiling.valueColsPerTile(), "seqKv", shape.seqKv());
    atMost("depthPerTile", tiling.depthPerTile(), "headDim", shape.headDim());
    rowBlocks = pieces(groupRows, tiling.rowsPerBlock());
    keyTiles = pieces(shape.seqKv(), tiling.colsPerTile());
    valueTiles = pieces(shape.seqKv(), tiling.valueColsPerTile());
    depthSlices = pieces(shape.headDim(), tiling.depthPerTile());
    atMost("residentKeyTiles", tiling.residentKeyTiles(), "number of K sub-tiles", keyTiles);
    atMost("residentValueTiles", tiling.residentValueTiles(), "number of V sub-tiles", valueTiles);
    if (tiling.kvBuffers() == 2
        && tiling.residentKeyTiles() == 0
        && tiling.residentValueTiles() == 0) {
      throw new IllegalArgumentException(
          "The kvBuffers (2) must be 1 where no K or V sub-tile is resident.");
    }
    check(tiling.spans());
    atMost("number of key/value heads", shape.groups(), "limit", LARGEST_INDEX);
    atMost("number of row blocks", rowBlocks, "limit", LARGEST_INDEX);
    long blocks = (long) rowBlocks * shape.groups();
    if (blocks > MOST_BLOCKS) {
      throw new IllegalArgumentException(
          "The row blocks of all heads (%s) must not exceed %s.".formatted(blocks, MOST_BLOCKS));
    }
    atMost("number of sub-tiles", Math.max(keyTiles, valueTiles), "limit", LARGEST_INDEX);
  }

  private static void atMost(String name, int value, String limitName, int limit) {
    if (value > limit) {
      throw new IllegalArgumentException(
          "The %s (%s) must not exceed the %s (%s).".formatted(name, value, limitName, limit));
    }
  }

  private void check(Spans spans) {
    if (spans.whole() ? spans.tilesPerSpan() != keyTiles : !isCut(spans)) {
      throw new IllegalArgumentException(
          "The tilesPerSpan (%s) of %s spans must be %s of the %s K sub-tiles."
              .formatted(
                  spans.tilesPerSpan(),
                  spans.whole() ? "whole" : "online",
                  spans.whole() ? "all" : "fewer than all, or the only one,",
                  keyTiles));
    }
    if (spans.blocksPerPass() > 1 && tiling.residentKeyTiles() + tiling.residentValueTiles() > 0) {
      throw new IllegalArgumentException(
          "The blocksPerPass (%s) must be 1 where K or V sub-tiles are resident."
              .formatted(spans.blocksPerPass()));
    }
  }

  private boolean isCut(Spans spans) {
    return spans.tilesPerSpan() < keyTiles || spans.tilesPerSpan() == 1;
  }

  private static int pieces(int extent, int piece) {
    return (extent - 1) / piece + 1;
  }

  private static int piece(int index, int extent, int piece) {
    return (int) Math.min(piece, extent - (long) index * piece);
  }

  /** The shape that is cut. */
  public AttentionShape shape() {
    return shape;
  }

  /** The factors that cut it. */
  public Tiling tiling() {
    return tiling;
  }

  /** Row blocks of one key/value head. */
  public int rowBlocks() {
    return rowBlocks;
  }

  /** Query rows of a row block. */
  public int rows(int rowBlock) {
    return piece(rowBlock, groupRows, tiling.rowsPerBlock());
  }

  /** First row of a row block, among those of its group. */
  public int firstRow(int rowBlock) {
    return rowBlock * tiling.rowsPerBlock();
  }

  /** K sub-tiles of one key/value head. */
  public int keyTiles() {
    return keyTiles;
  }

  /** Keys of a K sub-tile, columns of its score tile. */
  public int keyCols(int tile) {
    return piece(tile, shape.seqKv(), tiling.colsPerTile());
  }

  /** V sub-tiles of one key/value head. */
  public int valueTiles() {
    return valueTiles;
  }

  /** Keys of a V sub-tile. */
  public int valueCols(int tile) {
    return piece(tile, shape.seqKv(), tiling.valueColsPerTile());
  }

  /** Slices of the head dimension in which QKᵀ is computed. */
  public int depthSlices() {
    return depthSlices;
  }

  /** Depth of a slice. */
  public int depth(int slice) {
    return piece(slice, shape.headDim(), tiling.depthPerTile());
  }

  /** The sub-tiles that a row block sees. */
  public Kept kept(int rowBlock) {
    int cols = tiling.colsPerTile();
    int valueCols = tiling.valueColsPerTile();
    int firstKey = firstTile(rowBlock, cols);
    int keyEnd = tileEnd(rowBlock, cols);
    return new Kept(
        firstKey,
        keyEnd,
        cols == valueCols ? firstKey : firstTile(rowBlock, valueCols),
        cols == valueCols ? keyEnd : tileEnd(rowBlock, valueCols),
        firstKey * cols,
        (int) Math.min((long) keyEnd * cols, shape.seqKv()));
  }

  /** The first sub-tile of {@code cols} keys that a row block sees. */
  private int firstTile(int rowBlock, int cols) {
    return windowed ? firstKey(rowBlock, 0) / cols : 0;
  }

  /** The one after the last. */
  private int tileEnd(int rowBlock, int cols) {
    return pieces(masked ? keyEnd(rowBlock, rows(rowBlock) - 1) : shape.seqKv(), cols);
  }

  /** The most K sub-tiles that a row block sees. */
  public int mostKeptKeyTiles() {
    return windowed ? mostKeyTilesOf(1, 1) : keyTiles;
  }

  /** The most keys in the K sub-tiles that a row block sees. */
  public int mostKeptCols() {
    if (!windowed) {
      return shape.seqKv();
    }
    int most = 0;
    for (int block : windowBlocks()) {
      most = Math.max(most, kept(block).cols());
    }
    return most;
  }

  /**
   * Row blocks of which, under a window, one sees the most keys and one the fewest if the first of
   * all does not; none without a window.
   */
  public int[] windowBlocks() {
    return windowed ? new InnerBlocks(this).telling(0) : new int[0];
  }

  /**
   * The most K sub-tiles from the first that one of {@code blocks} row blocks of a group sees to
   * the last, each row block {@code stride} after the one before.
   */
  public int mostKeyTilesOf(int blocks, int stride) {
    return mostTilesOf(blocks, stride, tiling.colsPerTile());
  }

  /** The same of V. */
  public int mostValueTilesOf(int blocks, int stride) {
    return mostTilesOf(blocks, stride, tiling.valueColsPerTile());
  }

  private int mostTilesOf(int blocks, int stride, int cols) {
    int reach = (int) Math.min(rowBlocks, (blocks - 1L) * stride);
    int most = 0;
    for (int block : new InnerBlocks(this).telling(reach)) {
      long last = block + Math.min(blocks - 1L, (rowBlocks - 1 - block) / stride) * stride;
      most = Math.max(most, tileEnd((int) last, cols) - firstTile(block, cols));
    }
    return most;
  }

  /** Spans of the K sub-tiles that a row block sees. */
  public int keptSpans(int rowBlock) {
    return pieces(kept(rowBlock).keys(), tiling.spans().tilesPerSpan());
  }

  /** Keys of {@code count} K sub-tiles from {@code tile} on. */
  public int keyCols(int tile, int count) {
    return (int)
        Math.min(
            (long) count * tiling.colsPerTile(),
            shape.seqKv() - (long) tile * tiling.colsPerTile());
  }

  /** The first key of a V sub-tile that meets a column of the scores of a row block. */
  public int firstValueCol(Kept block, int tile) {
    return Math.max(tile * tiling.valueColsPerTile(), block.firstCol());
  }

  /** Keys of a V sub-tile that meet a column of the scores of a row block. */
  public int keptValueCols(Kept block, int tile) {
    int end = tile * tiling.valueColsPerTile() + valueCols(tile);
    return Math.min(end, block.colEnd()) - firstValueCol(block, tile);
  }

  /** The first key that row {@code row} of a row block sees. */
  public int firstKey(int rowBlock, int row) {
    return shape.firstKey((firstRow(rowBlock) + row) / headsPerGroup);
  }

  /** The key after the last one that row {@code row} of a row block sees. */
  public int keyEnd(int rowBlock, int row) {
    return shape.keyEnd((firstRow(rowBlock) + row) / headsPerGroup);
  }

  /** Keys that some row of a row block sees. */
  public int visibleKeys(int rowBlock) {
    return keyEnd(rowBlock, rows(rowBlock) - 1) - firstKey(rowBlock, 0);
  }

  /** The first row block that keeps K sub-tile {@code tile}, or one that follows it. */
  public int firstBlockKeepingKeys(int tile) {
    return firstBlockKeeping(tile, tiling.colsPerTile());
  }

  /** The first row block that keeps V sub-tile {@code tile}, or one that follows it. */
  public int firstBlockKeepingValues(int tile) {
    return firstBlockKeeping(tile, tiling.valueColsPerTile());
  }

  private int firstBlockKeeping(int tile, int cols) {
    long firstPosition = shape.firstPositionBeyond(tile * cols);
    return (int) (firstPosition * headsPerGroup / tiling.rowsPerBlock());
  }

  /** The last row block that keeps K sub-tile {@code tile}, or one before it; negative if none. */
  public int lastBlockKeepingKeys(int tile) {
    return lastBlockKeeping(tile * tiling.colsPerTile() + keyCols(tile));
  }

  /** The last row block that keeps V sub-tile {@code tile}, or one before it; negative if none. */
  public int lastBlockKeepingValues(int tile) {
    return lastBlockKeeping(tile * tiling.valueColsPerTile() + valueCols(tile));
  }

  private int lastBlockKeeping(int keys) {
    long rows = (shape.lastPositionWithin(keys) + 1L) * headsPerGroup;
    return (int) Math.floorDiv(rows - 1, tiling.rowsPerBlock());
  }

  /** Bytes of all K and V sub-tiles that a row block sees. */
  public long kvBytes() {
    long keys = shape.seqKv() - (long) kept(0).firstCol();
    long values = shape.seqKv() - (long) kept(0).firstValue() * tiling.valueColsPerTile();
    return shape.groups()
        * (keys * shape.headDim() * shape.kElementBytes()
            + values * shape.valueDim() * shape.vElementBytes());
  }

  /** Bytes of the Q rows of a row block. */
  public long queryBytes(int rowBlock) {
    return (long) rows(rowBlock) * shape.headDim() * shape.elementBytes();
  }

  /** Bytes of the O rows of a row block. */
  public long outputBytes(int rowBlock) {
    return (long) rows(rowBlock) * shape.valueDim() * shape.elementBytes();
  }

  /** Bytes of a K sub-tile. */
  public long keyTileBytes(int tile) {
    return (long) keyCols(tile) * shape.headDim() * shape.kElementBytes();
  }

  /** Bytes of a V sub-tile. */
  public long valueTileBytes(int tile) {
    return (long) valueCols(tile) * shape.valueDim() * shape.vElementBytes();
  }

  /** Bytes of one score tile of a row block. */
  public long scoreTileBytes(int rowBlock, int tile) {
    return (long) rows(rowBlock) * keyCols(tile) * shape.elementBytes();
  }
}
