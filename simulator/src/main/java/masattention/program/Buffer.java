package masattention.program;

/**
 * Equal copies of a buffer in L1, each cut into slots that hold one tile at a time.
 *
 * <p>Slot numbers are dense: {@link #slot} of consecutive pieces are consecutive.
 *
 * @param name what messages call it
 * @param firstSlot number of the first slot
 * @param copies copies per owner, 2 for a double buffer
 * @param pieces slots of a copy
 * @param pieceBytes bytes of a slot
 * @param lastPieceBytes bytes of the last slot of a copy
 * @param owners cores that have the buffer, 1 when it is shared by all
 * @param shared whether all cores share one
 * @param phase phase of the schedule in which it exists; phases follow each other in time
 * @param turn what makes its user go on to the next copy
 * @param inOneOrder whether every engine passes the slots of a copy in the same order, one after
 *     the other, so that a copy may be timed as one
 */
public record Buffer(
    String name,
    int firstSlot,
    int copies,
    int pieces,
    long pieceBytes,
    long lastPieceBytes,
    int owners,
    boolean shared,
    int phase,
    Turn turn,
    boolean inOneOrder) {

  /** What makes the user of a buffer go on to its next copy. */
  public enum Turn {
    /** The next row block of a core. */
    ROW_BLOCK,
    /** The next key/value head of a team, or its next resident sub-tile where these roll. */
    GROUP,
    /** The next sub-tile, or span of them, of scores of a core. */
    SCORE_TILE,
    /** The next sub-tile that passes the staging area of a core. */
    STAGED
  }

  /** The slot of a piece of a copy that belongs to a core; any core when shared. */
  public int slot(int core, int copy, int piece) {
    int owner = shared ? 0 : core;
    return firstSlot + (owner * copies + copy) * pieces + piece;
  }

  /** Whether sub-tiles pass through it one after the other, its copies being one area. */
  public boolean isPassedThrough() {
    return turn == Turn.SCORE_TILE || turn == Turn.STAGED;
  }

  /** Slots over all owners. */
  public int slots() {
    return owners * copies * pieces;
  }

  /** Bytes of one copy. */
  public long copyBytes() {
    return pieces == 0 ? 0 : (pieces - 1) * pieceBytes + lastPieceBytes;
  }

  /** Bytes of one owner's copies. */
  public long bytesPerOwner() {
    return copies * copyBytes();
  }
}
