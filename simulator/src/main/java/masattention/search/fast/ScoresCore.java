package masattention.search.fast;

import java.util.Arrays;

/** A core that computes S_i and stores it sub-tile by sub-tile. */
final class ScoresCore extends ScoreTilesCore {
  /** Sub-tiles waiting to be stored that are followed while others stream in. */
  private static final int FOLLOWED = 12;

  /** Sub-tiles stored of the row block that is stored. */
  private int storedTile;

  ScoresCore(Pass pass) {
    super(pass);
  }

  @Override
  LoadScript script() {
    return new SinglePassScript(this, Grant.KEYS);
  }

  @Override
  void start(CoreTeam newTeam, int newIndex, int newBlocks) {
    super.start(newTeam, newIndex, newBlocks);
    storedTile = 0;
  }

  @Override
  void advance() {
    while (step < steps) {
      if (!scores()) {
        return;
      }
      tile = 0;
      step++;
    }
    waitsFor = Grant.NOTHING;
  }

  /** S of the next row block; false while it waits. */
  private boolean scores() {
    int at = step & MASK;
    if (tile == 0) {
      long ready = step < introduced ? inputUsable[at] : UNKNOWN;
      if (ready < 0) {
        waitsFor = Grant.QUERY;
        return false;
      }
      matrixFree = Math.max(matrixFree, ready);
    }
    for (; tile < pass.tiles; tile++) {
      long came = usable(Grant.KEYS, ordinals[at]);
      if (came < 0) {
        return false;
      }
      if (!isStored(step - 2, tile)) {
        waitsFor = Grant.STORE;
        return false;
      }
      int slot = slot(step, tile);
      long begin = Math.max(matrixFree, Math.max(came, slots[slot]));
      matrixFree = begin + pass.tile(2 * Grant.KEYS + sizes[at], tile);
      slots[slot] = matrixFree;
      read(Grant.KEYS, at, matrixFree);
    }
    scoresEnd[at] = matrixFree;
    return true;
  }

  private boolean isStored(int turn, int j) {
    return turn < stored || (turn == stored && j < storedTile);
  }

  @Override
  void refreshStore() {
    boolean made = stored < step || (stored == step && storedTile < tile);
    storeSince = made ? Math.max(slots[slot(stored, storedTile)], storeFree) : NEVER;
  }

  @Override
  void store(long start) {
    int size = sizes[stored & MASK];
    boolean last = storedTile == pass.tiles - 1;
    pass.channelFree = start + (last ? pass.lastScoreTile[size] : pass.scoreTile[size]);
    slots[slot(stored, storedTile)] = pass.channelFree;
    storedTile = last ? 0 : storedTile + 1;
    stored += last ? 1 : 0;
    storeFree = pass.channelFree;
  }

  @Override
  boolean isRowReady() {
    return isStored(step - 2, pass.tiles - 1);
  }

  @Override
  void loadStreamed(long start) {
    super.loadStreamed(start);
    if (storeSince == NEVER) {
      refreshStore();
    }
  }

  /** Goes on; the slots left out are long free when the next but one row block takes them. */
  @Override
  void skipStaged(int count, long cycles) {
    int waiting = tile - storedTile;
    int at = slot(stored, storedTile);
    super.skipStaged(count, cycles);
    System.arraycopy(slots, at, slots, at + count, waiting);
    for (int i = at + count; i < at + count + waiting; i++) {
      slots[i] += cycles;
    }
    storedTile += count;
    storeFree += cycles;
    Arrays.fill(slots, at, at + count, storeFree);
    refreshStore();
  }

  @Override
  boolean storesSubTiles() {
    return true;
  }

  /** Beside that, the sub-tiles of the row that wait to be stored. */
  @Override
  void describeStream(StreamMoment now) {
    super.describeStream(now);
    now.time(storeFree);
    now.stays(stored == step ? storedTile - tile : storedTile);
    if (stored < step || tile - storedTile > FOLLOWED) {
      now.stays(tile);
      return;
    }
    for (int j = storedTile; j < tile; j++) {
      now.time(slots[slot(stored, j)]);
    }
  }

  @Override
  int turns(boolean store) {
    if (!store) {
      return residentTurns();
    }
    if (waitsFor == Grant.STORE && isWaitedFor()) {
      return 0;
    }
    int made = stored < step ? pass.tiles - 1 : Math.min(tile, pass.tiles - 1);
    return turns(stored, storedTile, made, storeSince);
  }

  @Override
  long turnCycles(boolean store) {
    return store
        ? pass.scoreTile[sizes[stored & MASK]]
        : pass.kvTile[script.kind[script.head & script.mask]];
  }

  @Override
  void take(boolean store, int count, long first, long every) {
    if (!store) {
      takeResidents(count, first, every);
      return;
    }
    move(slot(stored, storedTile), count, first, every);
    storedTile += count;
    storeFree = first + (count - 1) * every;
  }

  @Override
  void goOnAfterTurns() {
    if (waitsFor == Grant.STORE) {
      advance();
    }
    refreshLoad();
    refreshStore();
  }

  @Override
  void describeTurns(History.Moment now, long matrix, long load, long store) {
    int made = (step - stored) * pass.tiles + tile - storedTile;
    now.add(storedTile);
    describeSlots(now, step, tile, made, store);
    describeSlots(now, stored, storedTile, 2 * pass.tiles - made, matrix);
    for (int turn = Math.max(0, introduced - 4); turn < step; turn++) {
      now.add(relative(scoresEnd[turn & MASK], load));
    }
    for (int turn = step; turn < introduced; turn++) {
      now.add(relative(inputUsable[turn & MASK], matrix));
    }
    describeSizes(now);
  }
}
