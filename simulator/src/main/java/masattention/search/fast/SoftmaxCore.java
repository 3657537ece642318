package masattention.search.fast;

/** A core that computes P_i of scores from DRAM and stores it, in three rows of scores. */
final class SoftmaxCore extends Core {
  private static final int ROWS = 3;

  SoftmaxCore(Pass pass) {
    super(pass);
  }

  @Override
  LoadScript script() {
    return new SinglePassScript(this, Grant.KEYS);
  }

  @Override
  long inputFree(int turn) {
    return turn < ROWS ? 0 : released[(turn - ROWS) & MASK];
  }

  /** Goes on; there are no products, and the matrix unit is said to be where the vector unit is. */
  @Override
  void advance() {
    while (step < steps) {
      int at = step & MASK;
      long ready = step < introduced ? inputUsable[at] : UNKNOWN;
      if (ready < 0) {
        waitsFor = Grant.QUERY;
        return;
      }
      vectorFree = Math.max(vectorFree, ready) + pass.softmax[sizes[at]];
      matrixFree = vectorFree;
      outputEnd[at] = vectorFree;
      step++;
    }
    waitsFor = Grant.NOTHING;
  }

  @Override
  void describeTurns(History.Moment now, long matrix, long load, long store) {
    for (int turn = Math.max(0, introduced - 1 - ROWS); turn < stored; turn++) {
      now.add(relative(released[turn & MASK], load));
    }
    for (int turn = stored; turn < step; turn++) {
      now.add(relative(outputEnd[turn & MASK], store));
    }
    for (int turn = step; turn < introduced; turn++) {
      now.add(relative(inputUsable[turn & MASK], matrix));
    }
    describeSizes(now);
  }
}
