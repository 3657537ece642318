package masattention.search.fast;

/** What a pass puts into the load queues, in which order, row block by row block. */
final class LoadOrder {
  private final Pass pass;
  private final OnePassOrder onePass;

  LoadOrder(Pass pass) {
    this.pass = pass;
    onePass = new OnePassOrder(pass);
  }

  /** What is loaded before the first step of a team. */
  void prologue(Lane lane) {
    int size = lane.size;
    switch (pass.order) {
      case ALONE -> {}
      case IN_TURN -> {
        inputs(lane, size - 1);
        lane.residents[Grant.KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          announceKeys(lane, n);
          announceValues(lane, n);
        }
        lane.residents[Grant.VALUES].fetchFirstGroup();
      }
      case STREAMS, ROUNDS -> {
        inputs(lane, size - 1);
        lane.residents[Grant.KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          announceKeys(lane, n);
        }
        inputs(lane, 2 * size - 1);
        lane.residents[Grant.VALUES].fetchFirstGroup();
      }
      case SCORES, PROBABILITIES -> {
        inputs(lane, size - 1);
        lane.residents[Grant.KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          announceKeys(lane, n);
        }
      }
      case ONE_PASS -> {
        inputs(lane, size - 1);
        lane.residents[Grant.KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          onePass.announce(lane, n);
        }
        inputs(lane, 2 * size - 1);
        lane.residents[Grant.VALUES].fetchFirstGroup();
      }
      case SOFTMAX -> inputs(lane, size - 1);
      case OUTPUTS -> {
        inputs(lane, size - 1);
        for (int n = 0; n < size; n++) {
          announceValues(lane, n);
        }
        lane.residents[Grant.VALUES].fetchFirstGroup();
      }
    }
  }

  /** What step {@code n} of a team has loaded, for itself and later ones. */
  void step(Lane lane, int n) {
    int size = lane.size;
    switch (pass.order) {
      case IN_TURN -> {
        announceKeys(lane, n + size);
        announceValues(lane, n + size);
        inputs(lane, n + size);
        scores(lane, n);
        outputs(lane, n);
      }
      case ALONE -> {
        inputs(lane, n);
        announceKeys(lane, n);
        announceValues(lane, n);
        scores(lane, n);
        outputs(lane, n);
      }
      case STREAMS -> {
        announceValues(lane, n - size);
        announceKeys(lane, n + size);
        inputs(lane, n + size);
        outputs(lane, n - 2 * size);
        scores(lane, n);
      }
      case ROUNDS -> {
        announceRound(lane, n + size);
        inputs(lane, n + size);
        round(lane, n);
      }
      case SCORES, PROBABILITIES -> {
        announceKeys(lane, n + size);
        inputs(lane, n + size);
        scores(lane, n);
      }
      case ONE_PASS -> {
        onePass.announce(lane, n + size);
        inputs(lane, n + size);
        onePass.step(lane, n);
      }
      case SOFTMAX -> inputs(lane, n + size);
      case OUTPUTS -> {
        announceValues(lane, n + size);
        inputs(lane, n + size);
        outputs(lane, n);
      }
    }
  }

  /** Loads Q, or the scores, of the row blocks up to {@code n}. */
  private void inputs(Lane lane, int n) {
    while (lane.nextInput <= n && lane.nextInput < lane.blocks) {
      int next = lane.nextInput++;
      Core core = lane.cores[lane.size == 1 ? 0 : next % lane.size];
      lane.look(next + lane.skippedBlocks);
      boolean last = lane.indexInGroup + lane.size >= lane.blocksInGroup;
      int size = lane.rowBlock < pass.fullRowBlocks ? TaskCycles.FULL : TaskCycles.LAST;
      int turn = core.introduced;
      core.introduce(size, lane.ordinal - lane.residents[Grant.KEYS].skippedGroups, last);
      switch (pass.order) {
        case SOFTMAX -> core.enqueue(Grant.SCORE_ROW, turn, 0, 1);
        case OUTPUTS -> core.enqueue(Grant.SCORE_TILES, turn, 0, pass.tiles);
        case IN_TURN, ALONE, STREAMS, ROUNDS, ONE_PASS, SCORES, PROBABILITIES ->
            core.enqueue(Grant.QUERY, turn, 0, 1);
      }
    }
  }

  private void announceKeys(Lane lane, int n) {
    if (pass.stagesKeys && lane.has(n)) {
      int first = pass.cycles.resident[Grant.KEYS];
      lane.coreOf(n).announce(Grant.KEYS, first, pass.tiles, pass.tiles - first);
    }
  }

  private void announceValues(Lane lane, int n) {
    if (pass.stagesValues && lane.has(n)) {
      int first = pass.cycles.resident[Grant.VALUES];
      lane.coreOf(n).announce(Grant.VALUES, first, pass.tiles, pass.tiles - first);
    }
  }

  /** Announces the sub-tiles of a round of split arrays, V and K in turn. */
  private void announceRound(Lane lane, int n) {
    if (!pass.stagesKeys && !pass.stagesValues) {
      return;
    }
    boolean keys = pass.stagesKeys && lane.has(n);
    boolean values = pass.stagesValues && lane.has(n - 2 * lane.size);
    Core core = lane.coreOf(n);
    if (keys && values) {
      int first = Math.min(pass.cycles.resident[Grant.KEYS], pass.cycles.resident[Grant.VALUES]);
      int count = pass.staged(Grant.KEYS) + pass.staged(Grant.VALUES);
      core.announce(Core.BOTH, first, pass.tiles, count);
    } else if (keys) {
      announceKeys(lane, n);
    } else if (values) {
      announceValues(lane, n - 2 * lane.size);
    }
  }

  private void scores(Lane lane, int n) {
    if (lane.has(n)) {
      product(lane, n, lane.residents[Grant.KEYS]);
    }
  }

  private void outputs(Lane lane, int n) {
    if (lane.has(n)) {
      product(lane, n, lane.residents[Grant.VALUES]);
    }
  }

  private void product(Lane lane, int n, Residents residents) {
    usesResidents(lane, n, residents);
    int staged = pass.staged(residents.product);
    if (staged > 0) {
      lane.coreOf(n).use(staged);
    }
    passed(lane, n, residents);
  }

  private static void usesResidents(Lane lane, int n, Residents residents) {
    if (residents.count > 0) {
      int ordinal = lane.ordinalOf(n);
      residents.demand(ordinal);
      residents.used(ordinal);
    }
  }

  /** Says that row block {@code n} has no more use of the resident sub-tiles of a product. */
  static void passed(Lane lane, int n, Residents residents) {
    if (residents.count > 0 && residents.copies() > 1) {
      int indexInGroup = lane.team.indexInGroup(n + lane.skippedBlocks);
      residents.passed(lane.ordinalOf(n), indexInGroup);
    }
  }

  /** O of the row block two before, and S of row block {@code n}, on the two halves. */
  private void round(Lane lane, int n) {
    int done = n - 2 * lane.size;
    boolean hasOutputs = lane.has(done);
    boolean hasScores = lane.has(n);
    Residents keys = lane.residents[Grant.KEYS];
    Residents values = lane.residents[Grant.VALUES];
    Core core = lane.coreOf(n);
    core.roundStaged[core.emitted & core.turnMask] = core.used;
    int stagedValues = hasOutputs ? pass.staged(Grant.VALUES) : 0;
    int stagedKeys = hasScores ? pass.staged(Grant.KEYS) : 0;
    if (hasOutputs) {
      usesResidents(lane, done, values);
      if (stagedValues == 0) {
        passed(lane, done, values);
      }
    }
    if (hasScores) {
      usesResidents(lane, n, keys);
      if (stagedKeys == 0) {
        passed(lane, n, keys);
      }
    }
    int lastKey = stagedKeys > 0 && stagedValues > 0 ? 1 : 0;
    if (stagedValues > 0) {
      core.use(stagedValues + stagedKeys - lastKey);
      passed(lane, done, values);
      core.use(lastKey);
    } else if (stagedKeys > 0) {
      core.use(stagedKeys);
    }
    if (stagedKeys > 0) {
      passed(lane, n, keys);
    }
  }
}
