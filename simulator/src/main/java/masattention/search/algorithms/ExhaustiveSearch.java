package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import masattention.tiling.Tiling;

/**
 * Evaluates every feasible tiling, in ascending order, as far as it can be the best: the judge of
 * every other search.
 */
final class ExhaustiveSearch {
  private static final int LARGEST_BATCH = 256;

  private ExhaustiveSearch() {}

  static boolean search(Trials trials) {
    Iterator<Tiling> tilings = trials.task().space().feasible().iterator();
    for (int size = 1; tilings.hasNext() && trials.left() > 0; size = next(size)) {
      List<Tiling> batch = new ArrayList<>();
      while (tilings.hasNext() && batch.size() < Math.min(size, trials.left())) {
        batch.add(tilings.next());
      }
      trials.evaluateUnlessWorse(batch);
    }
    return !tilings.hasNext();
  }

  private static int next(int size) {
    return Math.min(LARGEST_BATCH, 2 * size);
  }
}
