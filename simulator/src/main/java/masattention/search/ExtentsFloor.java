package masattention.search;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * The floor of all tilings with the same rows per block and, if they are given, columns per tile,
 * whatever stays in L1; none where nothing of them fits.
 *
 * <p>What stays is bounded by the room that the other buffers leave: the rest of K and V is fetched
 * again for every row block. A scheduler that keeps all or nothing, or nothing, is asked for the
 * bound of what fits.
 */
final class ExtentsFloor {
  private final Scheduler scheduler;
  private final AttentionShape shape;
  private final NpuConfig machine;
  private final NpuConfig unlimited;

  /** Those asked for so far: a search for a balanced tiling asks twice. */
  private final Map<Asked, Optional<Floor>> known = new HashMap<>();

  /** Those of row blocks of as many rows as were asked for last. */
  private VisibleKeys visible;

  private int visibleRows;

  private record Asked(int rows, int cols, boolean anyColumns) {}

  /** Floors of the tilings of a task. */
  ExtentsFloor(SearchTask task) {
    scheduler = task.scheduler();
    shape = task.shape();
    machine = task.machine();
    unlimited = machine.withUnlimitedL1();
  }

  /** That of all tilings with the rows of {@code least}, no column count being less than its. */
  Optional<Floor> ofRows(Tiling least) {
    return known(new Asked(least.rowsPerBlock(), least.colsPerTile(), true));
  }

  /** That of all tilings with these extents. */
  Optional<Floor> of(int rows, int cols) {
    return known(new Asked(rows, cols, false));
  }

  private Optional<Floor> known(Asked asked) {
    return known.computeIfAbsent(asked, a -> of(a.rows(), a.cols(), a.anyColumns()));
  }

  /** Those of all tilings with these extents, by their spans, none being below {@code floor}. */
  Function<Spans, Floor> bySpans(int rows, int cols, Floor floor) {
    if (shape.causal()) {
      return spans -> floor;
    }
    Tiling tiling = Tiling.resident(shape, rows, cols);
    Problem problem = Problem.of(shape, machine, tiling);
    SpanWork work = new SpanWork(problem, scheduler.traits().normalize());
    return spans -> floor.raisedTo(work.floor(spans));
  }

  /**
   * Those of the tilings with these extents by what the channel takes for what does not stay in L1,
   * none being below {@code floor}.
   */
  Function<Problem, Floor> byResidency(int rows, int cols, Floor floor) {
    Problem any = Problem.of(shape, machine, Tiling.resident(shape, rows, cols));
    if (scheduler.lowerBound(any, Leeway.NONE).isEmpty()) {
      return problem -> floor;
    }
    Transfers transfers = new Transfers(scheduler.traits(), any);
    long latency = machine.dramLatencyCycles();
    return problem -> floor.raisedTo(transfers.cycles(problem) + latency);
  }

  private Optional<Floor> of(int rows, int cols, boolean anyColumns) {
    Tiling narrow = Tiling.resident(shape, rows, cols);
    Tiling wide = anyColumns ? Tiling.resident(shape, rows, shape.seqKv()) : narrow;
    Optional<Floor> least = Optional.empty();
    for (Partition partition : Partition.values()) {
      Optional<Floor> floor =
          of(narrow.withPartition(partition), wide.withPartition(partition), anyColumns);
      least =
          least.isEmpty() || floor.isEmpty() ? least.or(() -> floor) : least.map(floor.get()::and);
    }
    return least;
  }

  private Optional<Floor> of(Tiling narrow, Tiling wide, boolean anyColumns) {
    Problem none = Problem.of(shape, machine, narrow.withResident(0, 0));
    if (scheduler.traits().objection(none).isPresent()) {
      return Optional.empty();
    }
    Residency residency = scheduler.traits().residency(shape);
    boolean allFit = residency != Residency.NONE && fits(narrow);
    if (allFit || (anyColumns && shape.hasWindow() && residency != Residency.NONE)) {
      return Optional.of(floor(wide, 0, anyColumns));
    }
    if (residency != Residency.PARTIAL) {
      return fits(none.tiling())
          ? Optional.of(floor(wide.withResident(0, 0), 0, anyColumns))
          : Optional.empty();
    }
    long room = room(none);
    if (scheduler.traits().spans()) {
      room = Math.max(room, room(whole(none)));
    }
    return room < 0
        ? Optional.empty()
        : Optional.of(floor(wide, refetchedBytes(none, room), anyColumns));
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

  private Floor floor(Tiling tiling, long refetchedBytes, boolean anyColumns) {
    boolean resides = tiling.residentKeyTiles() > 0 && scheduler.traits().doubleBuffersKv(shape);
    Problem problem = Problem.of(shape, unlimited, tiling.withKvBuffers(resides ? 2 : 1));
    long cycles =
        scheduler
            .lowerBound(problem, new Leeway(anyColumns, refetchedBytes, scheduler.traits().spans()))
            .orElseGet(
                () -> anyColumns ? 0 : Floor.workBound(problem, Floor.work(scheduler, problem)));
    return new Floor(cycles, () -> energy(problem, cycles, refetchedBytes, anyColumns));
  }

  private double energy(Problem problem, long cycles, long refetchedBytes, boolean anyColumns) {
    if (anyColumns && shape.isMasked()) {
      WorkCounts least =
          new WorkCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, shape.compulsoryBytes(), 0, 0, 0);
      return Energy.of(least, cycles, machine).totalPicojoules();
    }
    WorkCounts once =
        scheduler.traits().spans()
            ? Floor.work(scheduler, whole(problem)).work().withLeastVectorWork()
            : Floor.work(scheduler, problem).work();
    return Energy.of(once.withRefetched(refetchedBytes), cycles, machine).totalPicojoules();
  }
}
