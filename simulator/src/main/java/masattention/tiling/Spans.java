package masattention.tiling;

import java.util.Comparator;

/**
 * How a one-pass schedule goes through the sub-tiles of K and V, and how much of its softmax the
 * matrix unit does.
 *
 * @param tilesPerSpan consecutive sub-tiles of a span, the width of one step of the softmax
 * @param sumTiles leading sub-tiles of every span whose row sums the matrix unit computes
 * @param shiftTiles leading sub-tiles of every span from which it subtracts the maxima of the rows
 * @param blocksPerPass consecutive row blocks of a head and core that share one pass over K and V
 * @param whole whether a span is all sub-tiles of a row, so that nothing is rescaled; with more
 *     than one sub-tile this says as much as {@code tilesPerSpan}, with a single one both exist
 */
public record Spans(
    int tilesPerSpan, int sumTiles, int shiftTiles, int blocksPerPass, boolean whole)
    implements Comparable<Spans> {

  /** One sub-tile a step, all of the softmax on the vector unit, one row block a pass. */
  public static final Spans PLAIN = new Spans(1, 0, 0, 1, false);

  private static final int MOST_BLOCKS = 16;

  private static final Comparator<Spans> ORDER =
      Comparator.comparingInt(Spans::tilesPerSpan)
          .thenComparingInt(Spans::sumTiles)
          .thenComparingInt(Spans::shiftTiles)
          .thenComparingInt(Spans::blocksPerPass)
          .thenComparing(Spans::whole);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is too small or too large for the others
   */
  public Spans {
    between("tilesPerSpan", tilesPerSpan, 1, Integer.MAX_VALUE);
    between("sumTiles", sumTiles, 0, tilesPerSpan);
    between("shiftTiles", shiftTiles, 0, tilesPerSpan);
    between("blocksPerPass", blocksPerPass, 1, MOST_BLOCKS);
  }

  private static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "The %s (%s) must be between %s and %s.".formatted(name, value, least, most));
    }
  }

  /** The whole row in one span of {@code tiles} sub-tiles. */
  public static Spans whole(int tiles) {
    return new Spans(tiles, 0, 0, 1, true);
  }

  /** The same with other shares of the matrix unit. */
  public Spans assisted(int sums, int shifts) {
    return new Spans(tilesPerSpan, sums, shifts, blocksPerPass, whole);
  }

  /** The same with another number of row blocks a pass. */
  public Spans withBlocksPerPass(int blocks) {
    return new Spans(tilesPerSpan, sumTiles, shiftTiles, blocks, whole);
  }

  /** The same over rows of so few sub-tiles: no span is longer than the row. */
  public Spans over(int tiles) {
    int perSpan = whole ? tiles : Math.min(tilesPerSpan, tiles);
    return new Spans(
        perSpan,
        Math.min(sumTiles, perSpan),
        Math.min(shiftTiles, perSpan),
        blocksPerPass,
        whole || (perSpan == tiles && tiles > 1));
  }

  /** Whether all of the softmax runs on the vector unit, one row block a pass. */
  public boolean isUnassisted() {
    return sumTiles == 0 && shiftTiles == 0 && blocksPerPass == 1;
  }

  /**
   * Whether all of the softmax runs on the vector unit, one row block a pass, sub-tile by sub-tile
   * or row by row.
   */
  public boolean isCorner() {
    return isUnassisted() && (whole || tilesPerSpan == 1);
  }

  /** Fewer tiles a span first, then fewer on the matrix unit, then fewer blocks a pass. */
  @Override
  public int compareTo(Spans other) {
    return ORDER.compare(this, other);
  }
}
