package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler.Corner;
import masattention.search.SearchTask;
import masattention.search.bounds.ExtentsFloor;
import masattention.search.bounds.Floor;
import masattention.search.evaluation.Evaluation;
import masattention.search.space.TilingSpace;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;

/**
 * Best-first branch and bound over the rows of row blocks, then the columns of sub-tiles, then the
 * spans, of a scheduler that has them, then the tilings with all of these, by the transfers of what
 * does not stay in L1 before they are by their whole bound. Where the floor of a range of columns
 * depends on the most of them, ranges are halved until few columns are left.
 *
 * <p>The queue holds rows with a range of columns, pairs of extents and tilings by the floor of
 * what they can reach. What is at its head is replaced by its parts, tilings are evaluated; once
 * the head can reach nothing better than what was found, nothing in the space can. Tilings are
 * evaluated in batches that grow with the number done, so that the order of the search does not
 * depend on threads.
 */
final class BestFirst {
  private static final int LARGEST_BATCH = 16;

  /** So many columns that their floors are asked for one by one. */
  private static final int FEW = 8;

  private static final Comparator<Branch> ORDER =
      Comparator.comparingDouble(Branch::rank)
          .thenComparingLong(branch -> branch.floor.cycles())
          .thenComparing(Branch::tiling, Comparator.reverseOrder())
          .thenComparing(Branch::level, Comparator.reverseOrder());

  private final SearchTask task;
  private final Incumbents incumbents;
  private final PriorityQueue<Branch> queue = new PriorityQueue<>(ORDER);

  private enum Level {
    ROWS,
    EXTENTS,
    SPANS,
    RESIDENCY,
    TILING
  }

  /**
   * A tiling, or all with its rows and some columns, or with its extents, of which it is the
   * smallest.
   *
   * @param parts adds those of what is no tiling alone
   */
  private record Branch(double rank, Floor floor, Tiling tiling, Level level, Runnable parts) {}

  /**
   * A part of the space with bounds of its own.
   *
   * @param task that of the scheduler that is searched in its place
   * @param corner where that is another than the task's; none in what is left
   */
  record Part(SearchTask task, TilingSpace space, ExtentsFloor floors, Optional<Corner> corner) {
    static Part of(SearchTask task, Optional<Corner> corner) {
      ExtentsFloor floors = new ExtentsFloor(task.scheduler(), task.shape(), task.machine());
      return new Part(task, task.space(), floors, corner);
    }

    private boolean isWhole() {
      return corner.isPresent() || !space.hasSpans();
    }

    /** Whether it holds tilings of these extents. */
    private boolean holds(int rows, int cols) {
      return isWhole() || space.mayAssist(rows, cols);
    }

    /** Whether a tiling of its space is no other part's. */
    private boolean holds(Tiling tiling) {
      return isWhole() || !tiling.spans().isCorner();
    }
  }

  /** A search of some parts of the space of a task. */
  BestFirst(SearchTask task, List<Part> parts, Incumbents incumbents) {
    this.task = task;
    this.incumbents = incumbents;
    parts.forEach(this::add);
  }

  /** The corners of the space in which the scheduler is another, and last what is left of it. */
  static List<Part> parts(SearchTask task) {
    List<Part> parts = new ArrayList<>();
    for (Corner corner : task.scheduler().corners()) {
      Predicate<Problem> allowed =
          problem ->
              task.allowed().test(task.problem(corner.tiling(problem.tiling(), task.shape())));
      parts.add(Part.of(task.by(corner.scheduler(), allowed), Optional.of(corner)));
    }
    parts.add(Part.of(task, Optional.empty()));
    return parts;
  }

  /**
   * Searches within the budget; returns whether the space is exhausted.
   *
   * @param found is told of every evaluation that ends
   */
  boolean run(Trials trials, Consumer<Evaluation> found) {
    int batchSize = 1;
    while (trials.left() > 0) {
      List<Tiling> batch = next(batchSize);
      if (batch.isEmpty()) {
        return true;
      }
      trials.evaluateUnless(incumbents::exclude, batch, found.andThen(incumbents::add));
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
      if (branch.level == Level.TILING) {
        batch.add(branch.tiling);
      } else {
        branch.parts.run();
      }
    }
    return batch;
  }

  /** Adds a branch unless nothing in it can be better than what was found. */
  private void add(Part part, Level level, Floor floor, Tiling own, Runnable parts) {
    Tiling tiling = part.corner.map(corner -> corner.tiling(own, task.shape())).orElse(own);
    if (!incumbents.exclude(floor, tiling)) {
      queue.add(new Branch(incumbents.rank(floor), floor, tiling, level, parts));
    }
  }

  private void add(Part part) {
    List<Integer> columns = part.space.colsPerTile();
    for (Tiling least : part.space.narrowest()) {
      if (part.holds(least.rowsPerBlock(), task.shape().seqKv())) {
        int from = columns.indexOf(least.colsPerTile());
        addRange(part, least.rowsPerBlock(), columns.subList(from, columns.size()));
      }
    }
  }

  private void addRange(Part part, int rows, List<Integer> columns) {
    Tiling least = part.space.least(rows, columns.get(0));
    Optional<Floor> floor = part.floors.of(rows, columns.get(0), columns.get(columns.size() - 1));
    floor.ifPresent(f -> add(part, Level.ROWS, f, least, () -> addColumns(part, rows, columns)));
  }

  private void addColumns(Part part, int rows, List<Integer> columns) {
    if (columns.size() > FEW && part.floors.knowColumns()) {
      addRange(part, rows, columns.subList(0, columns.size() / 2));
      addRange(part, rows, columns.subList(columns.size() / 2, columns.size()));
      return;
    }
    for (int cols : columns) {
      if (part.holds(rows, cols)) {
        part.floors
            .of(rows, cols)
            .ifPresent(floor -> addExtents(part, floor, part.space.least(rows, cols)));
      }
    }
  }

  private void addExtents(Part part, Floor floor, Tiling least) {
    Runnable parts =
        part.space.hasSpans()
            ? () -> addSpans(part, floor, least)
            : () -> addTilings(part, floor, least);
    add(part, Level.EXTENTS, floor, least, parts);
  }

  private void addSpans(Part part, Floor floor, Tiling least) {
    int cols = least.colsPerTile();
    Function<Spans, Floor> floors = part.floors.bySpans(least.rowsPerBlock(), cols, floor);
    for (Spans spans : part.space.spans(cols)) {
      Tiling spanned = least.withSpans(spans);
      Floor raised = floors.apply(spans);
      add(part, Level.SPANS, raised, spanned, () -> addTilings(part, raised, spanned));
    }
  }

  /** Adds the tilings with the extents and spans of {@code least}. */
  private void addTilings(Part part, Floor floor, Tiling least) {
    int rows = least.rowsPerBlock();
    int cols = least.colsPerTile();
    Function<Problem, Floor> floors = part.floors.byResidency(rows, cols, floor);
    for (Tiling tiling : part.space.feasible(rows, cols, List.of(least.spans()))) {
      if (part.holds(tiling)) {
        Floor raised = floors.apply(part.task.problem(tiling));
        add(part, Level.RESIDENCY, raised, tiling, () -> addTiling(part, raised, tiling));
      }
    }
  }

  private void addTiling(Part part, Floor floor, Tiling tiling) {
    Floor whole = Floor.of(part.task.scheduler(), part.task.problem(tiling));
    add(part, Level.TILING, whole.raisedTo(floor.cycles()), tiling, () -> {});
  }
}
