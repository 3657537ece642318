package masattention.search.fast;

/**
 * A core that goes through rounds of S_i, P_{i−1} and O_{i−2} side by side: one half of its array
 * for S, the other for O.
 */
final class RoundsCore extends Core {
  private long roundStart;
  private boolean scoresDone;
  private boolean outputsDone;

  // the half for O; the fields of the core stand for the half for S
  private long halfFree;
  private int halfTile;

  /** Staged sub-tiles used before this round; which of them lie in the staging area as read. */
  private int stagedBefore;

  private final int[] stagedReadBy = new int[2];

  RoundsCore(Pass pass) {
    super(pass);
  }

  @Override
  LoadScript script() {
    return new RoundsScript(this);
  }

  @Override
  void start(CoreTeam newTeam, int newIndex, int newBlocks) {
    super.start(newTeam, newIndex, newBlocks);
    roundStart = 0;
    scoresDone = false;
    outputsDone = false;
    halfFree = 0;
    halfTile = 0;
    stagedBefore = 0;
    stagedReadBy[0] = -1;
    stagedReadBy[1] = -1;
  }

  @Override
  void advance() {
    while (step < steps) {
      if (!scoresDone) {
        scoresDone = step >= blocks || scores(step);
      }
      if (!outputsDone) {
        swapHalves();
        outputsDone = step < 2 || outputs(step - 2);
        swapHalves();
      }
      if (!scoresDone || !outputsDone) {
        return;
      }
      endRound();
    }
  }

  /** Lets the fields of the core stand for the other half of its array. */
  private void swapHalves() {
    long free = matrixFree;
    matrixFree = halfFree;
    halfFree = free;
    int at = tile;
    tile = halfTile;
    halfTile = at;
    int waits = waitsFor;
    waitsFor = halfWaitsFor;
    halfWaitsFor = waits;
  }

  private void endRound() {
    long end = barrier();
    stagedBefore += stagedScores() + stagedOutputs();
    matrixFree = end;
    halfFree = end;
    roundStart = end;
    waitsFor = Grant.NOTHING;
    halfWaitsFor = Grant.NOTHING;
    scoresDone = false;
    outputsDone = false;
    step++;
  }

  /** The end of the round as far as its parts are done; P only depends on its beginning. */
  private long barrier() {
    long end = roundStart;
    if (step > 0 && step <= blocks) {
      end += pass.softmax[sizes[(step - 1) & MASK]];
    }
    if (scoresDone) {
      end = Math.max(end, matrixFree);
    }
    return outputsDone ? Math.max(end, halfFree) : end;
  }

  private int stagedScores() {
    return step < blocks ? pass.staged[Grant.KEYS] : 0;
  }

  private int stagedOutputs() {
    return step >= 2 ? pass.staged[Grant.VALUES] : 0;
  }

  /** S of a row block; false while it waits. */
  private boolean scores(int turn) {
    int at = turn & MASK;
    if (tile == 0) {
      long ready = turn < introduced ? inputUsable[at] : UNKNOWN;
      if (ready < 0) {
        waitsFor = Grant.QUERY;
        return false;
      }
      matrixFree = Math.max(matrixFree, ready);
    }
    if (!half(Grant.KEYS, at)) {
      return false;
    }
    scoresEnd[at] = matrixFree;
    return true;
  }

  /** O of a row block, P being ready since the round before; false while it waits. */
  private boolean outputs(int turn) {
    int at = turn & MASK;
    if (tile == 0 && turn >= 2) {
      long free = released[(turn - 2) & MASK];
      if (free < 0) {
        waitsFor = Grant.STORE;
        return false;
      }
      matrixFree = Math.max(matrixFree, free);
    }
    if (!half(Grant.VALUES, at)) {
      return false;
    }
    outputEnd[at] = matrixFree;
    return true;
  }

  /** Goes on with the product of a half; whether it is done. */
  private boolean half(int product, int at) {
    if (!residentTiles(product, at)) {
      return false;
    }
    int row = 2 * product + sizes[at];
    while (tile < pass.tiles) {
      int sequence = stagedBefore + place(product);
      if (stagedGranted <= sequence) {
        waitsFor = Grant.STAGED;
        return false;
      }
      int slot = sequence & 1;
      matrixFree = Math.max(matrixFree, stagedUsable[slot]) + pass.tile(row, tile);
      stagedReadAt[slot] = matrixFree;
      stagedReadBy[slot] = sequence;
      stagedRead++;
      tile++;
    }
    tile = 0;
    waitsFor = Grant.NOTHING;
    return true;
  }

  /** The place of its next sub-tile among those staged in this round, V and K in turn. */
  private int place(int product) {
    int through = product == Grant.KEYS ? tile + 1 : tile;
    int outputs = step >= 2 ? Math.max(0, through - pass.resident[Grant.VALUES]) : 0;
    int scores = step < blocks ? Math.max(0, tile - pass.resident[Grant.KEYS]) : 0;
    return Math.min(outputs, stagedOutputs()) + scores;
  }

  @Override
  boolean readOn(int product) {
    if (product == Grant.KEYS) {
      return super.readOn(product);
    }
    swapHalves();
    boolean reads = super.readOn(product);
    swapHalves();
    return reads;
  }

  @Override
  long stagingFree() {
    int before = stagedGranted - 2;
    return before < 0 ? 0 : stagedReadBy[before & 1] == before ? stagedReadAt[before & 1] : UNKNOWN;
  }

  /** Two products take staged sub-tiles in turn. */
  @Override
  boolean isStreaming() {
    return false;
  }

  /** Sub-tiles of rounds are not skipped. */
  @Override
  int streamRoom() {
    return 0;
  }

  // ---- describing

  @Override
  long earliestProduct() {
    long scores = earliest(matrixFree, waitsFor);
    long outputs = earliest(halfFree, halfWaitsFor);
    return scoresDone ? outputs : outputsDone ? scores : Math.min(scores, outputs);
  }

  private long earliest(long free, int waits) {
    return waits == Grant.NOTHING || waits <= Grant.VALUES
        ? free
        : Math.max(free, pass.channelFree);
  }

  @Override
  void describeTurns(History.Moment now, long matrix, long load, long store) {
    int nextScores = step + (scoresDone ? 1 : 0);
    int nextOutputs = step - 2 + (outputsDone ? 1 : 0);
    long scores = scoresDone ? matrix : earliest(matrixFree, waitsFor);
    long outputs = outputsDone ? matrix : earliest(halfFree, halfWaitsFor);
    now.add((scoresDone ? 1 : 0) + (outputsDone ? 2 : 0));
    now.add(scores - pass.channelFree);
    now.add(outputs - pass.channelFree);
    now.add(relative(barrier(), Math.max(scores, outputs)));
    now.add(halfTile);
    for (int turn = Math.max(0, nextOutputs - 2); turn < stored; turn++) {
      now.add(relative(released[turn & MASK], matrix));
    }
    for (int turn = stored; turn < nextOutputs; turn++) {
      now.add(relative(outputEnd[turn & MASK], store));
    }
    for (int turn = Math.max(0, introduced - 4); turn < nextScores; turn++) {
      now.add(relative(scoresEnd[turn & MASK], load));
    }
    for (int turn = nextScores; turn < introduced; turn++) {
      now.add(relative(inputUsable[turn & MASK], matrix));
    }
    describeSizes(now);
  }

  @Override
  void describeStaged(History.Moment now, long matrix, long load) {
    now.add(stagedGranted - stagedBefore);
    now.add(stagedGranted - stagedRead);
    for (int i = stagedGranted - 2; i < stagedGranted; i++) {
      boolean read = stagedReadBy[i & 1] == i;
      now.add(read ? 1 : 0);
      now.add(read ? relative(stagedReadAt[i & 1], load) : relative(stagedUsable[i & 1], matrix));
    }
  }
}
