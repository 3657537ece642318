package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.ScheduleWork;
import masattention.cost.StreamsBound;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.Operand;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.program.Tensor;
import masattention.schedule.FusedBuffers;
import masattention.schedule.Leeway;
import masattention.schedule.Normalize;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks;
import masattention.schedule.RowBlocks.BlockBuffers;
import masattention.schedule.Schedule;
import masattention.schedule.Stage;
import masattention.schedule.Staging;
import masattention.schedule.Team;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;
import masattention.tiling.Bisection;
import masattention.tiling.BlockGrid;

/**
 * The ablation of MAS-Attention's overwrite: K and V stay whole, and the part of P that does not
 * fit goes to DRAM and comes back.
 *
 * <p>The last u sub-tiles of the scores have one copy instead of two, u being the least that fits:
 * P_i leaves them before S_{i+1} comes, and its product with V reads them back through two staged
 * sub-tiles. Where everything fits, u is 0 and the schedule is that of {@link Mas}. Load order: as
 * {@link Mas}, the sub-tiles of P read back between the loads of Q.
 */
final class MasSpill extends Dividing {

  MasSpill(Normalize normalize) {
    super(
        "mas-spill",
        "MAS where P goes to DRAM instead of the overwrite",
        "ablation of MAS-Attention, arXiv 2411.17720",
        normalize);
  }

  @Override
  MasSpill variant(Normalize where) {
    return new MasSpill(where);
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.ALL_OR_NONE).withValueTilesOfKeys().normalizing(normalize());
  }

  @Override
  public Schedule prepare(Problem problem) {
    Schedule whole = Mas.fused(problem, normalize());
    boolean resident = problem.tiling().residentKeyTiles() > 0;
    if (whole.plan().fits() || !resident || problem.tiling().kvBuffers() > 1) {
      return whole;
    }
    int tiles = problem.grid().mostKeptKeyTiles();
    long tooFew =
        Bisection.largest(
            1, tiles - 1L, n -> !Spilling.of(problem, normalize(), (int) n).plan().fits());
    return Spilling.of(problem, normalize(), (int) tooFew + 1);
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    long bound = Mas.bound(traits(), problem, leeway);
    return OptionalLong.of(
        leeway.equals(Leeway.NONE) && prepare(problem) instanceof Spilling spilling
            ? Math.max(bound, spilling.transferCycles())
            : bound);
  }

  @Override
  public OptionalLong streamsBound(Problem problem) {
    return StreamsBound.of(traits(), problem, false);
  }

  /**
   * The schedule when P does not fit.
   *
   * @param buffers the sub-tiles of the scores that have two copies, and what Mas has besides
   * @param alone those that have one
   * @param readBack where sub-tiles of P come back to
   */
  private record Spilling(
      Problem problem, L1Plan plan, BlockBuffers buffers, Buffer alone, Buffer readBack)
      implements Schedule {

    static Spilling of(Problem problem, Normalize normalize, int spilled) {
      L1Plan plan = new L1Plan(problem.machine());
      FusedBuffers layout = new FusedBuffers(problem, plan);
      int tiles = problem.grid().mostKeptKeyTiles();
      BlockBuffers buffers =
          new BlockBuffers(
              layout.queries(),
              layout.scores("scores", 2, 0, tiles - spilled, true),
              layout.outputs(normalize),
              layout.keys(),
              layout.values(),
              layout.staging(false, false),
              layout.rowSums(normalize, 2));
      Buffer alone = layout.scores("scores that spill", 1, tiles - spilled, tiles, false);
      Buffer readBack = plan.staged("P read back", layout.scoreTileBytes());
      return new Spilling(problem, plan, buffers, alone, readBack);
    }

    /** The least that the channel takes for all transfers, those of what spills among them. */
    long transferCycles() {
      long busy = ScheduleWork.of(problem, this).busy().dram();
      return busy + problem.machine().dramLatencyCycles();
    }

    @Override
    public Pipeline pipeline(int pass, Team team, ProgramSink sink) {
      SpillingBlocks blocks = new SpillingBlocks(this, team, sink);
      int cores = team.size();
      blocks.fetchFirstQueries(1);
      blocks.keys().fetchFirstGroup();
      blocks.fetchFirstQueries(2);
      blocks.values().fetchFirstGroup();
      return Pipeline.of(
          blocks,
          2,
          Stage.of(
              n -> {
                blocks.fetchQueries(n + cores);
                blocks.outputsReadBack(n - 2 * cores);
                blocks.divideOutput(n - 2 * cores);
                blocks.storeOutput(n - 2 * cores);
              }),
          blocks.scores(),
          Stage.of(
              n -> {
                blocks.softmax(n);
                blocks.spill(n);
              }));
    }
  }

  /** Row blocks whose last sub-tiles of P go through DRAM. */
  private static final class SpillingBlocks extends RowBlocks {
    private final Spilling schedule;
    private final Buffer scores;
    private final Staging[] readBack;

    SpillingBlocks(Spilling schedule, Team team, ProgramSink sink) {
      super(schedule.problem(), team, sink, schedule.buffers(), true);
      this.schedule = schedule;
      scores = schedule.buffers().scores();
      readBack = new Staging[team().size()];
      for (int i = 0; i < readBack.length; i++) {
        readBack[i] = new Staging(sink, schedule.readBack(), team().core(i));
      }
    }

    /** Whether sub-tile {@code tile} of P_n goes to DRAM. */
    private boolean spills(int n, int tile) {
      return tile >= firstSpilled(n);
    }

    private int firstSpilled(int n) {
      return firstKey(n) + scores.pieces();
    }

    @Override
    protected int scoresInOneRow() {
      return scores.pieces();
    }

    @Override
    public int scoreSlot(int n, int tile) {
      return spills(n, tile)
          ? schedule.alone().slot(team().core(n), 0, tile - firstSpilled(n))
          : super.scoreSlot(n, tile);
    }

    @Override
    public void softmax(int n) {
      if (has(n)) {
        int kept = team().kept(n).keys();
        int inPairs = Math.min(kept, scores.pieces());
        int first = firstKey(n);
        softmax(n, scores(n, first, inPairs), scores(n, first + inPairs, kept - inPairs));
      }
    }

    private static long bytes(BlockGrid grid, int rowBlock, int tile) {
      return grid.scoreTileBytes(rowBlock, tile);
    }

    @Override
    protected Staging[] staged(Buffer buffer) {
      return buffer.equals(schedule.readBack()) ? readBack : super.staged(buffer);
    }

    @Override
    protected void visitCore(Snapshot snapshot, int core, int n) {
      super.visitCore(snapshot, core, n);
      readBack[core].visit(snapshot);
    }

    /** Sends the sub-tiles of P_n that have no second copy to DRAM, and asks for them back. */
    void spill(int n) {
      if (has(n)) {
        int rowBlock = team().rowBlock(n);
        for (int tile = firstSpilled(n); tile < grid().kept(rowBlock).keyEnd(); tile++) {
          long probabilities = team().tile(Tensor.P, n, tile);
          long bytes = bytes(grid(), rowBlock, tile);
          sink().store(team().core(n), scoreSlot(n, tile), probabilities, 1, bytes, true);
          readBack[n % team().size()].announce(probabilities, bytes, 1);
        }
      }
    }

    /** O_n = P_n V, the sub-tiles of P that went to DRAM being read back. */
    void outputsReadBack(int n) {
      if (has(n)) {
        int end = team().kept(n).valueEnd();
        Staging staged = readBack[n % team().size()];
        for (int tile = firstValue(n); tile < end; tile++) {
          int from = spills(n, tile) ? staged.slot() : scoreSlot(n, tile);
          Operand probabilities = Operand.of(from, team().tile(Tensor.P, n, tile));
          int out = slot(schedule.buffers().outputs(), n, 0);
          outputTile(n, tile, EngineKind.MAC, probabilities, out, outputElementBytes());
          if (spills(n, tile)) {
            staged.used();
          }
        }
      }
    }
  }
}
