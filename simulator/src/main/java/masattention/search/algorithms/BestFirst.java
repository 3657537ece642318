package masattention.search.algorithms;

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
import masattention.search.SearchTask;
import masattention.search.bounds.ExtentsFloor;
import masattention.search.bounds.Floor;
import masattention.search.evaluation.Effort;
import masattention.search.evaluation.Evaluation;
import masattention.search.space.TilingSpace;
import masattention.tiling.Partition;
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

  private static final Comparator<Branch> BY_FLOOR =
      Comparator.comparingDouble(Branch::rank)
          .thenComparingLong(branch -> branch.floor.cycles())
          .thenComparingDouble(Branch::energy);

  private final SearchTask task;
  private final Incumbents incumbents;
  private final Effort effort;
  private final Extents extents;
  private final Set<Tiling> known;
  private final Map<Like, Integer> looked = new HashMap<>();
  private final Comparator<Branch> order;
  private final PriorityQueue<Branch> queue;

  /** What tilings have in common that differ in what stays in L1, and who computes what. */
  private record Like(int rows, int cols, Spans spans) {}

  /** What tilings of the same extents have in common whose units wait alike for each other. */
  private record Group(Spans spans, Partition partition, int kvBuffers) {
    static Group of(Problem problem) {
      Tiling tiling = problem.tiling();
      int buffers = problem.sharesKv() ? tiling.kvBuffers() : 1;
      return new Group(tiling.spans(), tiling.partition(), buffers);
    }
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
   * @param energy of its floor, where that is asked for
   * @param parts adds those of what is no tiling alone
   */
  private record Branch(
      double rank, Floor floor, double energy, Tiling tiling, Level level, Runnable parts) {
    /** The energy of what has not been weighed, which comes before all of the same floor. */
    static final double UNKNOWN = -1;

    Branch(double rank, Floor floor, Tiling tiling, Level level, Runnable parts) {
      this(rank, floor, UNKNOWN, tiling, level, parts);
    }

    /** Whether its energy is asked for, of extents or a tiling, to tell it from another. */
    boolean isTiedWith(Branch next) {
      boolean weighs = level == Level.EXTENTS || level == Level.TILING;
      boolean same = next.rank == rank && next.floor.cycles() == floor.cycles();
      return weighs && same && energy == UNKNOWN;
    }

    Branch weighed() {
      return new Branch(rank, floor, floor.energyPicojoules(), tiling, level, parts);
    }

    Branch withRank(double other) {
      return new Branch(other, floor, energy, tiling, level, parts);
    }
  }

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
    this(task, parts, incumbents, Effort.unlimited(), Extents.ALL, new HashSet<>());
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
    order = order(task.shape().isMasked() || effort.isLimited());
    queue = new PriorityQueue<>(order);
    parts.forEach(this::add);
  }

  /**
   * Lower floors first; of the same floor what has less energy, unless a mask makes that take long,
   * then the smaller tiling, by which the best of the same cycles is chosen.
   *
   * @param guesses whether the larger tiling comes first, which keeps more in L1
   */
  private static Comparator<Branch> order(boolean guesses) {
    Comparator<Tiling> smaller = Comparator.naturalOrder();
    return BY_FLOOR
        .thenComparing(Branch::tiling, guesses ? smaller.reversed() : smaller)
        .thenComparing(Branch::level, Comparator.reverseOrder());
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
    Consumer<Evaluation> all = found.andThen(incumbents::add);
    int batchSize = 1;
    while (trials.left() > 0) {
      List<Branch> batch = next(batchSize);
      if (batch.isEmpty()) {
        return isExhausted();
      }
      if (effort.isLimited()) {
        evaluate(batch.get(0), trials, all);
      } else {
        List<Tiling> tilings = batch.stream().map(Branch::tiling).toList();
        trials.evaluateUnless(incumbents::exclude, tilings, all);
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
    if (trials.evaluateUnless(incumbents::exclude, effort, branch.tiling, found)) {
      known.add(branch.tiling);
    } else {
      queue.add(branch);
    }
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
        if (extents == Extents.ALL && incumbents.excludeFrom(branch.rank)) {
          queue.clear();
        }
      } else if (!queue.isEmpty() && !task.shape().isMasked() && branch.isTiedWith(queue.peek())) {
        queue.add(branch.weighed());
      } else if (branch.level != Level.TILING) {
        branch.parts.run();
      } else if (!known.contains(branch.tiling) && !isPutOff(branch)) {
        batch.add(branch);
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
    Tiling tiling = branch.tiling;
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

  /** Adds a branch unless nothing in it can be better than what was found. */
  private void add(Part part, Level level, Floor floor, Tiling own, Runnable parts) {
    effort.listed();
    if (incumbents.areTooMany(floor.cycles())) {
      return;
    }
    if (incumbents.countsEnergy() && (level == Level.EXTENTS || level == Level.TILING)) {
      effort.work(task.shape(), own.colsPerTile());
    }
    Tiling tiling = part.corner.map(corner -> corner.tiling(own, task.shape())).orElse(own);
    if (!incumbents.exclude(floor, tiling)) {
      queue.add(new Branch(incumbents.rank(floor), floor, tiling, level, parts));
    }
  }

  private void add(Part part) {
    List<Integer> columns = part.space.colsPerTile();
    for (Tiling least : part.space.narrowest()) {
      int rows = least.rowsPerBlock();
      if (part.holds(rows, task.shape().seqKv())) {
        int from = columns.indexOf(least.colsPerTile());
        List<Integer> possible = columns.subList(from, columns.size());
        addRange(part, rows, extents.of(part.space, rows, possible));
      }
    }
  }

  private void addRange(Part part, int rows, List<Integer> columns) {
    if (columns.isEmpty()) {
      return;
    }
    effort.bound(task.shape(), rows);
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
        effort.bound(task.shape(), rows);
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
    effort.bound(task.shape(), rows);
    Function<Problem, Floor> floors = part.floors.byResidency(rows, cols, floor);
    Map<Group, Long> streams = new HashMap<>();
    Predicate<Tiling> wanted =
        kept -> {
          Problem problem = part.task.problem(kept);
          Floor own = floors.apply(problem);
          return !incumbents.exclude(own, least)
              && !incumbents.exclude(
                  own.raisedTo(
                      streams.computeIfAbsent(Group.of(problem), group -> inStreams(part, kept))),
                  least);
        };
    List<Branch> all = new ArrayList<>();
    for (Tiling tiling : part.space.feasible(rows, cols, List.of(least.spans()), wanted)) {
      if (part.holds(tiling)) {
        effort.listed();
        Problem problem = part.task.problem(tiling);
        Floor raised = floors.apply(problem).raisedTo(streams.get(Group.of(problem)));
        Runnable parts = () -> addTiling(part, raised, tiling);
        all.add(new Branch(raised.cycles(), raised, tiling, Level.RESIDENCY, parts));
      }
    }
    if (part.space.hasSpans() && extents != Extents.ALL) {
      all = all.stream().sorted(order).limit(OF_SPANS).toList();
    }
    all.forEach(one -> add(part, Level.RESIDENCY, one.floor, one.tiling, one.parts));
  }

  private long inStreams(Part part, Tiling kept) {
    if (task.shape().isMasked()) {
      return 0;
    }
    effort.bound(task.shape(), kept.rowsPerBlock());
    return part.floors.inStreams(kept);
  }

  private void addTiling(Part part, Floor floor, Tiling tiling) {
    effort.bound(task.shape(), tiling.rowsPerBlock());
    Floor whole = Floor.of(part.task.scheduler(), part.task.problem(tiling));
    add(part, Level.TILING, whole.raisedTo(floor.cycles()), tiling, () -> {});
  }
}
