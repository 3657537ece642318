package masattention.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import masattention.tiling.Tiling;

/**
 * Best-first branch and bound over the extents of row blocks and sub-tiles, then over the tilings
 * with those extents.
 *
 * <p>The queue holds pairs of extents and tilings by the floor of what they can reach. A pair at
 * its head is replaced by its tilings, tilings are evaluated; once the head can reach nothing
 * better than what was found, nothing in the space can. Tilings are evaluated in batches that grow
 * with the number done, so that the order of the search does not depend on threads.
 */
final class BestFirst {
  private static final int LARGEST_BATCH = 64;
  private static final Comparator<Branch> ORDER =
      Comparator.comparingDouble(Branch::rank)
          .thenComparingLong(branch -> branch.floor.cycles())
          .thenComparingDouble(branch -> branch.floor.energyPicojoules())
          .thenComparing(Branch::tiling);

  private final SearchTask task;
  private final TilingSpace space;
  private final Incumbents incumbents;
  private final PriorityQueue<Branch> queue = new PriorityQueue<>(ORDER);

  /** A tiling alone, or, if it is no leaf, all with its extents, of which it is the smallest. */
  private record Branch(double rank, Floor floor, Tiling tiling, boolean leaf) {}

  BestFirst(SearchTask task, Incumbents incumbents) {
    this.task = task;
    this.incumbents = incumbents;
    space = task.space();
    for (Tiling least : space.smallest()) {
      Floor floor =
          Floor.ofExtents(
              task.scheduler(),
              task.shape(),
              task.machine(),
              least.rowsPerBlock(),
              least.colsPerTile());
      add(floor, least, false);
    }
  }

  private void add(Floor floor, Tiling tiling, boolean leaf) {
    if (!incumbents.exclude(floor, tiling)) {
      queue.add(new Branch(incumbents.rank(floor), floor, tiling, leaf));
    }
  }

  /** Searches within the budget; returns whether the space is exhausted. */
  boolean run(Trials trials) {
    int batchSize = 1;
    while (trials.left() > 0) {
      List<Tiling> batch = next(batchSize);
      if (batch.isEmpty()) {
        return true;
      }
      trials.evaluate(batch).forEach(incumbents::add);
      batchSize = Math.min(LARGEST_BATCH, 2 * batchSize);
    }
    return next(1).isEmpty();
  }

  private List<Tiling> next(int count) {
    List<Tiling> batch = new ArrayList<>();
    while (batch.size() < count && !queue.isEmpty()) {
      Branch branch = queue.poll();
      if (incumbents.exclude(branch.floor, branch.tiling)) {
        continue;
      }
      if (branch.leaf) {
        batch.add(branch.tiling);
      } else {
        for (Tiling tiling :
            space.feasible(branch.tiling.rowsPerBlock(), branch.tiling.colsPerTile())) {
          add(Floor.of(task.scheduler(), task.problem(tiling)), tiling, true);
        }
      }
    }
    return batch;
  }
}
