package masattention.search.fast;

/**
 * Describes the state of a pass relative to the time at which the channel falls free, as far as it
 * bears on what follows: a time that only ever stands beside a later one is described as that one.
 */
final class RelativeState {
  private final Pass pass;

  /** When the core described can at the earliest begin a product, a load, a store. */
  private long matrix;

  private long load;
  private long store;

  RelativeState(Pass pass) {
    this.pass = pass;
  }

  /** Writes the state; {@code groups}: where in a group each lane is, and the residents too. */
  void describe(History.Moment now, boolean groups) {
    now.cycle = pass.channelFree + pass.skippedCycles;
    for (int i = 0; i < pass.lanes.length; i++) {
      Lane lane = pass.lanes[i];
      if (lane.isSilent()) {
        now.step[i] = lane.next();
        now.ordinal[i] = 0;
        now.head[i] = 0;
        now.reserve(1);
        now.add(0);
      } else {
        describe(now, i, lane, groups);
      }
    }
  }

  private void describe(History.Moment now, int i, Lane lane, boolean groups) {
    int n = lane.next();
    int ordinal = lane.team.ordinal(n);
    now.step[i] = n;
    now.ordinal[i] = ordinal;
    now.head[i] = lane.team.head(n);
    now.reserve(4);
    now.add(lane.step % lane.size);
    if (groups) {
      now.add(lane.team.indexInGroup(n));
      now.add(lane.team.rowBlock(n));
    }
    int ringOrdinal = ordinal - lane.residents[Grant.KEYS].skippedGroups;
    long teamMatrix = Long.MAX_VALUE;
    for (Core core : lane.cores) {
      teamMatrix = Math.min(teamMatrix, earliestProduct(core));
    }
    for (Core core : lane.cores) {
      earliest(core, teamMatrix);
      describe(now, core, ringOrdinal);
      core.earliestLoad = load;
    }
    if (groups) {
      for (Residents residents : lane.residents) {
        residents.describe(now, ringOrdinal, teamMatrix, pass.channelFree);
      }
    }
  }

  /** Finds the earliest times of a core. */
  private void earliest(Core core, long teamMatrix) {
    matrix = earliestProduct(core);
    load = core.loadFree;
    if (core.loadSince != Core.NEVER) {
      load = core.loadSince;
    } else if (core.head < core.tail) {
      load = Math.max(load, Math.min(teamMatrix, pass.channelFree));
    }
    store = core.storeSince == Core.NEVER ? Math.max(core.storeFree, matrix) : core.storeSince;
  }

  /** When a core can at the earliest begin a product. */
  private long earliestProduct(Core core) {
    return switch (pass.order) {
      case ROUNDS -> core.roundStart;
      case SOFTMAX -> unlessWaiting(core, core.vectorFree);
      case IN_TURN, ALONE, STREAMS, ONE_PASS, SCORES, PROBABILITIES, OUTPUTS ->
          unlessWaiting(core, core.matrixFree[0]);
    };
  }

  /** A core that waits does so for a transfer not granted yet. */
  private long unlessWaiting(Core core, long free) {
    return core.waitsFor != Grant.NOTHING && core.isBehind()
        ? Math.max(free, pass.channelFree)
        : free;
  }

  private void describe(History.Moment now, Core core, int ordinal) {
    now.reserve(
        100
            + 5 * (core.introduced - core.step + 4)
            + 5 * (core.tail - core.head)
            + 4 * pass.tiles
            + core.order.size());
    now.add(matrix - pass.channelFree);
    switch (pass.order) {
      case ROUNDS -> {
        now.add(core.matrixFree[0] - pass.channelFree);
        now.add(core.matrixFree[1] - pass.channelFree);
        now.add(core.vectorFree - pass.channelFree);
      }
      case ONE_PASS -> now.add(core.vectorFree - pass.channelFree);
      case IN_TURN, ALONE, STREAMS, PROBABILITIES -> now.add(relative(core.vectorFree, matrix));
      case SCORES, SOFTMAX, OUTPUTS -> {}
    }
    now.add(load - pass.channelFree);
    now.add(store - pass.channelFree);
    int base = core.emitted;
    now.add(core.step - base);
    now.add(core.phase);
    now.add(core.tile[0]);
    now.add(core.tile[1]);
    now.add((core.productDone[0] ? 1 : 0) + (core.productDone[1] ? 2 : 0));
    now.add(core.introduced - base);
    now.add(core.stored - base);
    now.add(core.storedTile);
    describeTurns(now, core);
    describeTiles(now, core, base);
    if (pass.order == StepOrder.ONE_PASS) {
      describeOnePass(now, core, base);
    }
    for (int i = core.head; i < core.tail; i++) {
      int at = i & (core.kind.length - 1);
      int kind = core.kind[at];
      now.add(kind);
      if (kind == Grant.STAGED) {
        now.add(core.to[at] - core.from[at]);
      } else {
        now.add(core.about[at] - (kind <= Grant.VALUES ? ordinal : base));
        now.add(core.from[at]);
        now.add(core.to[at]);
      }
      if (pass.order == StepOrder.ALONE) {
        now.add(core.after[at] - base);
      }
    }
    now.add(core.announced - core.stagedRead);
    now.add(core.used - core.stagedRead);
    now.add(core.stagedGranted - core.stagedRead);
    if (core.segmentHead < core.segmentTail) {
      int at = core.segmentHead & (core.segment.length - 1);
      now.add(core.segment[at]);
      now.add(core.segmentFrom[at]);
      now.add(core.segmentTo[at]);
      describeStaged(now, core);
    }
  }

  /** The times of the row blocks on their way. */
  private void describeTurns(History.Moment now, Core core) {
    long released = pass.order == StepOrder.ALONE ? load - pass.latency : load;
    for (int turn = Math.max(0, core.step - 4); turn < core.introduced; turn++) {
      int at = turn & core.turnMask;
      now.add(relative(core.inputUsable[at], matrix));
      now.add(relative(core.scoresEnd[at], load));
      now.add(relative(core.softmaxEnd[at], Math.min(matrix, store)));
      now.add(relative(core.outputEnd[at], store));
      now.add(relative(core.released[at], Math.min(matrix, released)));
    }
  }

  private void describeStaged(History.Moment now, Core core) {
    if (pass.order == StepOrder.ROUNDS) {
      now.add(core.stagedRead & 1);
      for (int i = 0; i < 2; i++) {
        now.add(core.stagedUsable[i] - pass.channelFree);
        now.add(core.stagedReadAt[i] - pass.channelFree);
        now.add(core.stagedReadBy[i] - core.stagedRead);
      }
      return;
    }
    for (int sequence = core.stagedGranted - 2; sequence < core.stagedGranted; sequence++) {
      int at = sequence & 1;
      now.add(
          sequence < core.stagedRead
              ? relative(core.stagedReadAt[at], load)
              : relative(core.stagedUsable[at], matrix));
    }
  }

  private void describeOnePass(History.Moment now, Core core, int base) {
    now.add(core.lastTurn == Core.NONE ? Long.MIN_VALUE : core.lastTurn - base);
    now.add(core.lastTile);
    now.add(core.secondTurn == Core.NONE ? Long.MIN_VALUE : core.secondTurn - base);
    now.add(core.secondTile);
    now.add(relative(core.valuesEnd, core.vectorFree));
    now.add(relative(core.onlineEnd[core.lastParity], matrix));
    now.add(relative(core.onlineEnd[core.secondParity], matrix));
    now.add(core.lastTile == 0 ? 0 : relative(core.rescaleEnd[core.lastParity], matrix));
    now.add(core.secondTile == 0 ? 0 : relative(core.rescaleEnd[core.secondParity], matrix));
    now.add((core.subTiles ^ core.lastParity) & 1);
    now.add(core.lastParity ^ core.secondParity);
    if (pass.stagesKeys || pass.stagesValues) {
      now.add(core.loadTurn - base);
      now.add(core.loadTile);
      now.add(core.loadsKey ? 1 : 0);
      describeStaged(now, core);
    }
    now.add(core.emittedLastTurn == Core.NONE ? Long.MIN_VALUE : core.emittedLastTurn - base);
    now.add(core.emittedSecondTurn == Core.NONE ? Long.MIN_VALUE : core.emittedSecondTurn - base);
    now.add(core.emittedLastTile);
    now.add(core.emittedSecondTile);
    for (OnePassStage stage : core.order) {
      now.add(stage.ordinal());
    }
  }

  private void describeTiles(History.Moment now, Core core, int base) {
    if (pass.order != StepOrder.SCORES && pass.order != StepOrder.OUTPUTS) {
      return;
    }
    now.add(core.tilesTurn - base);
    now.add(core.tilesMoved);
    long old = Math.min(matrix, Math.min(load, store));
    for (int i = 0; i < 2; i++) {
      int parity = (base + i) & 1;
      for (int j = 0; j < pass.tiles; j++) {
        now.add(relative(core.tileMoved[parity][j], old));
        now.add(relative(core.tileEnd[parity][j], old));
      }
    }
  }

  /** A time seen from when the channel falls free; one before {@code old} counts as that. */
  private long relative(long cycle, long old) {
    return cycle < 0 ? Long.MAX_VALUE : Math.max(cycle, old) - pass.channelFree;
  }
}
