package masattention.search.algorithms;

/** Evaluates feasible tilings in a random order, none of them twice. */
final class RandomSearch {
  private static final int BATCH = 64;

  private RandomSearch() {}

  static boolean search(Trials trials) {
    Candidates candidates = new Candidates(trials);
    while (!candidates.finished()) {
      candidates.evaluateUnlessWorse(candidates.drawUnknown(BATCH));
    }
    return candidates.allKnown();
  }
}
