package masattention.search.fast;

/** What one pass over K and V puts into the load queues, in which order, sub-tile by sub-tile. */
final class OnePassOrder {
  private final Pass pass;

  OnePassOrder(Pass pass) {
    this.pass = pass;
  }

  /** Announces what the sub-tiles of row block {@code n} need, or the last ones of the core. */
  void announce(Lane lane, int n) {
    if (!pass.stagesKeys && !pass.stagesValues) {
      return;
    }
    Core core = lane.coreOf(n);
    int values = pass.cycles.resident[Grant.VALUES];
    if (lane.has(n)) {
      core.announce(stagedOfRow(n / lane.size));
    } else if (core.introduced > 0 && !core.tailAnnounced) {
      core.tailAnnounced = true;
      int tail = 0;
      for (int back = 1; back <= 2; back++) {
        int tile = Math.floorMod(-back, pass.tiles);
        boolean exists = core.introduced * (long) pass.tiles >= back;
        tail += exists && tile >= values ? 1 : 0;
      }
      core.announce(tail);
    }
  }

  /** Staged sub-tiles that a core uses beside the scores of a row block. */
  private int stagedOfRow(int turn) {
    int keys = pass.staged(Grant.KEYS);
    int before = turn == 0 ? 2 : pass.tiles == 1 && turn == 1 ? 1 : 0;
    int values = pass.staged(Grant.VALUES);
    return keys + (before == 0 ? values : Math.max(0, values - before));
  }

  /** What the sub-tiles of row block {@code n} have loaded, or a step of draining. */
  void step(Lane lane, int n) {
    Core core = lane.coreOf(n);
    if (!lane.has(n)) {
      core.order.add(OnePassStage.DRAIN);
      emitOutput(lane, core);
      age(core, Core.NONE, 0);
      return;
    }
    core.order.add(OnePassStage.ROW_BLOCK);
    int turn = n / lane.size;
    Residents keys = lane.residents[Grant.KEYS];
    if (keys.count == 0 && lane.residents[Grant.VALUES].count == 0) {
      core.use(stagedOfRow(turn));
      age(core, pass.tiles == 1 ? core.emittedLastTurn : turn, Math.max(0, pass.tiles - 2));
      age(core, turn, pass.tiles - 1);
      return;
    }
    int ordinal = lane.ordinalOf(n);
    for (int tile = 0; tile < pass.tiles; tile++) {
      emitOutput(lane, core);
      if (tile < keys.count) {
        if (!keys.comes(ordinal, tile)) {
          throw new IllegalStateException("A sub-tile of K is wanted before its slot is free.");
        }
        keys.used(ordinal, tile);
      } else {
        core.use(1);
      }
      if (tile == pass.tiles - 1) {
        LoadOrder.passed(lane, n, keys);
      }
      age(core, turn, tile);
    }
  }

  private static void age(Core core, int turn, int tile) {
    core.emittedSecondTurn = core.emittedLastTurn;
    core.emittedSecondTile = core.emittedLastTile;
    core.emittedLastTurn = turn;
    core.emittedLastTile = tile;
  }

  /** Emits the product with V of the sub-tile before the last, if it was not yet. */
  private boolean emitOutput(Lane lane, Core core) {
    int turn = core.emittedSecondTurn;
    if (turn == Core.NONE) {
      return false;
    }
    core.emittedSecondTurn = Core.NONE;
    int tile = core.emittedSecondTile;
    int n = turn * lane.size + core.indexInTeam;
    Residents values = lane.residents[Grant.VALUES];
    if (tile < values.count) {
      int ordinal = core.ordinal[turn & core.turnMask];
      makeWay(lane, n, ordinal, tile);
      values.used(ordinal, tile);
    } else {
      core.use(1);
    }
    if (tile == pass.tiles - 1) {
      LoadOrder.passed(lane, n, values);
    }
    return true;
  }

  /** Drains the other cores of earlier row blocks while the slot of this one's V is in use. */
  private void makeWay(Lane lane, int n, int ordinal, int tile) {
    Residents values = lane.residents[Grant.VALUES];
    for (int earlier = Math.max(0, n - 2 * lane.size); earlier < n; earlier++) {
      if (values.comes(ordinal, tile)) {
        return;
      }
      drain(lane, lane.cores[earlier % lane.size], earlier);
    }
    if (!values.comes(ordinal, tile)) {
      throw new IllegalStateException("A sub-tile of V is wanted before its slot is free.");
    }
  }

  private void drain(Lane lane, Core core, int n) {
    if (core.emittedSecondTurn * lane.size + core.indexInTeam <= n && emitOutput(lane, core)) {
      core.order.add(OnePassStage.OUTPUT);
    }
    int last = core.emittedLastTurn;
    if (core.emittedSecondTurn == Core.NONE
        && last != Core.NONE
        && last * lane.size + core.indexInTeam <= n
        && core.emittedLastTile < lane.residents[Grant.VALUES].count) {
      core.order.add(OnePassStage.RESCALE);
      age(core, Core.NONE, 0);
      if (emitOutput(lane, core)) {
        core.order.add(OnePassStage.OUTPUT);
      }
    }
  }
}
