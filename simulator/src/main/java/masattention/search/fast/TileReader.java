package masattention.search.fast;

/** The matrix unit of a core and the sub-tiles of K and V that it reads. */
abstract class TileReader extends RowBlocksInSight {
  CoreTeam team = new CoreTeam();
  // the matrix and vector units
  long matrixFree;
  long vectorFree;
  int step;
  int phase;
  int tile;
  int waitsFor;

  /** What the second half of a split array waits for. */
  int halfWaitsFor;

  /** Whose staged sub-tiles it waits for: twice the product plus the size of its row block. */
  int streamed;

  /** The row blocks that wait for resident sub-tiles, and whether it is for the last time. */
  final int[] awaiting = new int[2];

  final boolean[] readsLast = new boolean[2];

  // resident sub-tiles, by product and copy
  final int[] grantedOrdinal = new int[4];
  final int[] nextTile = new int[4];
  final int[] readOrdinal = new int[4];
  final int[] readTiles = new int[4];
  final long[][] reads = new long[4][0];

  // the staging area
  int stagedGranted;
  int stagedRead;
  final long[] stagedUsable = new long[2];
  final long[] stagedReadAt = new long[2];

  TileReader(Pass pass) {
    super(pass);
  }

  void start() {
    matrixFree = 0;
    vectorFree = 0;
    step = 0;
    phase = 0;
    tile = 0;
    waitsFor = Grant.QUERY;
    halfWaitsFor = Grant.NOTHING;
    introduced = 0;
    stored = 0;
    stagedGranted = 0;
    stagedRead = 0;
  }

  void startReads(int at, int count) {
    grantedOrdinal[at] = -1;
    readOrdinal[at] = -1;
    readTiles[at] = 0;
    if (reads[at].length < count) {
      reads[at] = new long[count];
    }
  }

  /** Goes on with a product's sub-tiles, resident ones first; whether all are done. */
  final boolean product(int product, int at) {
    if (!residentTiles(product, at)) {
      return false;
    }
    int row = 2 * product + sizes[at];
    while (tile < pass.tiles) {
      if (stagedGranted == stagedRead) {
        waitsFor = Grant.STAGED;
        streamed = row;
        return false;
      }
      int slot = stagedRead & 1;
      matrixFree = Math.max(matrixFree, stagedUsable[slot]) + pass.tile(row, tile);
      stagedReadAt[slot] = matrixFree;
      stagedRead++;
      tile++;
    }
    tile = 0;
    return true;
  }

  /** The same with the resident ones only. */
  final boolean residentTiles(int product, int at) {
    int count = pass.resident[product];
    if (tile < count && !residentTiles(product, at, 2 * product + sizes[at], count)) {
      waitsFor = product;
      awaiting[product] = at;
      readsLast[product] = lastUses[at];
      return false;
    }
    return true;
  }

  /** Reads what has come of a group for the last time, while some of it is still to come. */
  boolean readOn(int product) {
    boolean reads = waitsFor == product && readsLast[product] && !canGoOn(product);
    if (reads) {
      int at = awaiting[product];
      residentTiles(product, at, 2 * product + sizes[at], pass.resident[product]);
    }
    return reads;
  }

  private boolean residentTiles(int product, int at, int row, int count) {
    Residents residents = team.residents[product];
    int ordinal = ordinals[at];
    boolean complete = residents.complete(ordinal);
    boolean lastUse = lastUses[at];
    if (!complete && !(lastUse && team.size > 1)) {
      return false;
    }
    int copy = residents.copy(ordinal);
    long[] usable = residents.usable[copy];
    int slot = 2 * product + copy;
    long end = matrixFree;
    int j = tile;
    if (complete && j == 0 && residents.latest[copy] <= end && !lastUse) {
      end += pass.wholeResident[row];
      j = count;
    } else {
      long[] read = reads[slot];
      for (; j < count && (complete || residents.isGranted(ordinal, j)); j++) {
        end = Math.max(end, usable[j]) + pass.tile(row, j);
        read[j] = end;
      }
      if (lastUse) {
        readOrdinal[slot] = ordinal;
        readTiles[slot] = j;
      }
    }
    matrixFree = end;
    tile = j;
    return j == count;
  }

  /** Whether the resident sub-tiles that a product waits for have all come or are about to. */
  boolean canGoOn(int product) {
    return team.residents[product].complete(ordinals[awaiting[product]]);
  }

  /** Whether it waits for such a grant. */
  final boolean waitsFor(int grant) {
    return waitsFor == grant || halfWaitsFor == grant;
  }

  /** When the next staged sub-tile has a place; unknown while that is to be read. */
  long stagingFree() {
    int before = stagedGranted - 2;
    return before < 0 ? 0 : before < stagedRead ? stagedReadAt[before & 1] : UNKNOWN;
  }

  /** Writes what is in the staging area and when its places are free. */
  void describeStaged(History.Moment now, long matrix, long load) {
    now.add(stagedGranted - stagedRead);
    for (int i = stagedGranted - 2; i < stagedGranted; i++) {
      now.add(
          i < stagedRead
              ? relative(stagedReadAt[i & 1], load)
              : relative(stagedUsable[i & 1], matrix));
    }
  }
}
