package masattention.tiling;

import java.util.Comparator;
import masattention.workload.AttentionShape;

/**
 * The tiling factors of a schedule.
 *
 * @param rowsPerBlock query rows of a row block, up to all {@link AttentionShape#groupRows} of a
 *     key/value head
 * @param colsPerTile keys of a K sub-tile
 * @param kvBuffers 1, or 2 when the next head's K and V are fetched while this one computes
 * @param residentKeyTiles leading K sub-tiles of a head that stay in L1 while its row blocks pass;
 *     the others are fetched again for every row block
 * @param residentValueTiles the same for V
 * @param partition how the work is dealt to the cores
 * @param depthPerTile slice of the head dimension in one QKᵀ task
 * @param valueColsPerTile keys of a V sub-tile
 * @param spans of a schedule whose matrix unit may take over a part of the softmax; plain for all
 *     others
 */
public record Tiling(
    int rowsPerBlock,
    int colsPerTile,
    int kvBuffers,
    int residentKeyTiles,
    int residentValueTiles,
    Partition partition,
    int depthPerTile,
    int valueColsPerTile,
    Spans spans)
    implements Comparable<Tiling> {

  private static final Comparator<Tiling> ORDER =
      Comparator.comparingInt(Tiling::rowsPerBlock)
          .thenComparingInt(Tiling::colsPerTile)
          .thenComparingInt(Tiling::kvBuffers)
          .thenComparingInt(Tiling::residentKeyTiles)
          .thenComparingInt(Tiling::residentValueTiles)
          .thenComparing(Tiling::partition)
          .thenComparingInt(Tiling::depthPerTile)
          .thenComparingInt(Tiling::valueColsPerTile)
          .thenComparing(Tiling::spans);

  /**
   * Checks the factors; whether they suit a shape, {@link BlockGrid} checks.
   *
   * @throws IllegalArgumentException when an extent is not positive, a count of resident sub-tiles
   *     is negative, or {@code kvBuffers} is neither 1 nor 2
   */
  public Tiling {
    check("rowsPerBlock", rowsPerBlock, 1);
    check("colsPerTile", colsPerTile, 1);
    check("kvBuffers", kvBuffers, 1);
    check("residentKeyTiles", residentKeyTiles, 0);
    check("residentValueTiles", residentValueTiles, 0);
    check("depthPerTile", depthPerTile, 1);
    check("valueColsPerTile", valueColsPerTile, 1);
    if (kvBuffers > 2) {
      throw new IllegalArgumentException("The kvBuffers (%s) must be 1 or 2.".formatted(kvBuffers));
    }
  }

  /** A tiling with plain spans. */
  public Tiling(
      int rowsPerBlock,
      int colsPerTile,
      int kvBuffers,
      int residentKeyTiles,
      int residentValueTiles,
      Partition partition,
      int depthPerTile,
      int valueColsPerTile) {
    this(
        rowsPerBlock,
        colsPerTile,
        kvBuffers,
        residentKeyTiles,
        residentValueTiles,
        partition,
        depthPerTile,
        valueColsPerTile,
        Spans.PLAIN);
  }

  private static void check(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "The %s (%s) must be at least %s.".formatted(name, value, least));
    }
  }

  /** Row blocks against whole K and V in L1, single-buffered, heads dealt to the cores. */
  public static Tiling resident(AttentionShape shape, int rowsPerBlock, int colsPerTile) {
    int tiles = ceilDiv(shape.seqKv(), colsPerTile);
    return new Tiling(
        rowsPerBlock, colsPerTile, 1, tiles, tiles, Partition.HEADS, shape.headDim(), colsPerTile);
  }

  /** This tiling with another number of K/V buffers. */
  public Tiling withKvBuffers(int buffers) {
    return new Tiling(
        rowsPerBlock,
        colsPerTile,
        buffers,
        residentKeyTiles,
        residentValueTiles,
        partition,
        depthPerTile,
        valueColsPerTile,
        spans);
  }

  /** This tiling with other numbers of resident K and V sub-tiles. */
  public Tiling withResident(int keyTiles, int valueTiles) {
    return new Tiling(
        rowsPerBlock,
        colsPerTile,
        kvBuffers,
        keyTiles,
        valueTiles,
        partition,
        depthPerTile,
        valueColsPerTile,
        spans);
  }

  /** This tiling with the work dealt otherwise. */
  public Tiling withPartition(Partition dealt) {
    return new Tiling(
        rowsPerBlock,
        colsPerTile,
        kvBuffers,
        residentKeyTiles,
        residentValueTiles,
        dealt,
        depthPerTile,
        valueColsPerTile,
        spans);
  }

  /** This tiling with another depth of QKᵀ tasks and other V sub-tiles. */
  public Tiling withDepthAndValueTiles(int depth, int valueCols) {
    return new Tiling(
        rowsPerBlock,
        colsPerTile,
        kvBuffers,
        residentKeyTiles,
        residentValueTiles,
        partition,
        depth,
        valueCols,
        spans);
  }

  /** This tiling with other spans. */
  public Tiling withSpans(Spans others) {
    return new Tiling(
        rowsPerBlock,
        colsPerTile,
        kvBuffers,
        residentKeyTiles,
        residentValueTiles,
        partition,
        depthPerTile,
        valueColsPerTile,
        others);
  }

  private static int ceilDiv(int a, int b) {
    return a / b + (a % b == 0 ? 0 : 1);
  }

  /**
   * Smaller is: fewer rows, then columns, buffers, resident K, resident V tiles, then partition.
   */
  @Override
  public int compareTo(Tiling other) {
    return ORDER.compare(this, other);
  }
}
