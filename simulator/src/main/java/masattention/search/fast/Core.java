package masattention.search.fast;

import java.util.ArrayDeque;
import java.util.Arrays;

/** What one core has done and waits for; times in cycles. */
final class Core {
  static final long UNKNOWN = -1;
  static final long NEVER = Long.MAX_VALUE;

  /** No row block. */
  static final int NONE = -1;

  /** The kind of a segment of the staging area with sub-tiles of K and V in turn. */
  static final int BOTH = 2;

  int index;
  int indexInTeam;

  // engines: two matrix units (the second one only of split arrays)
  final long[] matrixFree = new long[2];
  final int[] tile = new int[2];
  final boolean[] productDone = new boolean[2];
  long vectorFree;
  long loadFree;
  long storeFree;
  long roundStart;
  int step;
  int phase;
  int product;
  int waitsFor;
  boolean readsLast;
  boolean batchDone;
  int emitted;
  int introduced;
  int stored;
  int storedTile;

  // row blocks by turn, the newest ones
  int turnMask = 15;
  int[] size = new int[16];
  int[] ordinal = new int[16];
  boolean[] lastUse = new boolean[16];
  long[] inputUsable = new long[16];
  long[] scoresEnd = new long[16];
  long[] softmaxEnd = new long[16];
  long[] outputEnd = new long[16];
  long[] released = new long[16];
  int[] roundStaged = new int[16];

  // sub-tiles of the scores of two turns
  final long[][] tileEnd = new long[2][0];
  final long[][] tileMoved = new long[2][0];
  int tilesTurn;
  int tilesMoved;

  // one pass: sub-tiles on their way, by the parity of their number
  int subTiles;
  int lastParity;
  int secondParity;
  boolean tailAnnounced;
  int lastTurn;
  int lastTile;
  int secondTurn;
  int secondTile;
  long valuesEnd;
  final long[] onlineEnd = new long[2];
  final long[] rescaleEnd = new long[2];
  int loadTurn;
  int loadTile;
  boolean loadsKey;

  /** The same as far as they were emitted. */
  int emittedLastTurn;

  int emittedLastTile;
  int emittedSecondTurn;
  int emittedSecondTile;

  // what to do, where it is not in a fixed order
  final ArrayDeque<OnePassStage> order = new ArrayDeque<>();

  // the load queue
  int[] kind = new int[16];
  int[] about = new int[16];
  int[] from = new int[16];
  int[] to = new int[16];
  int[] after = new int[16];
  int head;
  int tail;
  long loadSince;
  long storeSince;

  /** When the next load can be ready at the earliest, found while a state is described. */
  long earliestLoad;

  // residents: by product and copy
  final int[][] grantedOrdinal = new int[2][2];
  final int[][] nextTile = new int[2][2];
  final int[][] readOrdinal = new int[2][2];
  final int[][] readTiles = new int[2][2];
  final int[] settled = new int[2];

  // the staging area
  int announced;
  int fetched;
  int used;
  int stagedGranted;
  int stagedRead;
  int[] segment = new int[16];
  int[] segmentFrom = new int[16];
  int[] segmentTo = new int[16];
  int segmentHead;
  int segmentTail;
  final long[] stagedUsable = new long[2];
  final long[] stagedReadAt = new long[2];
  final int[] stagedReadBy = new int[2];

  void start(int newIndex, int newIndexInTeam, int tiles) {
    index = newIndex;
    indexInTeam = newIndexInTeam;
    Arrays.fill(matrixFree, 0);
    Arrays.fill(tile, 0);
    Arrays.fill(productDone, false);
    vectorFree = 0;
    loadFree = 0;
    storeFree = 0;
    roundStart = 0;
    step = 0;
    phase = 0;
    waitsFor = Grant.ANYTHING;
    emitted = 0;
    introduced = 0;
    stored = 0;
    storedTile = 0;
    for (int i = 0; i < 2; i++) {
      if (tileEnd[i].length < tiles) {
        tileEnd[i] = new long[tiles];
        tileMoved[i] = new long[tiles];
      }
      Arrays.fill(grantedOrdinal[i], -1);
      Arrays.fill(readOrdinal[i], -1);
      Arrays.fill(readTiles[i], 0);
      settled[i] = -1;
      stagedReadBy[i] = -1;
    }
    tilesTurn = 0;
    tilesMoved = 0;
    subTiles = 0;
    lastParity = 0;
    secondParity = 0;
    tailAnnounced = false;
    lastTile = 0;
    secondTile = 0;
    Arrays.fill(onlineEnd, 0);
    Arrays.fill(rescaleEnd, 0);
    lastTurn = NONE;
    secondTurn = NONE;
    emittedLastTurn = NONE;
    emittedSecondTurn = NONE;
    valuesEnd = 0;
    loadTurn = 0;
    loadTile = 0;
    loadsKey = false;
    order.clear();
    head = 0;
    tail = 0;
    loadSince = NEVER;
    storeSince = NEVER;
    announced = 0;
    fetched = 0;
    used = 0;
    stagedGranted = 0;
    stagedRead = 0;
    segmentHead = 0;
    segmentTail = 0;
  }

  /** A row block of the core comes into sight. */
  void introduce(int newSize, int newOrdinal, boolean isLastUse) {
    if (introduced - step > turnMask - 4) {
      growTurns();
    }
    int at = introduced & turnMask;
    size[at] = newSize;
    ordinal[at] = newOrdinal;
    lastUse[at] = isLastUse;
    inputUsable[at] = UNKNOWN;
    scoresEnd[at] = UNKNOWN;
    softmaxEnd[at] = UNKNOWN;
    outputEnd[at] = UNKNOWN;
    released[at] = UNKNOWN;
    introduced++;
  }

  private void growTurns() {
    int end = introduced;
    int begin = Math.max(0, end - turnMask - 1);
    size = grown(size, begin, end);
    ordinal = grown(ordinal, begin, end);
    roundStaged = grown(roundStaged, begin, end);
    boolean[] wider = new boolean[2 * lastUse.length];
    for (int i = begin; i < end; i++) {
      wider[i & (wider.length - 1)] = lastUse[i & turnMask];
    }
    lastUse = wider;
    inputUsable = grown(inputUsable, begin, end);
    scoresEnd = grown(scoresEnd, begin, end);
    softmaxEnd = grown(softmaxEnd, begin, end);
    outputEnd = grown(outputEnd, begin, end);
    released = grown(released, begin, end);
    turnMask = size.length - 1;
  }

  private static long[] grown(long[] ring, int begin, int end) {
    long[] wider = new long[2 * ring.length];
    for (int i = begin; i < end; i++) {
      wider[i & (wider.length - 1)] = ring[i & (ring.length - 1)];
    }
    return wider;
  }

  void enqueue(int newKind, int newAbout, int newFrom, int newTo) {
    if (tail - head == kind.length) {
      growQueue();
    }
    int at = tail & (kind.length - 1);
    kind[at] = newKind;
    about[at] = newAbout;
    from[at] = newFrom;
    to[at] = newTo;
    after[at] = emitted;
    tail++;
  }

  private void growQueue() {
    kind = grown(kind, head, tail);
    about = grown(about, head, tail);
    from = grown(from, head, tail);
    to = grown(to, head, tail);
    after = grown(after, head, tail);
  }

  private static int[] grown(int[] ring, int head, int tail) {
    int[] wider = new int[2 * ring.length];
    for (int i = head; i < tail; i++) {
      wider[i & (wider.length - 1)] = ring[i & (ring.length - 1)];
    }
    return wider;
  }

  /** Announces the sub-tiles {@code first} to {@code end} of K, V or both, {@code count} in all. */
  void announce(int segmentKind, int first, int end, int count) {
    if (count == 0) {
      return;
    }
    if (segmentTail - segmentHead == segment.length) {
      segment = grown(segment, segmentHead, segmentTail);
      segmentFrom = grown(segmentFrom, segmentHead, segmentTail);
      segmentTo = grown(segmentTo, segmentHead, segmentTail);
    }
    int at = segmentTail & (segment.length - 1);
    segment[at] = segmentKind;
    segmentFrom[at] = first;
    segmentTo[at] = end;
    segmentTail++;
    announced += count;
    fetch();
  }

  /** Says that tasks that use the next {@code count} staged sub-tiles have been emitted. */
  void use(int count) {
    used += count;
    fetch();
  }

  private void fetch() {
    int reach = Math.min(announced, used + 2);
    if (reach > fetched) {
      int last = (tail - 1) & (kind.length - 1);
      if (tail > head && kind[last] == Grant.STAGED && after[last] == emitted) {
        to[last] += reach - fetched;
      } else {
        enqueue(Grant.STAGED, 0, 0, reach - fetched);
      }
      fetched = reach;
    }
  }

  /** Announces {@code count} staged sub-tiles whose order is known. */
  void announce(int count) {
    announced += count;
    fetch();
  }

  boolean blocked() {
    return head < tail && isBehind();
  }

  /**
   * Goes on as if {@code count} more staged sub-tiles of a product had passed in {@code cycles}.
   */
  void skipStaged(int count, long cycles) {
    matrixFree[0] += cycles;
    loadFree += cycles;
    loadSince += cycles;
    stagedGranted += count;
    stagedRead += count;
    from[head & (kind.length - 1)] += count;
    if ((count & 1) == 1) {
      swap(stagedUsable);
      swap(stagedReadAt);
      int by = stagedReadBy[0];
      stagedReadBy[0] = stagedReadBy[1];
      stagedReadBy[1] = by;
    }
    for (int i = 0; i < 2; i++) {
      stagedUsable[i] += cycles;
      stagedReadAt[i] += cycles;
      stagedReadBy[i] += count;
    }
  }

  /** The same of sub-tiles of one product. */
  void skipSegment(int count) {
    tile[0] += count;
    segmentFrom[segmentHead & (segment.length - 1)] += count;
  }

  /** The same of sub-tiles of K and V in turn, {@code count} in all. */
  void skipOnePass(int count, long cycles) {
    int subTilesSkipped = count / 2;
    tile[0] += subTilesSkipped;
    loadTile += subTilesSkipped;
    lastTile += subTilesSkipped;
    secondTile += subTilesSkipped;
    vectorFree += cycles;
    valuesEnd += cycles;
    for (int i = 0; i < 2; i++) {
      onlineEnd[i] += cycles;
      rescaleEnd[i] += cycles;
    }
  }

  private static void swap(long[] pair) {
    long first = pair[0];
    pair[0] = pair[1];
    pair[1] = first;
  }

  /** Whether it has yet to do what was emitted. */
  boolean isBehind() {
    return step < emitted || !order.isEmpty();
  }
}
