package masattention.search.fast;

/** What a grant of the DRAM channel does. */
final class Channel {
  private final Pass pass;

  Channel(Pass pass) {
    this.pass = pass;
  }

  /** Grants the head of a load queue at {@code start}; returns its kind. */
  int load(Core core, Lane lane, long start) {
    int at = core.head & (core.kind.length - 1);
    int kind = core.kind[at];
    int j = core.from[at];
    int step = 1;
    switch (kind) {
      case Grant.KEYS, Grant.VALUES -> {
        pass.channelFree = start + pass.cycles.kvTile(kind, j);
        lane.residents[kind].granted(core, core.about[at], j, pass.channelFree + pass.latency);
        step = lane.size;
      }
      case Grant.STAGED -> {
        pass.channelFree =
            start
                + (pass.order == StepOrder.ONE_PASS
                    ? onePassTransfer(core, lane)
                    : stagedTransfer(core));
        core.stagedUsable[core.stagedGranted & 1] = pass.channelFree + pass.latency;
        core.stagedGranted++;
      }
      case Grant.SCORE_TILES -> {
        int turn = core.about[at];
        int size = core.size[turn & core.turnMask];
        pass.channelFree =
            start
                + (j == pass.tiles - 1
                    ? pass.cycles.lastScoreTile[size]
                    : pass.cycles.scoreTile[size]);
        core.tileMoved[turn & 1][j] = pass.channelFree + pass.latency;
        core.tilesTurn = turn;
        core.tilesMoved = j + 1;
      }
      default -> {
        int turn = core.about[at] & core.turnMask;
        int size = core.size[turn];
        pass.channelFree =
            start + (kind == Grant.QUERY ? pass.cycles.query[size] : pass.cycles.scoreRow[size]);
        core.inputUsable[turn] = pass.channelFree + pass.latency;
      }
    }
    core.loadFree = pass.channelFree;
    core.from[at] = j + step;
    core.batchDone = j + step >= core.to[at];
    if (core.batchDone) {
      core.head++;
    }
    return kind;
  }

  /** The transfer of the next staged sub-tile of the order in which segments were announced. */
  private long stagedTransfer(Core core) {
    int at = core.segmentHead & (core.segment.length - 1);
    int kind = core.segment[at];
    int j = core.segmentFrom[at];
    int product = kind;
    boolean next = true;
    if (kind == Core.BOTH) {
      boolean valueComes = core.segmentTo[at] >= 0;
      product = valueComes && j >= pass.cycles.resident[Grant.VALUES] ? Grant.VALUES : Grant.KEYS;
      boolean keyFollows = product == Grant.VALUES && j >= pass.cycles.resident[Grant.KEYS];
      next = !keyFollows;
      core.segmentTo[at] = keyFollows ? -1 : pass.tiles;
    }
    if (next) {
      core.segmentFrom[at]++;
      if (core.segmentFrom[at] == pass.tiles) {
        core.segmentHead++;
      }
    }
    return pass.cycles.kvTile(product, j);
  }

  /** The transfer of the next staged sub-tile of one pass: V of sub-tile k − 2, then K of k. */
  private long onePassTransfer(Core core, Lane lane) {
    while (true) {
      int tile = core.loadTile;
      if (!core.loadsKey) {
        core.loadsKey = true;
        int values = tile >= 2 ? tile - 2 : Math.floorMod(tile - 2, pass.tiles);
        int turn = core.loadTurn - (tile >= 2 ? 0 : pass.tiles == 1 ? 2 : 1);
        if (turn >= 0 && values >= pass.cycles.resident[Grant.VALUES]) {
          return pass.cycles.kvTile(Grant.VALUES, values);
        }
      } else {
        core.loadsKey = false;
        int turn = core.loadTurn;
        core.loadTile++;
        if (core.loadTile == pass.tiles) {
          core.loadTile = 0;
          core.loadTurn++;
        }
        if (tile >= pass.cycles.resident[Grant.KEYS] && lane.hasTurn(core, turn)) {
          return pass.cycles.kvTile(Grant.KEYS, tile);
        }
      }
    }
  }

  /** Grants the head of a store queue at {@code start}. */
  void store(Core core, long start) {
    int at = core.stored & core.turnMask;
    int size = core.size[at];
    switch (pass.order) {
      case SCORES -> {
        int j = core.storedTile++;
        pass.channelFree =
            start
                + (j == pass.tiles - 1
                    ? pass.cycles.lastStoredTile[size]
                    : pass.cycles.storedTile[size]);
        core.tileMoved[core.stored & 1][j] = pass.channelFree;
        core.tilesTurn = core.stored;
        core.tilesMoved = j + 1;
        if (j == pass.tiles - 1) {
          core.storedTile = 0;
          core.stored++;
        }
      }
      case SOFTMAX, PROBABILITIES -> {
        pass.channelFree = start + pass.cycles.storedRow[size];
        core.released[at] = pass.channelFree;
        core.stored++;
      }
      case IN_TURN, ALONE, STREAMS, ROUNDS, ONE_PASS, OUTPUTS -> {
        pass.channelFree = start + pass.cycles.output[size];
        core.released[at] = pass.channelFree;
        core.stored++;
      }
    }
    core.storeFree = pass.channelFree;
  }
}
