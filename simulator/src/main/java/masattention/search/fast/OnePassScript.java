package masattention.search.fast;

import masattention.schedule.Team;

/**
 * What a core that goes over K and V in one pass has loaded: beside S of a sub-tile, the product
 * with V of the one two before it.
 */
final class OnePassScript extends LoadScript {
  private final OnePassTeam asks = new OnePassTeam(this);
  private boolean twoCopies;

  OnePassScript(Core core) {
    super(core);
  }

  @Override
  void start(Team team, int newPlace, int rowBlocks) {
    twoCopies = core.team.residents[Grant.KEYS].copies == 2;
    if (team.size() > 1) {
      asks.start(team, newPlace, rowBlocks);
    }
    super.start(team, newPlace, rowBlocks);
  }

  @Override
  void prologue() {
    input();
    firstGroup(Grant.KEYS);
    announceRow(0);
    input();
    firstGroup(Grant.VALUES);
  }

  @Override
  void step() {
    announceRow(emitted + 1);
    input();
    if (size > 1) {
      asks.step(teamSteps);
      asks.clearAhead(emitted + 1);
    } else if (emitted >= core.blocks) {
      output(core.blocks, emitted - core.blocks - 2);
    } else if (asksForNothing()) {
      useStaged(stagedOfRow(emitted));
    } else {
      int bulk = bulk();
      for (int tile = 0; tile < pass.tiles; tile++) {
        if (tile == firstStaged() && bulk > 0) {
          useStaged(2 * bulk);
          tile += bulk;
        }
        output(emitted, tile - 2);
        scores(emitted, tile);
      }
    }
  }

  @Override
  void othersStep() {
    asks.step(teamSteps);
  }

  /** Writes the steps up to {@code step} ahead of the load queue's running empty. */
  void emitThrough(int step) {
    while (emitted <= step) {
      emit();
    }
  }

  /** What the product ahead of its time of a step is: see {@link OnePassTeam}. */
  int ahead(int step) {
    return asks.ahead(step);
  }

  /** Whether the row blocks of a core may be drained ahead of their time. */
  boolean isCrowded() {
    return size > 1 && asks.isCrowded();
  }

  /** The first sub-tile of a row beside whose S both K and V are staged, of the same row. */
  int firstStaged() {
    return Math.max(2, Math.max(pass.resident[Grant.KEYS], pass.resident[Grant.VALUES] + 2));
  }

  /** Such sub-tiles of a row, without the last one. */
  int bulk() {
    return Math.max(0, pass.tiles - 1 - firstStaged());
  }

  // ---- a core of its own

  /** Whether the next row block is beside no first or last one of a group, and asks ahead of it. */
  private boolean asksForNothing() {
    if (pass.resident[Grant.KEYS] + pass.resident[Grant.VALUES] == 0) {
      return true;
    }
    for (int turn = Math.max(0, emitted - 2); turn <= emitted; turn++) {
      if (core.lastUses[turn & Core.MASK]) {
        return false;
      }
    }
    return !twoCopies;
  }

  /** The product with V of a sub-tile, one of the row blocks before if {@code tile} is negative. */
  private void output(int row, int tile) {
    int turn = row;
    int j = tile;
    while (j < 0) {
      j += pass.tiles;
      turn--;
    }
    if (turn >= 0) {
      product(Grant.VALUES, turn & Core.MASK, j);
    }
  }

  private void scores(int turn, int tile) {
    product(Grant.KEYS, turn & Core.MASK, tile);
  }

  private void product(int product, int at, int tile) {
    int next = core.ordinals[at] + 1;
    boolean hasNext = next < core.team.groups;
    if (tile >= pass.resident[product]) {
      useStaged(1);
    } else if (hasNext && !twoCopies && core.lastUses[at]) {
      ask(product, next, tile, tile + 1);
    }
    if (hasNext && twoCopies && tile == pass.tiles - 1) {
      int count = pass.resident[product];
      int share = share(product, core.blocksInGroup[at]);
      int begin = Math.min(count, core.indexInGroup[at] * share);
      ask(product, next, begin, Math.min(count, begin + share));
    }
  }

  // ---- the staging area

  /** Announces the staged sub-tiles beside the scores of a row block, or those after the last. */
  private void announceRow(int turn) {
    if (pass.staged[0] + pass.staged[1] == 0) {
      return;
    }
    if (turn < core.blocks) {
      announce(stagedOfRow(turn));
    } else if (turn == core.blocks) {
      int left = 0;
      for (int back = 1; back <= 2; back++) {
        boolean exists = core.blocks * (long) pass.tiles >= back;
        int tile = Math.floorMod(-back, pass.tiles);
        left += exists && tile >= pass.resident[Grant.VALUES] ? 1 : 0;
      }
      announce(left);
    }
  }

  int stagedOfRow(int turn) {
    int before = turn == 0 ? 2 : pass.tiles == 1 && turn == 1 ? 1 : 0;
    int values = pass.staged[Grant.VALUES];
    return pass.staged[Grant.KEYS] + (before == 0 ? values : Math.max(0, values - before));
  }

  @Override
  int stagedProduct() {
    return 1 - stagedPhase;
  }

  @Override
  long stagedTransfer() {
    int product = stagedProduct();
    int tile = product == Grant.KEYS ? stagedTile : Math.floorMod(stagedTile - 2, pass.tiles);
    nextStagedProduct();
    return tile == pass.tiles - 1 ? pass.lastKvTile[product] : pass.kvTile[product];
  }

  @Override
  void nextStagedProduct() {
    do {
      if (stagedStep >= 0 && stagedPhase == 0) {
        stagedPhase = 1;
      } else {
        stagedPhase = 0;
        if (stagedStep < 0 || ++stagedTile == pass.tiles) {
          stagedTile = 0;
          stagedStep++;
        }
      }
    } while (!isStaged() && stagedStep < core.steps);
  }

  private boolean isStaged() {
    if (stagedPhase == 1) {
      return stagedTile >= pass.resident[Grant.KEYS] && stagedStep < core.blocks;
    }
    int tile = stagedTile - 2;
    int turn = stagedStep;
    while (tile < 0) {
      tile += pass.tiles;
      turn--;
    }
    return turn >= 0 && turn < core.blocks && tile >= pass.resident[Grant.VALUES];
  }

  // ---- skipping and describing

  /** Leaves out {@code count} sub-tiles of K and V each. */
  void skipSubTiles(int count) {
    stagedTile += count;
    from[head & mask] += 2 * count;
  }

  @Override
  void skipBlocks(int count) {
    super.skipBlocks(count);
    if (size > 1) {
      asks.skipBlocks(count * size);
    }
  }

  @Override
  void skipGroups(int teamBlocks) {
    super.skipGroups(teamBlocks);
    if (size > 1) {
      asks.skipGroups(teamBlocks);
    }
  }

  @Override
  void describe(History.Moment now, int ordinal, boolean groups) {
    super.describe(now, ordinal, groups);
    if (size > 1) {
      asks.describe(now, ordinal);
      now.reserve(16);
    }
  }
}
