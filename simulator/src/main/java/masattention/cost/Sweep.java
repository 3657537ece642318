package masattention.cost;

/**
 * A row block's products over its sub-tiles of K or V, those that stay in L1 before those that pass
 * through the two places of the staging area.
 *
 * @param tiles sub-tiles, at least 1
 * @param first cycles of the product over the first, where it is not the only one
 * @param middle of one between the first and the last
 * @param last of that over the last
 * @param transfer cycles of the fetch of a sub-tile that is not the last
 * @param lastTransfer of the last
 */
record Sweep(int tiles, long first, long middle, long last, long transfer, long lastTransfer) {

  /** The fetches of all sub-tiles. */
  long transfers() {
    return (tiles - 1) * transfer + lastTransfer;
  }

  private long products() {
    return tiles == 1 ? last : first + (tiles - 2) * middle + last;
  }

  /**
   * Cycles from the start of the first product to the end of the last, at least, where a core
   * computes one after the other: the third staged sub-tile and those after it are fetched when the
   * first has been read, and of every second one the fetch follows the product over the one before.
   *
   * @param resident sub-tiles that stay, of which it may have fewer
   */
  long cycles(int resident, long latency) {
    int staged = tiles - resident;
    if (staged < 3) {
      return products();
    }
    long firstRead = first + resident * middle;
    long channel = (staged - 3) * transfer + lastTransfer + latency + last;
    long turn = transfer + latency + middle;
    long turns = (staged - 1) / 2 * turn;
    turns += staged % 2 == 0 ? last : lastTransfer + last - transfer - middle;
    return Math.max(products(), firstRead + Math.max(channel, turns));
  }
}
