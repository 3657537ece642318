package masattention.search.fast;

/** What the units of a core do in one pass over K and V, sub-tile by sub-tile. */
final class OnePassWork {
  private final Pass pass;

  OnePassWork(Pass pass) {
    this.pass = pass;
  }

  /** Lets a core go on as far as it can. */
  void run(Core core, Lane lane) {
    while (!core.order.isEmpty()) {
      OnePassStage stage = core.order.element();
      boolean done =
          switch (stage) {
            case ROW_BLOCK -> runSubTiles(core, lane);
            case RESCALE -> {
              rescaleLast(core);
              ageLast(core);
              yield true;
            }
            case DRAIN, OUTPUT -> runOutput(core, lane);
          };
      if (!done) {
        return;
      }
      core.order.remove();
      if (stage == OnePassStage.DRAIN) {
        rescaleLast(core);
        ageLast(core);
      }
      if (stage == OnePassStage.ROW_BLOCK || stage == OnePassStage.DRAIN) {
        core.step++;
      }
    }
    core.waitsFor = Grant.NOTHING;
  }

  /** Goes on with the sub-tiles of a row block; whether all are done. */
  private boolean runSubTiles(Core core, Lane lane) {
    for (; core.tile[0] < pass.tiles; core.tile[0]++) {
      if (core.phase == 0) {
        if (!runOutput(core, lane)) {
          return false;
        }
        rescaleLast(core);
        core.phase = 1;
      }
      if (!runScoreTile(core, lane, core.tile[0])) {
        return false;
      }
      core.phase = 0;
    }
    core.tile[0] = 0;
    return true;
  }

  /** What was the last sub-tile is the one before the last from now on. */
  private static void ageLast(Core core) {
    core.secondTurn = core.lastTurn;
    core.secondTile = core.lastTile;
    core.secondParity = core.lastParity;
    core.lastTurn = Core.NONE;
  }

  /** Scales O for the last sub-tile, if there is one and it is not its row block's first. */
  private void rescaleLast(Core core) {
    if (core.lastTurn != Core.NONE && core.lastTile > 0) {
      long duration = pass.cycles.rescale[core.size[core.lastTurn & core.turnMask]];
      core.vectorFree = Math.max(core.vectorFree, core.valuesEnd) + duration;
      core.rescaleEnd[core.lastParity] = core.vectorFree;
    }
  }

  /** S of a sub-tile and its share of the softmax; false while it waits. */
  private boolean runScoreTile(Core core, Lane lane, int tile) {
    int turn = core.step;
    int at = turn & core.turnMask;
    int size = core.size[at];
    long ready = 0;
    if (tile == 0) {
      ready = core.inputUsable[at];
      if (ready < 0) {
        return pass.waits(core, Grant.QUERY);
      }
    }
    Residents residents = lane.residents[Grant.KEYS];
    int ordinal = core.ordinal[at];
    int copy = residents.copy(ordinal);
    long came = SubTileInputs.usable(core, residents, copy, ordinal, tile);
    if (came < 0) {
      core.readsLast = true;
      return pass.waits(core, tile < residents.count ? Grant.KEYS : Grant.STAGED);
    }
    long end =
        Math.max(core.matrixFree[0], Math.max(ready, came))
            + pass.cycles.tile(Grant.KEYS, size, tile);
    core.matrixFree[0] = end;
    SubTileInputs.read(core, residents, copy, at, Grant.KEYS, tile, end);
    if (tile == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[Grant.KEYS] = ordinal;
    }
    if (tile == pass.tiles - 1) {
      core.scoresEnd[at] = end;
    }
    long online = tile == pass.tiles - 1 ? pass.cycles.lastOnline[size] : pass.cycles.online[size];
    core.vectorFree = Math.max(core.vectorFree, end) + online;
    ageLast(core);
    core.lastTurn = turn;
    core.lastTile = tile;
    core.lastParity = core.subTiles++ & 1;
    core.onlineEnd[core.lastParity] = core.vectorFree;
    return true;
  }

  /** The product with V of the sub-tile before the last, if there is one; false while it waits. */
  private boolean runOutput(Core core, Lane lane) {
    int turn = core.secondTurn;
    if (turn == Core.NONE) {
      return true;
    }
    int at = turn & core.turnMask;
    int tile = core.secondTile;
    int size = core.size[at];
    long ready = core.onlineEnd[core.secondParity];
    if (tile > 0) {
      ready = Math.max(ready, core.rescaleEnd[core.secondParity]);
    } else if (turn >= 2) {
      long free = core.released[(turn - 2) & core.turnMask];
      if (free < 0) {
        return pass.waits(core, Grant.STORE);
      }
      ready = Math.max(ready, free);
    }
    Residents residents = lane.residents[Grant.VALUES];
    int ordinal = core.ordinal[at];
    int copy = residents.copy(ordinal);
    long came = SubTileInputs.usable(core, residents, copy, ordinal, tile);
    if (came < 0) {
      core.readsLast = true;
      return pass.waits(core, tile < residents.count ? Grant.VALUES : Grant.STAGED);
    }
    long end =
        Math.max(core.matrixFree[0], Math.max(ready, came))
            + pass.cycles.tile(Grant.VALUES, size, tile);
    core.matrixFree[0] = end;
    core.valuesEnd = end;
    SubTileInputs.read(core, residents, copy, at, Grant.VALUES, tile, end);
    if (tile == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[Grant.VALUES] = ordinal;
    }
    if (tile == pass.tiles - 1) {
      core.vectorFree = Math.max(core.vectorFree, end) + pass.cycles.normalize[size];
      core.outputEnd[at] = core.vectorFree;
    }
    core.secondTurn = Core.NONE;
    return true;
  }
}
