package masattention.search.fast;

/** What one core has done and waits for; times in cycles. */
abstract class Core {
  static final long UNKNOWN = -1;
  static final long NEVER = Long.MAX_VALUE;

  /** Row blocks remembered, a power of two. */
  private static final int RING = 16;

  static final int MASK = RING - 1;

  final Pass pass;
  CoreTeam team = new CoreTeam();
  final LoadScript script;
  int index;

  /** Its row blocks, and its steps through them. */
  int blocks;

  int steps;

  /** Row blocks left out so far. */
  int skipped;

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

  // row blocks by turn, the newest ones
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

  // the store queue
  int stored;
  long storeFree;
  long storeSince;

  // the load queue
  long loadFree;
  long loadSince;

  /** Resident sub-tiles at the head of the load queue whose slots are known to be free. */
  int freeSlots;

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

  Core(Pass pass) {
    this.pass = pass;
    script = script();
  }

  /** What it has loaded. */
  abstract LoadScript script();

  void start(CoreTeam newTeam, int newIndex, int newBlocks) {
    team = newTeam;
    index = newIndex;
    blocks = newBlocks;
    steps = newBlocks == 0 ? 0 : newBlocks + pass.drain;
    skipped = 0;
    matrixFree = 0;
    vectorFree = 0;
    step = 0;
    phase = 0;
    tile = 0;
    waitsFor = Grant.QUERY;
    halfWaitsFor = Grant.NOTHING;
    introduced = 0;
    stored = 0;
    storeFree = 0;
    storeSince = NEVER;
    loadFree = 0;
    loadSince = NEVER;
    freeSlots = 0;
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

  /** A row block of the core comes into sight. */
  void introduce(Walk at) {
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

  // ---- the units

  /** Lets the units go on as far as they can. */
  abstract void advance();

  /**
   * When it can at the earliest begin a product; one that waits does so for a transfer not granted
   * yet.
   */
  long earliestProduct() {
    return waitsFor == Grant.NOTHING || waitsFor <= Grant.VALUES
        ? matrixFree
        : Math.max(matrixFree, pass.channelFree);
  }

  /** Writes the times of the row blocks on their way, each as long as something waits for it. */
  abstract void describeTurns(History.Moment now, long matrix, long load, long store);

  /** Writes which row blocks on their way are the last of their heads. */
  final void describeSizes(History.Moment now) {
    long last = 0;
    for (int turn = stored; turn < introduced; turn++) {
      last = 2 * last + sizes[turn & MASK];
    }
    now.add(last);
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

  // ---- the queues

  /** Finds out since when the next store is ready. */
  void refreshStore() {
    long ready = stored < introduced ? outputEnd[stored & MASK] : UNKNOWN;
    storeSince = ready < 0 ? NEVER : Math.max(ready, storeFree);
  }

  /** Finds out since when the head of the load queue is ready. */
  void refreshLoad() {
    LoadScript queue = script;
    if (queue.isEmpty()) {
      loadSince = NEVER;
      return;
    }
    int at = queue.head & queue.mask;
    int kind = queue.kind[at];
    long ready;
    if (kind == Grant.STAGED) {
      ready = stagingFree();
    } else if (kind == Grant.QUERY) {
      ready = inputFree(queue.about[at]);
    } else {
      Residents residents = team.residents[kind];
      if (freeSlots == 0 && residents.allFree(queue.about[at], loadFree)) {
        freeSlots = (queue.to[at] - 1 - queue.from[at]) / team.size + 1;
      }
      ready = freeSlots > 0 ? 0 : residents.slotFree(queue.about[at], queue.from[at]);
      if (ready < 0 && team.size > 1 && team.readOn(kind)) {
        ready = residents.slotFree(queue.about[at], queue.from[at]);
      }
    }
    if (pass.alone && queue.after[at] > 0 && ready >= 0) {
      long before = released[(queue.after[at] - 1) & MASK];
      ready = before < 0 ? before : Math.max(ready, before + pass.latency);
    }
    loadSince = ready < 0 ? NEVER : Math.max(ready, loadFree);
  }

  /** When there is a place for what a row block begins with; unknown while it is in use. */
  long inputFree(int turn) {
    return turn < 2 ? 0 : scoresEnd[(turn - 2) & MASK];
  }

  /** When the next staged sub-tile has a place; unknown while that is to be read. */
  long stagingFree() {
    int before = stagedGranted - 2;
    return before < 0 ? 0 : before < stagedRead ? stagedReadAt[before & 1] : UNKNOWN;
  }

  /** Grants the channel to the head of the load queue at {@code start}; returns its kind. */
  int load(long start) {
    LoadScript queue = script;
    int at = queue.head & queue.mask;
    int kind = queue.kind[at];
    long free;
    switch (kind) {
      case Grant.QUERY -> {
        int turn = queue.about[at] & MASK;
        free = start + pass.input[sizes[turn]];
        inputUsable[turn] = free + pass.latency;
        queue.head++;
      }
      case Grant.STAGED -> {
        free = start + queue.stagedTransfer();
        stagedUsable[stagedGranted++ & 1] = free + pass.latency;
        if (++queue.from[at] == queue.to[at]) {
          queue.head++;
        }
      }
      default -> free = loadResident(queue, at, kind, start);
    }
    pass.channelFree = free;
    loadFree = free;
    return kind;
  }

  private long loadResident(LoadScript queue, int at, int kind, long start) {
    int j = queue.from[at];
    long free = start + (j == pass.tiles - 1 ? pass.lastKvTile[kind] : pass.kvTile[kind]);
    team.residents[kind].granted(this, queue.about[at], j, free + pass.latency);
    queue.from[at] = j + team.size;
    freeSlots = Math.max(0, freeSlots - 1);
    if (queue.from[at] >= queue.to[at]) {
      queue.head++;
      freeSlots = 0;
    }
    return free;
  }

  /** Whether the head of the load queue are several resident sub-tiles that nothing waits for. */
  boolean isBursting() {
    return loadSince != NEVER
        && hasSeveral()
        && (team.size == 1 || !team.waitsForSlot(script.kind[script.head & script.mask]));
  }

  boolean hasSeveral() {
    LoadScript queue = script;
    int at = queue.head & queue.mask;
    return queue.kind[at] <= Grant.VALUES
        && queue.from[at] + team.size < queue.to[at]
        && !queue.isEmpty();
  }

  /** Grants the channel to a resident sub-tile, another one being next. */
  void loadOneOfMany(long start) {
    LoadScript queue = script;
    int at = queue.head & queue.mask;
    long free = loadResident(queue, at, queue.kind[at], start);
    pass.channelFree = free;
    loadFree = free;
    if (freeSlots > 0) {
      loadSince = free;
    } else {
      refreshLoad();
    }
  }

  /** Whether a product waits for the staged sub-tile at the head of the queue and one after it. */
  boolean isStreaming() {
    LoadScript queue = script;
    int at = queue.head & queue.mask;
    return waitsFor == Grant.STAGED
        && queue.kind[at] == Grant.STAGED
        && queue.from[at] + 1 < queue.to[at]
        && tile + 1 < pass.tiles;
  }

  /** Grants the channel to that sub-tile, with which the product goes on at once. */
  void loadStreamed(long start) {
    LoadScript queue = script;
    long free = start + pass.kvTile[streamed >> 1];
    long usable = free + pass.latency;
    int slot = stagedRead & 1;
    matrixFree = Math.max(matrixFree, usable) + pass.tile(streamed, tile);
    stagedUsable[slot] = usable;
    stagedReadAt[slot] = matrixFree;
    stagedRead++;
    stagedGranted++;
    tile++;
    queue.skipStaged(1);
    pass.channelFree = free;
    loadFree = free;
    loadSince = stagedRead < 2 ? free : Math.max(free, stagedReadAt[1 - slot]);
  }

  /** Whether it waits for such a grant. */
  final boolean waitsFor(int grant) {
    return waitsFor == grant || halfWaitsFor == grant;
  }

  /** Whether the resident sub-tiles that a product waits for have all come or are about to. */
  boolean canGoOn(int product) {
    return team.residents[product].allGranted(ordinals[awaiting[product]]);
  }

  /** Grants the channel to the next store at {@code start}. */
  void store(long start) {
    int at = stored++ & MASK;
    pass.channelFree = start + pass.output[sizes[at]];
    released[at] = pass.channelFree;
    storeFree = pass.channelFree;
  }

  /** A time seen from when the channel falls free; one before {@code old} counts as that. */
  final long relative(long cycle, long old) {
    return cycle < 0 ? Long.MAX_VALUE : Math.max(cycle, old) - pass.channelFree;
  }

  /** Its next row block to ask for, those left out included. */
  int next() {
    return script.emitted + skipped;
  }

  /** Leaves out {@code count} row blocks. */
  void skip(int count) {
    blocks -= count;
    steps -= count;
    skipped += count;
  }

  /** The same of the places of row blocks in sight and in the same head. */
  void skipPlaces(int count) {
    for (int turn = Math.max(0, introduced - 5); turn < introduced; turn++) {
      indexInGroup[turn & MASK] += count;
      rowBlock[turn & MASK] += count * script.stride();
      inGroup[turn & MASK] += count * script.stride();
    }
  }

  /** Whether it has nothing more to do or to move. */
  boolean isSilent() {
    return step == steps && stored == blocks && script.emitted == steps && script.isEmpty();
  }

  /**
   * Goes on as if {@code count} more staged sub-tiles of a product had passed in {@code cycles}.
   */
  void skipStaged(int count, long cycles) {
    matrixFree += cycles;
    loadFree += cycles;
    loadSince += cycles;
    stagedGranted += count;
    stagedRead += count;
    tile += count;
    script.skipStaged(count);
    if ((count & 1) == 1) {
      swap(stagedUsable);
      swap(stagedReadAt);
    }
    for (int i = 0; i < 2; i++) {
      stagedUsable[i] += cycles;
      stagedReadAt[i] += cycles;
    }
  }

  private static void swap(long[] pair) {
    long first = pair[0];
    pair[0] = pair[1];
    pair[1] = first;
  }
}
