package masattention.program;

/**
 * What a matrix task reads or writes: {@code count} consecutive tiles in consecutive slots of L1.
 *
 * @param slot the first slot
 * @param tile the first tile
 */
public record Operand(int slot, long tile, int count) {

  /** Nothing that lies in a slot: ones, which nothing fetches. */
  public static final Operand NONE = new Operand(0, Tile.NONE, 0);

  /** One tile. */
  public static Operand of(int slot, long tile) {
    return new Operand(slot, tile, 1);
  }

  /** As many tiles, {@code tiles} further on. */
  Operand next(int tiles) {
    return new Operand(slot + tiles, tile + tiles, count);
  }
}
