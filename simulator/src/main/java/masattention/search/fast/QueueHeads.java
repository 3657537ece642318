package masattention.search.fast;

/** Since when the heads of the load and store queues are ready. */
final class QueueHeads {
  private final Pass pass;

  QueueHeads(Pass pass) {
    this.pass = pass;
  }

  /** The same of all cores of a team. */
  void refresh(Lane lane) {
    for (Core core : lane.cores) {
      refresh(core, lane);
    }
  }

  /** Finds out since when the heads of a core's two queues are ready. */
  void refresh(Core core, Lane lane) {
    refreshQueue(core, lane, false);
    refreshQueue(core, lane, true);
  }

  /** Finds out since when the head of the load queue is ready, and of the store queue if asked. */
  void refreshQueue(Core core, Lane lane, boolean store) {
    if (store) {
      long ready = storeReady(core);
      core.storeSince = ready < 0 ? Core.NEVER : Math.max(ready, core.storeFree);
    }
    // a store may let a load go ahead
    long ready = core.head < core.tail ? loadReady(core, lane) : Core.UNKNOWN;
    core.loadSince = ready < 0 ? Core.NEVER : Math.max(ready, core.loadFree);
  }

  /** When the head of the load queue has a place to go to; unknown while that is in use. */
  private long loadReady(Core core, Lane lane) {
    int at = core.head & (core.kind.length - 1);
    int kind = core.kind[at];
    long ready =
        switch (kind) {
          case Grant.KEYS, Grant.VALUES ->
              lane.residents[kind].slotFree(core.about[at], core.from[at]);
          case Grant.QUERY -> {
            int turn = core.about[at] - 2;
            yield turn < 0 ? 0 : core.scoresEnd[turn & core.turnMask];
          }
          case Grant.STAGED -> {
            int before = core.stagedGranted - 2;
            yield before < 0
                ? 0
                : core.stagedReadBy[before & 1] == before
                    ? core.stagedReadAt[before & 1]
                    : Core.UNKNOWN;
          }
          case Grant.SCORE_ROW -> {
            int turn = core.about[at] - 3;
            yield turn < 0 ? 0 : core.released[turn & core.turnMask];
          }
          default -> scoreTileFree(core, core.about[at] - 2, core.from[at]);
        };
    if (pass.order == StepOrder.ALONE && core.after[at] > 0 && ready >= 0) {
      long before = core.released[(core.after[at] - 1) & core.turnMask];
      return before < 0 ? before : Math.max(ready, before + pass.latency);
    }
    return ready;
  }

  private static long scoreTileFree(Core core, int turn, int j) {
    if (turn < 0) {
      return 0;
    }
    boolean read = turn < core.step || (turn == core.step && j < core.tile[0]);
    return read ? core.tileEnd[turn & 1][j] : Core.UNKNOWN;
  }

  /** When what is stored next has been made; unknown while it has not. */
  private long storeReady(Core core) {
    int turn = core.stored;
    if (turn >= core.introduced) {
      return Core.UNKNOWN;
    }
    return switch (pass.order) {
      case SCORES -> {
        int j = core.storedTile;
        boolean made = turn < core.step || (turn == core.step && j < core.tile[0]);
        yield made ? core.tileEnd[turn & 1][j] : Core.UNKNOWN;
      }
      case SOFTMAX, PROBABILITIES -> core.softmaxEnd[turn & core.turnMask];
      case IN_TURN, ALONE, STREAMS, ROUNDS, ONE_PASS, OUTPUTS ->
          core.outputEnd[turn & core.turnMask];
    };
  }
}
