package masattention.search.bounds;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import masattention.cost.Passes;
import masattention.cost.SpanWork;
import masattention.cost.Transfers;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.NpuConfig;
import masattention.program.Buffer;
import masattention.program.Buffer.Turn;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Traits.Residency;
import masattention.search.space.TilingSpace;
import masattention.tiling.Bisection;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * The floor of all tilings with the same rows per block and columns per tile, or columns of a
 * range, whatever stays in L1; none where nothing of them fits.
 *
 * <p>What stays is bounded by the room that the other buffers leave: the rest of K and V is fetched
 * again for every row block. A scheduler that keeps all or nothing, or nothing, is asked for the
 * bound of what fits.
 */
public final class ExtentsFloor {
  private final Scheduler scheduler;
  private final AttentionShape shape;
  private final NpuConfig machine;
  private final NpuConfig unlimited;

  /** Those asked for so far: a search for a balanced tiling asks twice. */
  private final Map<Asked, Optional<Floor>> known = new HashMap<>();

  private final Map<Tiling, Long> streams = new HashMap<>();

  /** Those of row blocks of as many rows as were asked for last. */
  private VisibleKeys visible;

  private int visibleRows;

  private record Asked(int rows, int cols, int mostColumns) {}

  /** Floors of the tilings of a layer for a scheduler on a machine. */
  public ExtentsFloor(Scheduler scheduler, AttentionShape shape, NpuConfig machine) {
    this.scheduler = scheduler;
    this.shape = shape;
    this.machine = machine;
    unlimited = machine.withUnlimitedL1();
  }

  /** That of all tilings with these rows and between {@code cols} and {@code most} columns. */
  public Optional<Floor> of(int rows, int cols, int most) {
    return known.computeIfAbsent(new Asked(rows, cols, most), this::of);
  }

  /** That of all tilings with these extents. */
  public Optional<Floor> of(int rows, int cols) {
    return of(rows, cols, 0);
  }

  /** Those of all tilings with these extents, by their spans, none being below {@code floor}. */
  public Function<Spans, Floor> bySpans(int rows, int cols, Floor floor) {
    if (shape.causal()) {
      return spans -> floor;
    }
    Tiling tiling = Tiling.resident(shape, rows, cols);
    Problem problem = Problem.of(shape, machine, tiling);
    SpanWork work = new SpanWork(problem, scheduler.traits());
    return spans -> floor.raisedTo(work.floor(spans));
  }

  /**
   * Those of the tilings with these extents by what the channel takes for what does not stay in L1,
   * and the energy of that, none being below {@code floor}.
   */
  public Function<Problem, Floor> byResidency(int rows, int cols, Floor floor) {
    Tiling all = Tiling.resident(shape, rows, cols);
    Problem any = Problem.of(shape, machine, all);
    if (scheduler.lowerBound(any, Leeway.NONE).isEmpty()) {
      return problem -> floor;
    }
    Transfers transfers = new Transfers(scheduler.traits(), any);
    long latency = machine.dramLatencyCycles();
    boolean knows = !shape.isMasked() && scheduler.traits().residency(shape) == Residency.PARTIAL;
    Map<Partition, WorkCounts> once = new EnumMap<>(Partition.class);
    return problem -> {
      Floor raised = floor.raisedTo(transfers.cycles(problem) + latency);
      DoubleSupplier energy =
          () -> {
            Partition dealt = problem.tiling().partition();
            WorkCounts work =
                once.computeIfAbsent(
                    dealt, d -> leastWork(Problem.of(shape, unlimited, all.withPartition(d))));
            double own = energy(work, raised.cycles(), refetchedBytes(problem));
            return Math.max(own, floor.energyPicojoules());
          };
      return knows ? new Floor(raised.cycles(), energy) : raised;
    };
  }

  /** Bytes of K and V that a tiling of a layer without a mask has fetched again. */
  private long refetchedBytes(Problem problem) {
    Tiling tiling = problem.tiling();
    int all = shape.seqKv();
    long keys = Math.max(0, all - (long) tiling.residentKeyTiles() * tiling.colsPerTile());
    long values = Math.max(0, all - (long) tiling.residentValueTiles() * tiling.colsPerTile());
    long bytes =
        keys * shape.headDim() * shape.kElementBytes()
            + values * shape.valueDim() * shape.vElementBytes();
    int last = problem.grid().rowBlocks() - 1;
    return bytes * (Passes.count(problem) - problem.residentFetches(0, last));
  }

  /** The bound of the two streams of a tiling that keeps all of K and V, whatever is kept. */
  public long inStreams(Tiling tiling) {
    return streams.computeIfAbsent(
        tiling, all -> scheduler.streamsBound(Problem.of(shape, machine, all)).orElse(0));
  }

  private Optional<Floor> of(Asked asked) {
    int most = asked.mostColumns();
    Tiling narrow = Tiling.resident(shape, asked.rows(), asked.cols());
    Tiling wide = most > 0 ? Tiling.resident(shape, asked.rows(), shape.seqKv()) : narrow;
    Optional<Floor> least = Optional.empty();
    for (Partition partition : Partition.values()) {
      Optional<Floor> floor =
          of(narrow.withPartition(partition), wide.withPartition(partition), most);
      least =
          least.isEmpty() || floor.isEmpty() ? least.or(() -> floor) : least.map(floor.get()::and);
    }
    return least;
  }

  private Optional<Floor> of(Tiling narrow, Tiling wide, int most) {
    Problem none = Problem.of(shape, machine, narrow.withResident(0, 0));
    if (scheduler.traits().objection(none).isPresent()) {
      return Optional.empty();
    }
    Residency residency = scheduler.traits().residency(shape);
    boolean allFit = residency != Residency.NONE && fits(narrow);
    if (allFit || (most > 0 && shape.hasWindow() && residency != Residency.NONE)) {
      return Optional.of(floor(wide, 0, most));
    }
    if (residency != Residency.PARTIAL) {
      return fits(none.tiling())
          ? Optional.of(floor(wide.withResident(0, 0), 0, most))
          : Optional.empty();
    }
    long room = room(none);
    if (scheduler.traits().spans()) {
      room = Math.max(room, room(whole(none)));
    }
    if (room < 0) {
      return Optional.empty();
    }
    int columns = most > 0 && inParts() ? mostStaged(none, most) : most;
    return Optional.of(floor(wide, refetchedBytes(none, room), columns));
  }

  /** The most columns from those of a problem to {@code limit} of which two tiles can be staged. */
  private int mostStaged(Problem none, int limit) {
    Tiling few = none.tiling();
    return (int)
        Bisection.largest(
            few.colsPerTile() + 1L,
            limit,
            cols -> {
              Tiling more = Tiling.resident(shape, few.rowsPerBlock(), (int) cols);
              more = more.withPartition(few.partition()).withResident(0, 0);
              return room(Problem.of(shape, machine, more)) >= 0;
            });
  }

  /** Whether those of a range of columns depend on the most of them. */
  public boolean knowColumns() {
    return inParts() && !shape.isMasked();
  }

  /** Whether every sub-tile is a part of the softmax. */
  private boolean inParts() {
    return scheduler.traits().onePass() && !scheduler.traits().spans();
  }

  /** Whether everything fits, with whole spans if not with plain ones, of a scheduler with both. */
  private boolean fits(Tiling tiling) {
    Problem problem = Problem.of(shape, machine, tiling);
    return scheduler.fits(problem)
        || (scheduler.traits().spans() && scheduler.fits(whole(problem)));
  }

  private Problem whole(Problem problem) {
    Spans spans = Spans.whole(problem.grid().keyTiles());
    return Problem.of(shape, machine, problem.tiling().withSpans(spans));
  }

  /** Bytes left for K and V that stay while some do not. */
  private long room(Problem none) {
    long room = machine.l1BytesPerCore() * machine.cores();
    for (Buffer buffer : scheduler.plan(none).buffers()) {
      if (buffer.turn() != Turn.GROUP && buffer.turn() != Turn.STAGED) {
        room -= buffer.owners() * buffer.bytesPerOwner();
      }
    }
    BlockGrid grid = none.grid();
    return room - 2L * machine.cores() * Math.min(grid.keyTileBytes(0), grid.valueTileBytes(0));
  }

  /**
   * Bytes of K and V that are fetched again over all row blocks, beyond what every team fetches
   * once where all stays, or, of a causal layer, beyond one fetch.
   */
  private long refetchedBytes(Problem none, long room) {
    BlockGrid grid = none.grid();
    long perKey = shape.bytesPerKey();
    long whole = shape.seqKv() * perKey;
    long resident = Math.min(whole, none.sharesKv() ? room : room / machine.cores());
    long once = shape.causal() ? shape.groups() : none.residentFetches(0, grid.rowBlocks() - 1);
    long again =
        shape.causal()
            ? visible(grid).beyond(resident, perKey)
            : grid.rowBlocks() * (whole - resident);
    long alone = again * shape.groups() - (whole - resident) * once;
    return Math.max(0, Math.min(alone, sharingPasses(none, whole)));
  }

  private VisibleKeys visible(BlockGrid grid) {
    if (visibleRows != grid.tiling().rowsPerBlock()) {
      visibleRows = grid.tiling().rowsPerBlock();
      visible = new VisibleKeys(grid);
    }
    return visible;
  }

  /** The same where as many row blocks as L1 has room for share passes over K and V. */
  private long sharingPasses(Problem none, long whole) {
    if (!scheduler.traits().spans()) {
      return Long.MAX_VALUE;
    }
    if (shape.causal()) {
      return 0;
    }
    int most = 1;
    for (int blocks : TilingSpace.BLOCKS_PER_PASS) {
      Spans spans = Spans.PLAIN.withBlocksPerPass(blocks);
      if (scheduler.fits(Problem.of(shape, machine, none.tiling().withSpans(spans)))) {
        most = blocks;
      }
    }
    return most == 1
        ? Long.MAX_VALUE
        : whole * (Passes.count(none, most) - none.residentFetches(0, none.grid().rowBlocks() - 1));
  }

  private Floor floor(Tiling tiling, long refetchedBytes, int mostColumns) {
    boolean resides = tiling.residentKeyTiles() > 0;
    int buffers = resides && scheduler.traits().doubleBuffersKv(shape) ? 2 : 1;
    Problem problem = Problem.of(shape, unlimited, tiling.withKvBuffers(buffers));
    boolean anySpans = scheduler.traits().spans();
    long cycles =
        scheduler
            .lowerBound(problem, new Leeway(mostColumns, refetchedBytes, anySpans, resides))
            .orElseGet(
                () ->
                    mostColumns > 0 ? 0 : Floor.workBound(problem, Floor.work(scheduler, problem)));
    return new Floor(cycles, () -> energy(problem, cycles, refetchedBytes, mostColumns));
  }

  private double energy(Problem problem, long cycles, long refetchedBytes, int mostColumns) {
    if (mostColumns > 0 && shape.isMasked()) {
      return energy(least(shape), cycles, refetchedBytes);
    }
    WorkCounts once = leastWork(problem);
    int further = mostColumns > 0 && inParts() ? (shape.seqKv() - 1) / mostColumns : 0;
    WorkCounts work =
        further > 0 ? once.plus(further, Floor.work(scheduler, inTwo(problem)).work()) : once;
    return energy(work, cycles, refetchedBytes);
  }

  /**
   * What exact attention does of a layer whatever its tiling: both products and the exponential of
   * every position that a query sees, and one transfer of Q, K, V and O, here all among the reads.
   */
  static WorkCounts least(AttentionShape shape) {
    long positions = shape.visiblePositions();
    long macs = positions * (shape.headDim() + shape.valueDim());
    long bytes = shape.compulsoryBytes();
    return new WorkCounts(macs, 0, 0, 0, 0, positions, 0, 0, 0, 0, 0, bytes, 0, 0, 0);
  }

  private double energy(WorkCounts work, long cycles, long refetchedBytes) {
    return Energy.of(work.withRefetched(refetchedBytes), cycles, machine).totalPicojoules();
  }

  /** The work with the extents of a problem that keeps all of K and V, whatever the spans. */
  private WorkCounts leastWork(Problem problem) {
    return scheduler.traits().spans()
        ? Floor.work(scheduler, whole(problem)).work().withLeastVectorWork()
        : Floor.work(scheduler, problem).work();
  }

  /** The same in two sub-tiles, the first a multiple of the array's columns if it can be. */
  private Problem inTwo(Problem problem) {
    Tiling tiling = problem.tiling();
    int half = (shape.seqKv() + 1) / 2;
    int step = machine.macCols();
    int cols = shape.seqKv() > step ? (half - 1) / step * step + step : half;
    Tiling inTwo = Tiling.resident(shape, tiling.rowsPerBlock(), cols);
    return Problem.of(
        shape,
        unlimited,
        inTwo.withPartition(tiling.partition()).withKvBuffers(tiling.kvBuffers()));
  }
}
