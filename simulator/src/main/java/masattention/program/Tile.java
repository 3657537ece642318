package masattention.program;

/**
 * Which piece of which matrix something is, packed into a {@code long} so that naming a tile
 * allocates nothing.
 *
 * <p>All tiles have a key/value head; K and V tiles a sub-tile; Q, O and STATE tiles a row block of
 * the head's group; S and P tiles both; REFERENCE tiles a row block, and the span as sub-tile.
 * Consecutive sub-tiles have consecutive values.
 */
public final class Tile {
  /** No tile. */
  public static final long NONE = -1;

  private static final int BITS = 20;
  private static final int MASK = (1 << BITS) - 1;
  private static final Tensor[] TENSORS = Tensor.values();

  private Tile() {}

  /** The tile of these numbers; those that its tensor does not have are 0. */
  public static long of(Tensor tensor, int head, int rowBlock, int subTile) {
    return ((((long) tensor.ordinal() << BITS | head) << BITS) | rowBlock) << BITS | subTile;
  }

  /** Its matrix. */
  public static Tensor tensor(long tile) {
    return TENSORS[(int) (tile >>> (3 * BITS))];
  }

  /** Its key/value head, over the whole batch. */
  public static int head(long tile) {
    return (int) (tile >>> (2 * BITS)) & MASK;
  }

  /** Its row block, 0 for K and V. */
  public static int rowBlock(long tile) {
    return (int) (tile >>> BITS) & MASK;
  }

  /** Its sub-tile, 0 for Q, O and STATE. */
  public static int subTile(long tile) {
    return (int) tile & MASK;
  }

  /** What a person reads in a message: {@code P[head 3, block 1, tile 0]}. */
  public static String describe(long tile) {
    if (tile == NONE) {
      return "nothing";
    }
    Tensor tensor = tensor(tile);
    String where =
        switch (tensor) {
          case K, V -> "head %s, tile %s".formatted(head(tile), subTile(tile));
          case Q, O, STATE -> "head %s, block %s".formatted(head(tile), rowBlock(tile));
          case S, P, REFERENCE ->
              "head %s, block %s, tile %s".formatted(head(tile), rowBlock(tile), subTile(tile));
        };
    return tensor + "[" + where + "]";
  }
}
