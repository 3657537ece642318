package masattention.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.BusyCycles;
import masattention.program.Snapshot;
import masattention.program.Tensor;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Team;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.tiling.RowBlockRuns;
import masattention.tiling.Tiling;

/**
 * What a schedule has to do, counted without building its program: the tasks of one row block of
 * every kind are emitted once and counted as often as there are such row blocks, sub-tiles that
 * differ in nothing else likewise.
 *
 * @param work operations and bytes of all passes
 * @param passes busy cycles of every pass
 */
public record ScheduleWork(WorkCounts work, List<BusyCycles> passes) {
  /** Fewer turns alike than this are emitted one by one. */
  private static final int WORTH = 4;

  /** The work of {@code schedule}, a scheduler's answer to {@code problem}. */
  public static ScheduleWork of(Problem problem, Schedule schedule) {
    int elementBytes = problem.shape().elementBytes();
    WorkSink sink = new WorkSink(problem.machine(), schedule.plan(), elementBytes);
    List<BusyCycles> passes = new ArrayList<>();
    for (int pass = 0; pass < schedule.passes(); pass++) {
      boolean shares = problem.tiling().spans().blocksPerPass() > 1;
      if (shares && problem.shape().isMasked()) {
        passes(problem, schedule, pass, sink);
      } else {
        rowBlocks(problem.grid(), schedule, pass, sink);
      }
      if (shares && !problem.shape().isMasked()) {
        takeBackShared(problem, sink);
      }
      fetchResident(problem, sink);
      passes.add(sink.takeBusy());
    }
    return new ScheduleWork(sink.work(problem.grid()), List.copyOf(passes));
  }

  /** Busy cycles of all passes. */
  public BusyCycles busy() {
    BusyCycles sum = passes.get(0);
    for (BusyCycles pass : passes.subList(1, passes.size())) {
      sum =
          new BusyCycles(sum.mac() + pass.mac(), sum.vec() + pass.vec(), sum.dram() + pass.dram());
    }
    return sum;
  }

  /** Counts the fetches of the resident sub-tiles of the matrices of which a pass has read some. */
  private static void fetchResident(Problem problem, WorkSink sink) {
    BlockGrid grid = problem.grid();
    Tiling tiling = problem.tiling();
    if (sink.hasRead(Tensor.K)) {
      fetchResident(
          problem,
          grid.kept(0).firstKey(),
          tiling.residentKeyTiles(),
          grid::firstBlockKeepingKeys,
          grid::lastBlockKeepingKeys,
          (tile, times) -> sink.fetch(Tensor.K, grid.keyTileBytes(tile), times));
    }
    if (sink.hasRead(Tensor.V)) {
      fetchResident(
          problem,
          grid.kept(0).firstValue(),
          tiling.residentValueTiles(),
          grid::firstBlockKeepingValues,
          grid::lastBlockKeepingValues,
          (tile, times) -> sink.fetch(Tensor.V, grid.valueTileBytes(tile), times));
    }
  }

  private interface Fetch {
    void count(int tile, long times);
  }

  private static void fetchResident(
      Problem problem,
      int from,
      int to,
      IntUnaryOperator firstBlock,
      IntUnaryOperator lastBlock,
      Fetch fetch) {
    for (int tile = from; tile < to; ) {
      int first = firstBlock.applyAsInt(tile);
      int last = lastBlock.applyAsInt(tile);
      int next = tile + 1;
      while (next < to - 1
          && firstBlock.applyAsInt(next) == first
          && lastBlock.applyAsInt(next) == last) {
        next++;
      }
      fetch.count(tile, (next - tile) * problem.residentFetches(first, last));
      tile = next;
    }
  }

  private static void rowBlocks(BlockGrid grid, Schedule schedule, int pass, WorkSink sink) {
    RowBlockRuns runs = RowBlockRuns.of(grid);
    long[] blocks = new long[runs.count()];
    for (int run = 0; run < runs.count(); run++) {
      blocks[runs.kind(run)] += runs.length(run);
    }
    for (int run = 0; run < runs.count(); run++) {
      long times = grid.shape().groups() * blocks[run];
      if (times > 0) {
        sink.count(times);
        Team team = Team.ofOneBlock(grid, runs.start(run));
        rowBlock(schedule.pipeline(pass, team, sink), sink, times);
      }
    }
  }

  /** Takes back the fetches of the row blocks that share a pass, but for those of the first. */
  private static void takeBackShared(Problem problem, WorkSink sink) {
    BlockGrid grid = problem.grid();
    long times = Passes.count(problem) - (long) grid.shape().groups() * grid.rowBlocks();
    int last = grid.keyTiles() - 1;
    sink.fetch(Tensor.K, grid.keyTileBytes(0), times * last);
    sink.fetch(Tensor.K, grid.keyTileBytes(last), times);
    sink.fetch(Tensor.V, grid.valueTileBytes(0), times * last);
    sink.fetch(Tensor.V, grid.valueTileBytes(last), times);
  }

  /** Row blocks of a causal layer that share passes over K and V. */
  private static void passes(Problem problem, Schedule schedule, int pass, WorkSink sink) {
    BlockGrid grid = problem.grid();
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    int cores = heads ? 1 : problem.machine().cores();
    int groups = grid.shape().groups();
    int perPass = problem.tiling().spans().blocksPerPass();
    for (int group = 0; group < (heads ? 1 : Math.min(groups, cores)); group++) {
      long times = heads ? groups : (groups - group - 1) / cores + 1;
      for (int block = 0; block < Math.min(cores, grid.rowBlocks()); block++) {
        int left = (grid.rowBlocks() - block - 1) / cores + 1;
        for (int first = block; left > 0; ) {
          int count = Math.min(perPass, left);
          sink.count(times);
          Team team = Team.ofBlocks(grid, first, cores, count);
          rowBlock(schedule.pipeline(pass, team, sink), sink, times);
          first += count * cores;
          left -= count;
        }
      }
    }
  }

  private static void rowBlock(Pipeline pipeline, WorkSink sink, long times) {
    while (!pipeline.isDone(0)) {
      int period = pipeline.period(0);
      int alike = pipeline.alikeTurns(0) / period;
      if (alike < WORTH) {
        pipeline.emit(0);
        continue;
      }
      Snapshot first = taken(pipeline);
      emit(pipeline, period);
      Snapshot second = taken(pipeline);
      if (second.follows(first, 0)) {
        sink.count(times * (alike - 1));
        emit(pipeline, period);
        sink.count(times);
        Snapshot third = taken(pipeline);
        third.goOn(second, alike - 2);
        pipeline.visit(third, false);
      }
    }
  }

  private static void emit(Pipeline pipeline, int turns) {
    for (int turn = 0; turn < turns; turn++) {
      pipeline.emit(0);
    }
  }

  private static Snapshot taken(Pipeline pipeline) {
    Snapshot snapshot = new Snapshot();
    pipeline.visit(snapshot, false);
    return snapshot;
  }
}
