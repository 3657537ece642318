package masattention.search.fast;

import java.util.Arrays;

/** A core that computes O_i from P_i, which comes sub-tile by sub-tile. */
final class OutputsCore extends ScoreTilesCore {
  /** The row block whose P comes next, and its sub-tile. */
  private int loadedTurn;

  private int loadedTile;

  OutputsCore(Pass pass) {
    super(pass);
  }

  @Override
  LoadScript script() {
    return new SinglePassScript(this, Grant.VALUES);
  }

  @Override
  void start(CoreTeam newTeam, int newIndex, int newBlocks) {
    super.start(newTeam, newIndex, newBlocks);
    phase = Grant.VALUES;
    loadedTurn = 0;
    loadedTile = 0;
  }

  @Override
  void advance() {
    while (step < steps) {
      if (!outputs()) {
        return;
      }
      tile = 0;
      step++;
    }
    waitsFor = Grant.NOTHING;
  }

  /** O of the next row block; false while it waits. */
  private boolean outputs() {
    int at = step & MASK;
    if (tile == 0) {
      long free = step < 2 ? 0 : released[(step - 2) & MASK];
      if (free < 0) {
        waitsFor = Grant.STORE;
        return false;
      }
      matrixFree = Math.max(matrixFree, free);
    }
    for (; tile < pass.tiles; tile++) {
      if (loadedTurn == step ? tile >= loadedTile : loadedTurn < step) {
        waitsFor = Grant.SCORE_TILES;
        return false;
      }
      long came = usable(Grant.VALUES, ordinals[at]);
      if (came < 0) {
        return false;
      }
      int slot = slot(step, tile);
      long begin = Math.max(matrixFree, Math.max(came, slots[slot]));
      matrixFree = begin + pass.tile(2 * Grant.VALUES + sizes[at], tile);
      slots[slot] = matrixFree;
      read(Grant.VALUES, at, matrixFree);
    }
    outputEnd[at] = matrixFree;
    return true;
  }

  private boolean loadsScores() {
    return !script.isEmpty() && script.kind[script.head & script.mask] == Grant.SCORE_TILES;
  }

  @Override
  void refreshLoad() {
    if (!loadsScores()) {
      super.refreshLoad();
      return;
    }
    int before = loadedTurn - 2;
    boolean read = before < step || (before == step && loadedTile < tile);
    loadSince = read ? Math.max(slots[slot(loadedTurn, loadedTile)], loadFree) : NEVER;
  }

  @Override
  int load(long start) {
    if (!loadsScores()) {
      return super.load(start);
    }
    int size = sizes[loadedTurn & MASK];
    boolean last = loadedTile == pass.tiles - 1;
    pass.channelFree = start + (last ? pass.lastScoreTile[size] : pass.scoreTile[size]);
    loadFree = pass.channelFree;
    slots[slot(loadedTurn, loadedTile)] = pass.channelFree + pass.latency;
    script.from[script.head & script.mask]++;
    if (last) {
      script.head++;
    }
    loadedTile = last ? 0 : loadedTile + 1;
    loadedTurn += last ? 1 : 0;
    return Grant.SCORE_TILES;
  }

  @Override
  boolean isRowReady() {
    return loadedTurn > step;
  }

  /** Goes on; P of the next but one row block comes when the slots left out are long free. */
  @Override
  void skipStaged(int count, long cycles) {
    int at = slot(step, tile);
    super.skipStaged(count, cycles);
    Arrays.fill(slots, at, at + count, matrixFree);
  }

  @Override
  int turns(boolean store) {
    if (store || !loadsScores()) {
      return store ? 0 : residentTurns();
    }
    if (waitsFor == Grant.SCORE_TILES && isWaitedFor()) {
      return 0;
    }
    int read = loadedTurn - 2 < step ? pass.tiles - 1 : Math.min(tile, pass.tiles - 1);
    return turns(loadedTurn, loadedTile, read, loadSince);
  }

  @Override
  long turnCycles(boolean store) {
    return loadsScores()
        ? pass.scoreTile[sizes[loadedTurn & MASK]]
        : pass.kvTile[script.kind[script.head & script.mask]];
  }

  @Override
  void take(boolean store, int count, long first, long every) {
    if (!loadsScores()) {
      takeResidents(count, first, every);
      return;
    }
    move(slot(loadedTurn, loadedTile), count, first + pass.latency, every);
    script.from[script.head & script.mask] += count;
    loadedTile += count;
    loadFree = first + (count - 1) * every;
  }

  @Override
  void goOnAfterTurns() {
    if (waitsFor == Grant.SCORE_TILES) {
      advance();
      if (storeSince == NEVER) {
        refreshStore();
      }
    }
    refreshLoad();
  }

  @Override
  void describeTurns(History.Moment now, long matrix, long load, long store) {
    int waiting = (loadedTurn - step) * pass.tiles + loadedTile - tile;
    now.add(waiting);
    describeSlots(now, loadedTurn, loadedTile, waiting, matrix);
    describeSlots(now, step, tile, 2 * pass.tiles - waiting, load);
    for (int turn = Math.max(0, step - 2); turn < stored; turn++) {
      now.add(relative(released[turn & MASK], matrix));
    }
    for (int turn = stored; turn < step; turn++) {
      now.add(relative(outputEnd[turn & MASK], store));
    }
    describeSizes(now);
  }
}
