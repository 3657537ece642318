package masattention.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;

/**
 * Best-first branch and bound over the rows of row blocks, then the columns of sub-tiles, then the
 * spans, of a scheduler that has them, then the tilings with all of these.
 *
 * <p>The queue holds rows, pairs of extents and tilings by the floor of what they can reach. What
 * is at its head is replaced by its parts, tilings are evaluated; once the head can reach nothing
 * better than what was found, nothing in the space can. Tilings are evaluated in batches that grow
 * with the number done, so that the order of the search does not depend on threads.
 */
final class BestFirst {
  private static final int LARGEST_BATCH = 64;
  private static final Comparator<Branch> ORDER =
      Comparator.comparingDouble(Branch::rank)
          .thenComparingLong(branch -> branch.floor.cycles())
          .thenComparing(Branch::tiling, Comparator.reverseOrder())
          .thenComparing(Branch::level, Comparator.reverseOrder());

  private final SearchTask task;
  private final TilingSpace space;
  private final ExtentsFloor floors;
  private final Incumbents incumbents;
  private final PriorityQueue<Branch> queue = new PriorityQueue<>(ORDER);

  private enum Level {
    ROWS,
    EXTENTS,
    SPANS,
    TILING
  }

  /** A tiling, or all with its rows, or with its extents, of which it is the smallest. */
  private record Branch(double rank, Floor floor, Tiling tiling, Level level) {}

  BestFirst(SearchTask task, Incumbents incumbents) {
    this.task = task;
    this.incumbents = incumbents;
    space = task.space();
    floors = new ExtentsFloor(task);
    for (Tiling least : space.narrowest()) {
      floors.ofRows(least).ifPresent(floor -> add(floor, least, Level.ROWS));
    }
  }

  private void add(Floor floor, Tiling tiling, Level level) {
    if (!incumbents.exclude(floor, tiling)) {
      queue.add(new Branch(incumbents.rank(floor), floor, tiling, level));
    }
  }

  /**
   * Searches within the budget; returns whether the space is exhausted.
   *
   * @param found is told of every evaluation, and tells the incumbents
   */
  boolean run(Trials trials, Consumer<Evaluation> found) {
    int batchSize = 1;
    while (trials.left() > 0) {
      List<Tiling> batch = next(batchSize);
      if (batch.isEmpty()) {
        return true;
      }
      trials.evaluateUnless((tiling, floor) -> incumbents.exclude(floor, tiling), batch, found);
      incumbents.evaluated(batch.size());
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
      switch (branch.level) {
        case ROWS -> addColumns(branch.tiling);
        case EXTENTS -> {
          if (space.hasSpans()) {
            addSpans(branch);
          } else {
            addTilings(branch.tiling);
          }
        }
        case SPANS -> addTilings(branch.tiling);
        case TILING -> batch.add(branch.tiling);
      }
    }
    return batch;
  }

  private void addColumns(Tiling narrowest) {
    int rows = narrowest.rowsPerBlock();
    for (int cols : space.colsPerTile()) {
      if (cols >= narrowest.colsPerTile()) {
        Tiling least = Tiling.resident(task.shape(), rows, cols).withResident(0, 0);
        floors.of(rows, cols).ifPresent(floor -> add(floor, least, Level.EXTENTS));
      }
    }
  }

  private void addSpans(Branch branch) {
    Tiling least = branch.tiling;
    int rows = least.rowsPerBlock();
    int cols = least.colsPerTile();
    Function<Spans, Floor> floors = this.floors.bySpans(rows, cols, branch.floor);
    for (Spans spans : space.spans(cols)) {
      add(floors.apply(spans), least.withSpans(spans), Level.SPANS);
    }
  }

  private void addTilings(Tiling least) {
    for (Tiling tiling :
        space.feasible(least.rowsPerBlock(), least.colsPerTile(), least.spans())) {
      add(Floor.of(task.scheduler(), task.problem(tiling)), tiling, Level.TILING);
    }
  }
}
