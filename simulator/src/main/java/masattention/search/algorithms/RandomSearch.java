package masattention.search.algorithms;

/** Evaluates feasible tilings in a random order, none of them twice. */
final class RandomSearch {
  private static final int LARGEST_BATCH = 64;

  private RandomSearch() {}

  static boolean search(Trials trials) {
    Candidates candidates = new Candidates(trials);
    for (int size = 1; !candidates.finished(); size = Math.min(LARGEST_BATCH, 2 * size)) {
      candidates.evaluateUnlessWorse(candidates.drawUnknown(size));
    }
    return candidates.allKnown();
  }
}
