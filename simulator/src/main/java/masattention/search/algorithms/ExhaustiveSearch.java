package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import masattention.tiling.Tiling;

/** Evaluates every feasible tiling, in ascending order: the judge of every other search. */
final class ExhaustiveSearch {
  private static final int BATCH = 256;

  private ExhaustiveSearch() {}

  static boolean search(Trials trials) {
    Iterator<Tiling> tilings = trials.task().space().feasible().iterator();
    while (tilings.hasNext() && trials.left() > 0) {
      List<Tiling> batch = new ArrayList<>();
      while (tilings.hasNext() && batch.size() < Math.min(BATCH, trials.left())) {
        batch.add(tilings.next());
      }
      trials.evaluate(batch);
    }
    return !tilings.hasNext();
  }
}
