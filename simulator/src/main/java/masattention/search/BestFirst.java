package masattention.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler.Corner;
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

  /** By so much more a tiling must promise for every one of its extents that was looked at. */
  private static final double PUT_OFF = 0.01;

  /** Tilings of the same extents and spans that are looked at where no proof is looked for. */
  private static final int OF_SPANS = 3;

  private static final Comparator<Branch> ORDER =
      Comparator.comparingDouble(Branch::rank)
          .thenComparingLong(branch -> branch.floor.cycles())
          .thenComparing(Branch::tiling, Comparator.reverseOrder())
          .thenComparing(Branch::level, Comparator.reverseOrder());

  private final SearchTask task;
  private final Incumbents incumbents;
  private final Effort effort;
  private final Extents extents;
  private final Set<Tiling> known;
  private final Map<Like, Integer> looked = new HashMap<>();
  private final PriorityQueue<Branch> queue = new PriorityQueue<>(ORDER);

  /** What tilings have in common that differ in what stays in L1, and who computes what. */
  private record Like(int rows, int cols, Spans spans) {}

  /** Some pairs of rows and columns. */
  interface Extents {
    /** All of them. */
    Extents ALL = (space, rows, columns) -> columns;

    /** Coarse ones, which are few. */
    Extents COARSE =
        (space, rows, columns) ->
            columns.stream().filter(cols -> space.areCoarse(rows, cols)).toList();

    /** Round ones, which are fewer still. */
    Extents ROUND =
        (space, rows, columns) ->
            columns.stream().filter(cols -> space.areRound(rows, cols)).toList();

    /** Those about as large as a tiling's. */
    static Extents near(Tiling tiling) {
      return (space, rows, columns) ->
          columns.stream().filter(cols -> space.areNear(tiling, rows, cols)).toList();
    }

    /** Those of some columns, ascending, that a search of these rows looks at. */
    List<Integer> of(TilingSpace space, int rows, List<Integer> columns);
  }

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
   * @param columns those that it may have, ascending, where only the rows are chosen
   * @param own that of the scheduler of the part, which differs in a corner
   */
  private record Branch(
      double rank,
      Floor floor,
      Tiling tiling,
      Level level,
      Part part,
      Tiling own,
      List<Integer> columns) {
    Branch withRank(double other) {
      return new Branch(other, floor, tiling, level, part, own, columns);
    }
  }

  /**
   * A part of the space with bounds of its own.
   *
   * @param corner the scheduler that the task's is in this part; none in what is left
   */
  record Part(SearchTask task, TilingSpace space, ExtentsFloor floors, Optional<Corner> corner) {
    static Part of(SearchTask task, Optional<Corner> corner) {
      return new Part(task, task.space(), new ExtentsFloor(task), corner);
    }

    /** Whether it holds tilings of these extents. */
    boolean holds(int rows, int cols) {
      return corner.isPresent() || !space.hasSpans() || space.mayAssist(rows, cols);
    }
  }

  /** A search of the whole space. */
  BestFirst(SearchTask task, Incumbents incumbents) {
    this(task, parts(task), incumbents);
  }

  /** A search of some parts of the space. */
  BestFirst(SearchTask task, List<Part> parts, Incumbents incumbents) {
    this(
        task, parts, incumbents, Effort.of(SearchSettings.UNLIMITED), Extents.ALL, new HashSet<>());
  }

  /**
   * A search of some parts of the space as far as the effort goes.
   *
   * @param extents of which rows and columns
   * @param known the tilings that need not be looked at, to which it adds its own
   */
  BestFirst(
      SearchTask task,
      List<Part> parts,
      Incumbents incumbents,
      Effort effort,
      Extents extents,
      Set<Tiling> known) {
    this.task = task;
    this.incumbents = incumbents;
    this.effort = effort;
    this.extents = extents;
    this.known = known;
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

  private void add(Part part) {
    List<Integer> columns = part.space.colsPerTile();
    for (Tiling least : part.space.narrowest()) {
      int rows = least.rowsPerBlock();
      if (part.holds(rows, task.shape().seqKv())) {
        List<Integer> possible =
            columns.subList(columns.indexOf(least.colsPerTile()), columns.size());
        add(part, rows, extents.of(part.space, rows, possible));
      }
    }
  }

  private void add(Part part, int rows, List<Integer> columns) {
    if (columns.isEmpty()) {
      return;
    }
    effort.bound(task.shape(), rows);
    int fewest = columns.get(0);
    Tiling least = Tiling.resident(task.shape(), rows, fewest).withResident(0, 0);
    part.floors
        .of(rows, fewest, columns.get(columns.size() - 1))
        .ifPresent(floor -> add(floor, least, Level.ROWS, part, columns));
  }

  /** The tiling of the task's scheduler for one of a part. */
  private Tiling tiling(Part part, Tiling own) {
    return part.corner.map(corner -> corner.tiling(own, task.shape())).orElse(own);
  }

  private void add(Floor floor, Tiling own, Level level, Part part) {
    add(floor, own, level, part, List.of());
  }

  private void add(Floor floor, Tiling own, Level level, Part part, List<Integer> columns) {
    effort.listed();
    if (incumbents.areTooMany(floor.cycles())) {
      return;
    }
    if (incumbents.countsEnergy() && (level == Level.EXTENTS || level == Level.TILING)) {
      effort.work(task.shape(), own.colsPerTile());
    }
    Tiling tiling = tiling(part, own);
    if (!incumbents.exclude(floor, tiling)) {
      queue.add(new Branch(incumbents.rank(floor), floor, tiling, level, part, own, columns));
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
      List<Branch> batch = next(batchSize);
      if (batch.isEmpty()) {
        return isExhausted();
      }
      if (effort.isLimited()) {
        evaluate(batch.get(0), trials, found);
      } else {
        trials.evaluateUnless(this::exclude, batch.stream().map(Branch::tiling).toList(), found);
        batchSize = Math.min(LARGEST_BATCH, 2 * batchSize);
      }
      incumbents.evaluated(batch.size());
    }
    queue.addAll(next(1));
    return isExhausted();
  }

  private boolean isExhausted() {
    return least() == Double.POSITIVE_INFINITY;
  }

  private void evaluate(Branch branch, Trials trials, Consumer<Evaluation> found) {
    if (trials.evaluateUnless(this::exclude, effort, branch.tiling, found)) {
      known.add(branch.tiling);
    } else {
      queue.add(branch);
    }
  }

  private boolean exclude(Tiling tiling, Floor floor) {
    return incumbents.exclude(floor, tiling);
  }

  /** What nothing of its parts is below in rank, of all that it has not looked at. */
  double least() {
    while (!queue.isEmpty() && incumbents.exclude(queue.peek().floor, queue.peek().tiling)) {
      queue.remove();
    }
    return queue.isEmpty() ? Double.POSITIVE_INFINITY : queue.peek().rank;
  }

  private List<Branch> next(int count) {
    List<Branch> batch = new ArrayList<>();
    while (batch.size() < count && !queue.isEmpty() && !effort.isSpent()) {
      Branch branch = queue.poll();
      if (incumbents.exclude(branch.floor, branch.tiling)) {
        continue;
      }
      switch (branch.level) {
        case ROWS -> addColumns(branch);
        case EXTENTS -> {
          if (branch.part.space.hasSpans()) {
            addSpans(branch);
          } else {
            addTilings(branch);
          }
        }
        case SPANS -> addTilings(branch);
        case RESIDENCY -> addTiling(branch);
        case TILING -> {
          if (!known.contains(branch.tiling) && !isPutOff(branch)) {
            batch.add(branch);
          }
        }
      }
    }
    return batch;
  }

  /**
   * Puts a tiling off when others of its extents and spans have been looked at, where a good tiling
   * is looked for and no proof.
   */
  private boolean isPutOff(Branch branch) {
    if (extents == Extents.ALL || incumbents.countsEnergy()) {
      return false;
    }
    Tiling tiling = branch.own;
    Like key = new Like(tiling.rowsPerBlock(), tiling.colsPerTile(), tiling.spans());
    int others = looked.getOrDefault(key, 0);
    double rank = incumbents.rank(branch.floor) * (1 + PUT_OFF * others);
    if (rank > branch.rank) {
      queue.add(branch.withRank(rank));
      return true;
    }
    looked.put(key, others + 1);
    return false;
  }

  private void addColumns(Branch branch) {
    int rows = branch.tiling.rowsPerBlock();
    List<Integer> columns = branch.columns;
    Part part = branch.part;
    if (columns.size() > FEW && part.floors.knowColumns()) {
      add(part, rows, columns.subList(0, columns.size() / 2));
      add(part, rows, columns.subList(columns.size() / 2, columns.size()));
      return;
    }
    for (int cols : columns) {
      if (part.holds(rows, cols)) {
        Tiling least = Tiling.resident(task.shape(), rows, cols).withResident(0, 0);
        effort.bound(task.shape(), rows);
        part.floors.of(rows, cols).ifPresent(floor -> add(floor, least, Level.EXTENTS, part));
      }
    }
  }

  private void addSpans(Branch branch) {
    Tiling least = branch.tiling;
    int cols = least.colsPerTile();
    Function<Spans, Floor> floors =
        branch.part.floors.bySpans(least.rowsPerBlock(), cols, branch.floor);
    for (Spans spans : branch.part.space.spans(cols)) {
      add(floors.apply(spans), least.withSpans(spans), Level.SPANS, branch.part);
    }
  }

  private void addTilings(Branch branch) {
    Part part = branch.part;
    int rows = branch.tiling.rowsPerBlock();
    int cols = branch.tiling.colsPerTile();
    Spans spans = part.corner.isPresent() ? Spans.PLAIN : branch.tiling.spans();
    boolean ofCorner = part.corner.isPresent() || !part.space.hasSpans();
    effort.bound(task.shape(), rows);
    Function<Problem, Floor> floors = part.floors.byResidency(rows, cols, branch.floor);
    List<Branch> all = new ArrayList<>();
    for (Tiling own : part.space.feasible(rows, cols, spans)) {
      if (ofCorner || !own.spans().isCorner()) {
        effort.listed();
        Floor floor = floors.apply(part.task.problem(own));
        all.add(new Branch(floor.cycles(), floor, own, Level.RESIDENCY, part, own, List.of()));
      }
    }
    if (part.space.hasSpans() && extents != Extents.ALL) {
      all.sort(ORDER);
      all = all.subList(0, Math.min(OF_SPANS, all.size()));
    }
    all.forEach(branched -> add(branched.floor, branched.own, Level.RESIDENCY, part));
  }

  private void addTiling(Branch branch) {
    SearchTask own = branch.part.task;
    effort.bound(task.shape(), branch.own.rowsPerBlock());
    Floor floor = Floor.of(own.scheduler(), own.problem(branch.own));
    add(floor.raisedTo(branch.floor.cycles()), branch.own, Level.TILING, branch.part);
  }
}
