package masattention.search.fast;

/** A core that goes through whole row blocks: S_i, P_i, O_i in turn or in two streams. */
final class RowBlockCore extends Core {
  RowBlockCore(Pass pass) {
    super(pass);
  }

  @Override
  LoadScript script() {
    return new RowBlockScript(this);
  }

  @Override
  void advance() {
    while (step < steps) {
      if (phase == 0) {
        if (pass.streams ? step >= 2 && !outputs(step - 2) : !scores(step)) {
          return;
        }
        phase = 1;
      }
      if (pass.streams ? step < blocks && !scores(step) : !outputs(step)) {
        return;
      }
      phase = 0;
      step++;
    }
    waitsFor = Grant.NOTHING;
  }

  /** S and P of a row block; false while it waits. */
  private boolean scores(int turn) {
    int at = turn & MASK;
    if (tile == 0) {
      long ready = turn < introduced ? inputUsable[at] : UNKNOWN;
      if (ready < 0) {
        waitsFor = Grant.QUERY;
        return false;
      }
      matrixFree = Math.max(matrixFree, ready);
    }
    if (!product(Grant.KEYS, at)) {
      return false;
    }
    scoresEnd[at] = matrixFree;
    vectorFree = Math.max(vectorFree, matrixFree) + pass.softmax[sizes[at]];
    softmaxEnd[at] = vectorFree;
    return true;
  }

  /** O of a row block; false while it waits. */
  private boolean outputs(int turn) {
    int at = turn & MASK;
    if (tile == 0) {
      long ready = softmaxEnd[at];
      if (turn >= 2) {
        long free = released[(turn - 2) & MASK];
        if (free < 0) {
          waitsFor = Grant.STORE;
          return false;
        }
        ready = Math.max(ready, free);
      }
      matrixFree = Math.max(matrixFree, ready);
    }
    if (!product(Grant.VALUES, at)) {
      return false;
    }
    outputEnd[at] = matrixFree;
    return true;
  }

  @Override
  void describeTurns(History.Moment now, long matrix, long load, long store) {
    int nextScores = step + (pass.streams || phase == 0 ? 0 : 1);
    int nextOutputs = pass.streams ? step - 2 + phase : step;
    long slot = pass.alone ? Math.min(matrix, load - pass.latency) : matrix;
    for (int turn = Math.max(0, nextOutputs - 2); turn < stored; turn++) {
      now.add(relative(released[turn & MASK], slot));
    }
    for (int turn = stored; turn < nextOutputs; turn++) {
      now.add(relative(outputEnd[turn & MASK], store));
    }
    for (int turn = Math.max(0, nextOutputs); turn < nextScores; turn++) {
      now.add(relative(softmaxEnd[turn & MASK], matrix));
    }
    for (int turn = Math.max(0, introduced - 4); turn < nextScores; turn++) {
      now.add(relative(scoresEnd[turn & MASK], load));
    }
    for (int turn = nextScores; turn < introduced; turn++) {
      now.add(relative(inputUsable[turn & MASK], matrix));
    }
    describeSizes(now);
  }
}
