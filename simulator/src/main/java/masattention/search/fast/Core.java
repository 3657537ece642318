package masattention.search.fast;

/** What one core has done and waits for; times in cycles. */
abstract class Core extends TileReader {

  final LoadScript script;
  int index;

  /** Its row blocks, and its steps through them. */
  int blocks;

  int steps;

  /** Row blocks left out so far. */
  int skipped;

  // the store queue
  long storeFree;
  long storeSince;

  // the load queue
  long loadFree;
  long loadSince;

  /** Resident sub-tiles at the head of the load queue whose slots are known to be free. */
  int freeSlots;

  Core(Pass pass) {
    super(pass);
    script = script();
  }

  /** What it has loaded. */
  abstract LoadScript script();

  void start(CoreTeam newTeam, int newIndex, int newBlocks) {
    start();
    team = newTeam;
    index = newIndex;
    blocks = newBlocks;
    steps = newBlocks == 0 ? 0 : newBlocks + pass.drain;
    skipped = 0;
    storeFree = 0;
    storeSince = NEVER;
    loadFree = 0;
    loadSince = NEVER;
    freeSlots = 0;
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

  /** Grants the channel to the next store at {@code start}. */
  void store(long start) {
    int at = stored++ & MASK;
    pass.channelFree = start + pass.output[sizes[at]];
    released[at] = pass.channelFree;
    storeFree = pass.channelFree;
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

  /** Whether it has nothing more to do or to move. */
  boolean isSilent() {
    return step == steps && stored == blocks && script.emitted == steps && script.isEmpty();
  }

  // ---- rows of staged sub-tiles

  /** The row of sub-tiles that it is at. */
  int streamRow() {
    return 2 * step + phase;
  }

  /** Sub-tiles of that row that it may go through as now; 0 where it does anything else. */
  int streamRoom() {
    return waitsFor == Grant.STAGED ? script.stagedRoom() : 0;
  }

  /** Whether it stores something for every sub-tile. */
  boolean storesSubTiles() {
    return false;
  }

  /** Writes its state as far as it bears on how it streams. */
  void describeStream(StreamMoment now) {
    now.stays(stagedRead - tile);
    now.stays(Math.min(tile, 1));
    describeStreamed(now);
  }

  final void describeStreamed(StreamMoment now) {
    int granted = stagedGranted & 1;
    int read = stagedRead & 1;
    now.time(matrixFree);
    now.time(loadFree);
    now.time(stagedUsable[granted]);
    now.time(stagedUsable[1 - granted]);
    now.time(stagedReadAt[read]);
    now.time(stagedReadAt[1 - read]);
    now.stays(stagedGranted - stagedRead);
    now.stays(step);
    now.stays(phase);
    now.stays(script.head);
    now.stays(script.length());
    now.stays(stored);
    now.stays(introduced);
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
