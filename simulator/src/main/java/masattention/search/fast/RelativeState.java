package masattention.search.fast;

/** Describes the state of a pass relative to the time at which the channel falls free. */
final class RelativeState {
  private final Pass pass;

  RelativeState(Pass pass) {
    this.pass = pass;
  }

  /** Writes the state relative to the time at which the channel falls free. */
  void describe(History.Moment now, boolean groups) {
    Lane first = pass.lanes[0];
    int step = first.next();
    now.cycle = pass.channelFree + pass.skippedCycles;
    now.step = step;
    now.ordinal = first.team.ordinal(step);
    for (Lane lane : pass.lanes) {
      int n = lane.next();
      int ordinal = lane.team.ordinal(n);
      now.add(n - step);
      now.add(lane.step % lane.size);
      if (groups) {
        now.add(ordinal - now.ordinal);
        now.add(lane.team.indexInGroup(n));
        now.add(lane.team.rowBlock(n));
      }
      int ringOrdinal = ordinal - lane.residents[Grant.KEYS].skippedGroups;
      for (Core core : lane.cores) {
        describe(now, core, ringOrdinal);
      }
      if (groups) {
        for (Residents residents : lane.residents) {
          residents.describe(now, ringOrdinal, pass.channelFree);
        }
      }
    }
  }

  private void describe(History.Moment now, Core core, int ordinal) {
    if (pass.order != StepOrder.SOFTMAX) {
      now.add(core.matrixFree[0] - pass.channelFree);
    }
    if (pass.order == StepOrder.ROUNDS) {
      now.add(core.matrixFree[1] - pass.channelFree);
    }
    if (pass.order != StepOrder.SCORES && pass.order != StepOrder.OUTPUTS) {
      now.add(core.vectorFree - pass.channelFree);
    }
    now.add(core.loadFree - pass.channelFree);
    now.add(core.storeFree - pass.channelFree);
    int base = core.emitted;
    now.add(core.step - base);
    now.add(core.phase);
    now.add(core.tile[0]);
    now.add(core.tile[1]);
    now.add((core.productDone[0] ? 1 : 0) + (core.productDone[1] ? 2 : 0));
    now.add(core.introduced - base);
    now.add(core.stored - base);
    now.add(core.storedTile);
    for (int turn = Math.max(0, core.step - 4); turn < core.introduced; turn++) {
      int at = turn & core.turnMask;
      now.add(core.size[at]);
      now.add(relative(core.inputUsable[at]));
      now.add(relative(core.scoresEnd[at]));
      now.add(relative(core.softmaxEnd[at]));
      now.add(relative(core.outputEnd[at]));
      now.add(relative(core.released[at]));
    }
    describeTiles(now, core, base);
    if (pass.order == StepOrder.ONE_PASS) {
      describeOnePass(now, core, base);
    }
    for (int i = core.head; i < core.tail; i++) {
      int at = i & (core.kind.length - 1);
      int kind = core.kind[at];
      now.add(kind);
      if (kind != Grant.STAGED) {
        now.add(core.about[at] - (kind <= Grant.VALUES ? ordinal : base));
      }
      now.add(core.from[at]);
      now.add(core.to[at]);
      now.add(core.after[at] - base);
    }
    now.add(core.announced - core.stagedRead);
    now.add(core.used - core.stagedRead);
    now.add(core.stagedGranted - core.stagedRead);
    now.add(core.stagedRead & 1);
    if (core.segmentHead < core.segmentTail) {
      int at = core.segmentHead & (core.segment.length - 1);
      now.add(core.segment[at]);
      now.add(core.segmentFrom[at]);
      now.add(core.segmentTo[at]);
      describeStaged(now, core);
    }
  }

  private void describeStaged(History.Moment now, Core core) {
    for (int i = 0; i < 2; i++) {
      now.add(relative(core.stagedUsable[i]));
      now.add(relative(core.stagedReadAt[i]));
      now.add(core.stagedReadBy[i] - core.stagedRead);
    }
  }

  private void describeOnePass(History.Moment now, Core core, int base) {
    now.add(core.lastTurn == Core.NONE ? Long.MIN_VALUE : core.lastTurn - base);
    now.add(core.lastTile);
    now.add(core.secondTurn == Core.NONE ? Long.MIN_VALUE : core.secondTurn - base);
    now.add(core.secondTile);
    now.add(core.valuesEnd - pass.channelFree);
    now.add(core.onlineEnd[core.lastParity] - pass.channelFree);
    now.add(core.onlineEnd[core.secondParity] - pass.channelFree);
    now.add(core.lastTile == 0 ? 0 : core.rescaleEnd[core.lastParity] - pass.channelFree);
    now.add(core.secondTile == 0 ? 0 : core.rescaleEnd[core.secondParity] - pass.channelFree);
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
    for (int i = 0; i < 2; i++) {
      int parity = (base + i) & 1;
      for (int j = 0; j < pass.tiles; j++) {
        now.add(relative(core.tileMoved[parity][j]));
        now.add(relative(core.tileEnd[parity][j]));
      }
    }
  }

  private long relative(long cycle) {
    return cycle < 0 ? Long.MAX_VALUE : cycle - pass.channelFree;
  }
}
