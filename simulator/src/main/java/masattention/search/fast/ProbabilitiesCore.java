package masattention.search.fast;

/** A core that computes S_i and P_i and stores P_i, in three rows of scores. */
final class ProbabilitiesCore extends Core {
  private static final int ROWS = 3;

  ProbabilitiesCore(Pass pass) {
    super(pass);
  }

  @Override
  LoadScript script() {
    return new SinglePassScript(this, Grant.KEYS);
  }

  @Override
  void advance() {
    while (step < steps) {
      if (!probabilities()) {
        return;
      }
      step++;
    }
    waitsFor = Grant.NOTHING;
  }

  /** S and P of the next row block; false while it waits. */
  private boolean probabilities() {
    int at = step & MASK;
    if (tile == 0) {
      long ready = step < introduced ? inputUsable[at] : UNKNOWN;
      if (ready < 0) {
        waitsFor = Grant.QUERY;
        return false;
      }
      long free = step < ROWS ? 0 : released[(step - ROWS) & MASK];
      if (free < 0) {
        waitsFor = Grant.STORE;
        return false;
      }
      matrixFree = Math.max(matrixFree, Math.max(ready, free));
    }
    if (!product(Grant.KEYS, at)) {
      return false;
    }
    scoresEnd[at] = matrixFree;
    vectorFree = Math.max(vectorFree, matrixFree) + pass.softmax[sizes[at]];
    outputEnd[at] = vectorFree;
    return true;
  }

  @Override
  void describeTurns(History.Moment now, long matrix, long load, long store) {
    for (int turn = Math.max(0, step - ROWS); turn < stored; turn++) {
      now.add(relative(released[turn & MASK], matrix));
    }
    for (int turn = stored; turn < step; turn++) {
      now.add(relative(outputEnd[turn & MASK], store));
    }
    for (int turn = Math.max(0, introduced - 4); turn < step; turn++) {
      now.add(relative(scoresEnd[turn & MASK], load));
    }
    for (int turn = step; turn < introduced; turn++) {
      now.add(relative(inputUsable[turn & MASK], matrix));
    }
    describeSizes(now);
  }
}
