package masattention.search.fast;

/** What the matrix and vector units of a core do with its row blocks, stage by stage. */
final class RowBlockWork {
  private final Pass pass;
  private final ProductWork products;
  private final OnePassWork onePass;

  RowBlockWork(Pass pass) {
    this.pass = pass;
    products = new ProductWork(pass);
    onePass = new OnePassWork(pass);
  }

  /** Lets a core go on as far as it can. */
  void run(Core core, Lane lane) {
    if (pass.order == StepOrder.ONE_PASS) {
      onePass.run(core, lane);
      return;
    }
    while (core.step < core.emitted) {
      boolean done =
          switch (pass.order) {
            case IN_TURN, ALONE -> {
              if (core.phase == 0 && runScores(core, lane, core.step)) {
                core.phase = 1;
              }
              yield core.phase == 1 && runOutputs(core, lane, core.step);
            }
            case STREAMS -> {
              if (core.phase == 0 && runOutputs(core, lane, core.step - 2)) {
                core.phase = 1;
              }
              yield core.phase == 1 && runScores(core, lane, core.step);
            }
            case ROUNDS -> runRound(core, lane);
            case SCORES, PROBABILITIES -> runScores(core, lane, core.step);
            case ONE_PASS -> throw new IllegalStateException("One pass goes by sub-pass.tiles.");
            case SOFTMAX -> runSoftmax(core);
            case OUTPUTS -> runOutputs(core, lane, core.step);
          };
      if (!done) {
        return;
      }
      core.phase = 0;
      core.step++;
    }
    core.waitsFor = Grant.NOTHING;
  }

  /** S and, where it follows at once, P of a row block; false while it waits. */
  private boolean runScores(Core core, Lane lane, int turn) {
    if (!lane.hasTurn(core, turn)) {
      return true;
    }
    int at = turn & core.turnMask;
    if (core.tile[0] == 0) {
      long ready = core.inputUsable[at];
      if (ready < 0) {
        return pass.waits(core, Grant.QUERY);
      }
      if (pass.order == StepOrder.PROBABILITIES && turn >= 3) {
        long free = core.released[(turn - 3) & core.turnMask];
        if (free < 0) {
          return pass.waits(core, Grant.STORE);
        }
        ready = Math.max(ready, free);
      }
      core.matrixFree[0] = Math.max(core.matrixFree[0], ready);
    }
    boolean done =
        pass.order == StepOrder.SCORES
            ? products.storedScores(core, lane, turn)
            : products.run(core, lane, turn, Grant.KEYS, 0);
    if (!done) {
      return false;
    }
    long end = core.matrixFree[0];
    core.scoresEnd[at] = end;
    if (pass.order != StepOrder.ROUNDS && pass.order != StepOrder.SCORES) {
      core.vectorFree = Math.max(core.vectorFree, end) + pass.cycles.softmax[core.size[at]];
      core.softmaxEnd[at] = core.vectorFree;
    }
    return true;
  }

  /** O of a row block; false while it waits. */
  private boolean runOutputs(Core core, Lane lane, int turn) {
    if (!lane.hasTurn(core, turn)) {
      return true;
    }
    int unit = pass.order == StepOrder.ROUNDS ? 1 : 0;
    int at = turn & core.turnMask;
    if (core.tile[unit] == 0) {
      long ready = pass.order == StepOrder.OUTPUTS ? 0 : core.softmaxEnd[at];
      if (turn >= 2) {
        long free = core.released[(turn - 2) & core.turnMask];
        if (free < 0) {
          return pass.waits(core, Grant.STORE);
        }
        ready = Math.max(ready, free);
      }
      core.matrixFree[unit] = Math.max(core.matrixFree[unit], ready);
    }
    boolean done =
        pass.order == StepOrder.OUTPUTS
            ? products.loadedOutputs(core, lane, turn)
            : products.run(core, lane, turn, Grant.VALUES, unit);
    if (!done) {
      return false;
    }
    core.outputEnd[at] = core.matrixFree[unit];
    return true;
  }

  /** P of a row block whose scores come from DRAM; false while it waits. */
  private boolean runSoftmax(Core core) {
    int at = core.step & core.turnMask;
    long ready = core.inputUsable[at];
    if (ready < 0) {
      return pass.waits(core, Grant.SCORE_ROW);
    }
    core.vectorFree = Math.max(core.vectorFree, ready) + pass.cycles.softmax[core.size[at]];
    core.softmaxEnd[at] = core.vectorFree;
    return true;
  }

  /** A round of split arrays: S, O of two row blocks before, P of the one between. */
  private boolean runRound(Core core, Lane lane) {
    if (!core.productDone[Grant.KEYS]) {
      core.productDone[Grant.KEYS] = runScores(core, lane, core.step);
    }
    if (!core.productDone[Grant.VALUES]) {
      core.productDone[Grant.VALUES] = runOutputs(core, lane, core.step - 2);
    }
    if (!core.productDone[Grant.KEYS] || !core.productDone[Grant.VALUES]) {
      return false;
    }
    if (lane.hasTurn(core, core.step - 1)) {
      int at = (core.step - 1) & core.turnMask;
      core.vectorFree = core.roundStart + pass.cycles.softmax[core.size[at]];
      core.softmaxEnd[at] = core.vectorFree;
    }
    long end = Math.max(core.vectorFree, Math.max(core.matrixFree[0], core.matrixFree[1]));
    core.vectorFree = end;
    core.matrixFree[0] = end;
    core.matrixFree[1] = end;
    core.roundStart = end;
    core.productDone[Grant.KEYS] = false;
    core.productDone[Grant.VALUES] = false;
    return true;
  }
}
