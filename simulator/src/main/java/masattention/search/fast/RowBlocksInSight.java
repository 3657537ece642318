package masattention.search.fast;

/** The row blocks of a core that it has begun to ask for and not left behind, by turn. */
abstract class RowBlocksInSight {
  static final long UNKNOWN = -1;
  static final long NEVER = Long.MAX_VALUE;

  /** Row blocks remembered, a power of two. */
  private static final int RING = 16;

  static final int MASK = RING - 1;

  final Pass pass;
  int introduced;

  final int[] sizes = new int[RING];
  final int[] ordinals = new int[RING];
  final int[] indexInGroup = new int[RING];
  final int[] blocksInGroup = new int[RING];
  final int[] rowBlock = new int[RING];
  final int[] inGroup = new int[RING];
  final boolean[] lastUses = new boolean[RING];
  final long[] inputUsable = new long[RING];
  final long[] scoresEnd = new long[RING];
  final long[] softmaxEnd = new long[RING];
  final long[] outputEnd = new long[RING];
  final long[] released = new long[RING];

  /** Row blocks stored. */
  int stored;

  RowBlocksInSight(Pass pass) {
    this.pass = pass;
  }

  /** A row block comes into sight, the core being at {@code step}. */
  void introduce(Walk at, int step) {
    if (introduced - step > RING - 5) {
      throw new IllegalStateException("The load queue is further ahead than expected.");
    }
    introduce(introduced++ & MASK, at);
  }

  private void introduce(int at, Walk place) {
    sizes[at] = place.rowBlock < pass.fullRowBlocks ? TaskCycles.FULL : TaskCycles.LAST;
    ordinals[at] = place.ordinal;
    indexInGroup[at] = place.indexInGroup;
    blocksInGroup[at] = place.blocksInGroup;
    rowBlock[at] = place.rowBlock;
    inGroup[at] = place.inGroup;
    lastUses[at] = place.isLastInGroup();
    inputUsable[at] = UNKNOWN;
    scoresEnd[at] = UNKNOWN;
    softmaxEnd[at] = UNKNOWN;
    outputEnd[at] = UNKNOWN;
    released[at] = UNKNOWN;
  }

  /** Leaves out {@code count} row blocks of the head, {@code stride} apart. */
  final void skipPlaces(int count, int stride) {
    for (int turn = Math.max(0, introduced - 5); turn < introduced; turn++) {
      indexInGroup[turn & MASK] += count;
      rowBlock[turn & MASK] += count * stride;
      inGroup[turn & MASK] += count * stride;
    }
  }

  /** Writes which row blocks on their way are the last of their heads. */
  final void describeSizes(History.Moment now) {
    long last = 0;
    for (int turn = stored; turn < introduced; turn++) {
      last = 2 * last + sizes[turn & MASK];
    }
    now.add(last);
  }

  /** A time seen from when the channel falls free; one before {@code old} counts as that. */
  final long relative(long cycle, long old) {
    return cycle < 0 ? Long.MAX_VALUE : Math.max(cycle, old) - pass.channelFree;
  }
}
