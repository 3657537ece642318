package masattention.search.fast;

/**
 * A core that goes over K and V in one pass: O of sub-tile k − 2, then S of sub-tile k, over the
 * sub-tiles of all its row blocks, beside the vector work on the one between.
 */
final class OnePassCore extends OneByOneReader {
  private static final int NONE = -1;

  private final OnePassScript onePass;

  /** Stages done ahead of the next step. */
  private int ahead;

  // the last sub-tile and the one before, and when P and O are ready for the product with V
  private int lastTurn;
  private int lastTile;
  private long lastReady;
  private int secondTurn;
  private int secondTile;
  private long secondReady;

  OnePassCore(Pass pass) {
    super(pass);
    onePass = (OnePassScript) script;
  }

  @Override
  LoadScript script() {
    return new OnePassScript(this);
  }

  @Override
  void start(CoreTeam newTeam, int newIndex, int newBlocks) {
    super.start(newTeam, newIndex, newBlocks);
    ahead = 0;
    lastTurn = NONE;
    lastTile = 0;
    lastReady = 0;
    secondTurn = NONE;
    secondTile = 0;
    secondReady = 0;
  }

  @Override
  void advance() {
    while (step < steps) {
      if (step > 0 && tile + phase == 0 && onePass.isCrowded() && !outputsAhead()) {
        return;
      }
      if (step < blocks ? !subTiles(step & MASK) : !drainOne()) {
        return;
      }
      ahead = 0;
      step++;
    }
    waitsFor = Grant.NOTHING;
  }

  /** What it does ahead of a step to make way for others; false while it waits. */
  private boolean outputsAhead() {
    onePass.emitThrough(step);
    int todo = onePass.ahead(step);
    if (ahead == 0 && todo > 0) {
      if (!output()) {
        return false;
      }
      ahead = 1;
    }
    if (ahead == 1 && todo > 1) {
      rescaleLast();
      ageLast();
      ahead = 2;
    }
    return ahead != 2 || output();
  }

  private boolean drainOne() {
    if (!output()) {
      return false;
    }
    rescaleLast();
    ageLast();
    return true;
  }

  /** Goes on with the sub-tiles of a row block; whether all are done. */
  private boolean subTiles(int at) {
    for (; tile < pass.tiles; tile++) {
      if (tile == 3 && phase == 0 && hasAllForLong(at)) {
        finishRow(at);
        break;
      }
      if (phase == 0) {
        if (!output()) {
          return false;
        }
        rescaleLast();
        phase = 1;
      }
      if (!scores(at)) {
        return false;
      }
      phase = 0;
    }
    tile = 0;
    return true;
  }

  /** Whether all K and V of a row block have been there for as long as its next product. */
  private boolean hasAllForLong(int at) {
    Residents keys = team.residents[Grant.KEYS];
    Residents values = team.residents[Grant.VALUES];
    int ordinal = ordinals[at];
    int copy = keys.copy(ordinal);
    return !lastUses[at]
        && pass.staged[Grant.KEYS] + pass.staged[Grant.VALUES] == 0
        && keys.complete(ordinal)
        && values.complete(ordinal)
        && Math.max(keys.latest[copy], values.latest[copy]) <= matrixFree;
  }

  /** All sub-tiles of a row block from the one that it is at, the fourth or a later one. */
  private void finishRow(int at) {
    int size = sizes[at];
    long outputCycles = pass.otherTile[2 * Grant.VALUES + size];
    long rescaleCycles = pass.rescale[size];
    long matrix = matrixFree;
    long vector = vectorFree;
    long second = secondReady;
    long last = lastReady;
    for (int j = tile; j < pass.tiles; j++) {
      boolean ends = j == pass.tiles - 1;
      matrix = Math.max(matrix, second) + outputCycles;
      second = Math.max(vector, matrix) + rescaleCycles;
      matrix += ends ? pass.lastTile[size] : pass.otherTile[size];
      last = Math.max(second, matrix) + (ends ? pass.lastOnline[size] : pass.online[size]);
      vector = last;
    }
    scoresEnd[at] = matrix;
    matrixFree = matrix;
    vectorFree = vector;
    secondReady = second;
    lastReady = last;
    secondTurn = step;
    lastTurn = step;
    secondTile = pass.tiles - 2;
    lastTile = pass.tiles - 1;
  }

  private void ageLast() {
    secondTurn = lastTurn;
    secondTile = lastTile;
    secondReady = lastReady;
    lastTurn = NONE;
  }

  /** Scales O for the last sub-tile, if there is one and it is not its row block's first. */
  private void rescaleLast() {
    if (lastTurn != NONE && lastTile > 0) {
      vectorFree = Math.max(vectorFree, matrixFree) + pass.rescale[sizes[lastTurn & MASK]];
      lastReady = vectorFree;
    }
  }

  /** S of a sub-tile and its share of the softmax; false while it waits. */
  private boolean scores(int at) {
    if (tile == 0) {
      long ready = step < introduced ? inputUsable[at] : UNKNOWN;
      if (ready < 0) {
        waitsFor = Grant.QUERY;
        return false;
      }
      if (!isThere(Grant.KEYS, at, 0)) {
        return false;
      }
      matrixFree = Math.max(matrixFree, ready);
    } else if (!isThere(Grant.KEYS, at, tile)) {
      return false;
    }
    int size = sizes[at];
    multiply(Grant.KEYS, at, tile);
    boolean last = tile == pass.tiles - 1;
    vectorFree =
        Math.max(vectorFree, matrixFree) + (last ? pass.lastOnline[size] : pass.online[size]);
    if (last) {
      scoresEnd[at] = matrixFree;
    }
    ageLast();
    lastTurn = step;
    lastTile = tile;
    lastReady = vectorFree;
    return true;
  }

  /** O of the sub-tile before the last, if there is one; false while it waits. */
  private boolean output() {
    int turn = secondTurn;
    if (turn == NONE) {
      return true;
    }
    int at = turn & MASK;
    long ready = secondReady;
    if (secondTile == 0 && turn >= 2) {
      long free = released[(turn - 2) & MASK];
      if (free < 0) {
        waitsFor = Grant.STORE;
        return false;
      }
      ready = Math.max(ready, free);
    }
    if (!isThere(Grant.VALUES, at, secondTile)) {
      return false;
    }
    matrixFree = Math.max(matrixFree, ready);
    multiply(Grant.VALUES, at, secondTile);
    if (secondTile == pass.tiles - 1) {
      vectorFree = Math.max(vectorFree, matrixFree) + pass.normalize[sizes[at]];
      outputEnd[at] = vectorFree;
    }
    secondTurn = NONE;
    return true;
  }

  // ---- rows of staged sub-tiles

  @Override
  int streamRow() {
    return step;
  }

  @Override
  int streamRoom() {
    boolean streams =
        waitsFor == Grant.STAGED
            && script.loads(Grant.STAGED)
            && script.stagedStep == step
            && lastTurn == step
            && tile >= 2
            && tile >= Math.max(pass.resident[Grant.KEYS], pass.resident[Grant.VALUES] + 2);
    return streams ? Math.min(pass.tiles - script.stagedTile, script.stagedAtHead() / 2) - 2 : 0;
  }

  @Override
  void describeStream(StreamMoment now) {
    boolean ages = secondTurn != NONE;
    describeStreamed(now);
    now.time(vectorFree);
    now.time(lastReady);
    now.time(ages ? secondReady : lastReady);
    now.stays(stagedRead - 2L * tile);
    now.stays(script.stagedTile - tile);
    now.stays(script.stagedPhase);
    now.stays(lastTurn);
    now.stays(lastTile - tile);
    now.stays(ages ? secondTile - tile : NONE);
  }

  /** Goes on as if {@code count} more sub-tiles of K and of V had passed in {@code cycles}. */
  @Override
  void skipStaged(int count, long cycles) {
    onePass.skipSubTiles(count);
    stagedGranted += 2 * count;
    stagedRead += 2 * count;
    tile += count;
    lastTile += count;
    secondTile += count;
    for (int i = 0; i < 2; i++) {
      stagedUsable[i] += cycles;
      stagedReadAt[i] += cycles;
    }
    loadFree += cycles;
    loadSince += cycles;
    matrixFree += cycles;
    vectorFree += cycles;
    lastReady += cycles;
    secondReady += cycles;
  }

  // ---- describing

  @Override
  long earliestProduct() {
    return waitsFor == Grant.NOTHING ? matrixFree : Math.max(matrixFree, pass.channelFree);
  }

  @Override
  void describeTurns(History.Moment now, long matrix, long load, long store) {
    int nextScores = step + (tile == pass.tiles ? 1 : 0);
    now.add(ahead);
    describeSubTile(now, lastTurn, lastTile, lastReady, matrix);
    describeSubTile(now, secondTurn, secondTile, secondReady, matrix);
    int nextOutputs = stored;
    while (nextOutputs < nextScores && outputEnd[nextOutputs & MASK] >= 0) {
      nextOutputs++;
    }
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
    now.add(nextOutputs - stored);
    describeSizes(now);
  }

  private void describeSubTile(History.Moment now, int turn, int at, long ready, long matrix) {
    if (turn == NONE) {
      now.add(Long.MIN_VALUE);
      return;
    }
    now.add(turn - script.emitted);
    now.add(at);
    now.add(relative(ready, matrix));
  }
}
