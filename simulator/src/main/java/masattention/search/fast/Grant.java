package masattention.search.fast;

/** What the DRAM channel is granted for, what the load queue holds, and what a core waits for. */
final class Grant {
  /** A resident sub-tile of K. Products are numbered alike: S is the product with K. */
  static final int KEYS = 0;

  /** A resident sub-tile of V. */
  static final int VALUES = 1;

  /** Q of a row block, or its scores, all at once. */
  static final int QUERY = 2;

  /** A sub-tile of K or V that goes through the staging area. */
  static final int STAGED = 3;

  /** The scores of a row block, sub-tile by sub-tile. */
  static final int SCORE_TILES = 4;

  /** Any store. */
  static final int STORE = 5;

  /** What a core waits for that has nothing to do. */
  static final int NOTHING = 6;

  private Grant() {}
}
