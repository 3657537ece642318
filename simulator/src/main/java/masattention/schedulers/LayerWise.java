package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.PassBound;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.ProgramSink;
import masattention.program.Tensor;
import masattention.schedule.FusedBuffers;
import masattention.schedule.Leeway;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks;
import masattention.schedule.RowBlocks.BlockBuffers;
import masattention.schedule.Schedule;
import masattention.schedule.Stage;
import masattention.schedule.Team;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;
import masattention.tiling.BlockGrid;

/**
 * Layer-wise execution: three passes over the whole layer, S = Q Kᵀ, P = softmax(S), O = P V, with
 * a barrier between them; S and P go to DRAM. Loads, compute and stores of one pass overlap.
 *
 * <p>Pass 1 stores S sub-tile by sub-tile from two rows of scores; pass 2 moves whole row blocks
 * through three; pass 3 loads P sub-tile by sub-tile into two. Load order: one row block ahead, the
 * next group's K or V beside this one's.
 */
final class LayerWise extends BuiltIn {

  LayerWise() {
    super(
        "layer-wise",
        "three passes with barriers; S and P go to DRAM",
        "the three steps of attention one after the other, no publication needed");
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.ALL_OR_NONE);
  }

  @Override
  public Schedule prepare(Problem problem) {
    L1Plan plan = new L1Plan(problem.machine());
    FusedBuffers layout = new FusedBuffers(problem, plan);
    BlockBuffers first = scorePass(plan, layout, layout.scores(2, false));
    plan.nextPhase();
    BlockBuffers second = softmaxPass(plan, layout.scores(3, true));
    plan.nextPhase();
    return new ThreePasses(problem, plan, first, second, outputPass(plan, layout));
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    return OptionalLong.of(new PassBound(traits(), problem, leeway).threePasses());
  }

  /** The buffers of a pass that computes S into {@code scores}. */
  static BlockBuffers scorePass(L1Plan plan, FusedBuffers layout, Buffer scores) {
    Buffer none = plan.perCore("none", 1, 0, 0);
    return new BlockBuffers(
        layout.queries(), scores, none, layout.keys(), none, layout.staging(true, false), none);
  }

  /** The buffers of the pass that computes O from P in DRAM. */
  static BlockBuffers outputPass(L1Plan plan, FusedBuffers layout) {
    Buffer none = plan.perCore("none", 1, 0, 0);
    return new BlockBuffers(
        none,
        layout.scores(2, false),
        layout.outputs(),
        none,
        layout.values(),
        layout.staging(false, true),
        none);
  }

  private static BlockBuffers softmaxPass(L1Plan plan, Buffer rows) {
    Buffer none = plan.perCore("none", 1, 0, 0);
    return new BlockBuffers(none, rows, none, none, none, none, none);
  }

  private record ThreePasses(
      Problem problem, L1Plan plan, BlockBuffers first, BlockBuffers second, BlockBuffers third)
      implements Schedule {

    @Override
    public int passes() {
      return 3;
    }

    @Override
    public Pipeline pipeline(int pass, Team team, ProgramSink sink) {
      return switch (pass) {
        case 0 -> scores(new RowBlocks(problem, team, sink, first, true));
        case 1 -> softmax(new RowBlocks(problem, team, sink, second, true));
        case 2 -> outputs(new RowBlocks(problem, team, sink, third, true));
        default -> throw new IllegalArgumentException("There is no pass %s.".formatted(pass));
      };
    }

    private Pipeline scores(RowBlocks blocks) {
      int cores = blocks.team().size();
      fetchFirst(blocks);
      return Pipeline.of(
          blocks,
          0,
          Stage.of(
              n -> {
                blocks.announceKeys(n + cores);
                blocks.fetchQueries(n + cores);
              }),
          new StoredScores(blocks));
    }

    private Pipeline softmax(RowBlocks blocks) {
      int cores = blocks.team().size();
      for (int n = 0; n < cores; n++) {
        loadScores(blocks, n);
      }
      return Pipeline.of(
          blocks,
          0,
          Stage.of(
              n -> {
                loadScores(blocks, n + cores);
                blocks.softmax(n);
                storeProbabilities(blocks, n);
              }));
    }

    private static void loadScores(RowBlocks blocks, int n) {
      if (blocks.has(n)) {
        int rowBlock = blocks.team().rowBlock(n);
        blocks
            .sink()
            .load(
                blocks.team().core(n),
                blocks.scoreSlot(n, blocks.firstKey(n)),
                blocks.team().tile(Tensor.S, n, blocks.firstKey(n)),
                blocks.grid().kept(rowBlock).keys(),
                rowBytes(blocks.grid(), rowBlock));
      }
    }
  }

  /** S of a row block, each sub-tile stored as soon as it is computed. */
  private record StoredScores(RowBlocks blocks) implements Stage {

    @Override
    public int turns(int n) {
      return blocks.team().kept(n).keys();
    }

    @Override
    public void emit(int n, int turn) {
      int tile = blocks.firstKey(n) + turn;
      blocks.scoreTile(n, tile, EngineKind.MAC);
      blocks
          .sink()
          .store(
              blocks.team().core(n),
              blocks.scoreSlot(n, tile),
              blocks.team().tile(Tensor.S, n, tile),
              1,
              blocks.grid().scoreTileBytes(blocks.team().rowBlock(n), tile),
              false);
    }
  }

  /** Fetches what the first row blocks of a pass that computes S need. */
  static void fetchFirst(RowBlocks blocks) {
    int cores = blocks.team().size();
    blocks.fetchFirstQueries(1);
    blocks.keys().fetchFirstGroup();
    for (int n = 0; n < cores; n++) {
      blocks.announceKeys(n);
    }
  }

  private static long rowBytes(BlockGrid grid, int rowBlock) {
    return (long) grid.rows(rowBlock) * grid.kept(rowBlock).cols() * grid.shape().elementBytes();
  }

  /** Stores the kept sub-tiles of P_n in one transfer. */
  static void storeProbabilities(RowBlocks blocks, int n) {
    int rowBlock = blocks.team().rowBlock(n);
    blocks
        .sink()
        .store(
            blocks.team().core(n),
            blocks.scoreSlot(n, blocks.firstKey(n)),
            blocks.team().tile(Tensor.P, n, blocks.firstKey(n)),
            blocks.grid().kept(rowBlock).keys(),
            rowBytes(blocks.grid(), rowBlock),
            false);
  }

  /** The pass that computes O from P in DRAM. */
  static Pipeline outputs(RowBlocks blocks) {
    int cores = blocks.team().size();
    for (int n = 0; n < cores; n++) {
      loadProbabilities(blocks, n);
    }
    for (int n = 0; n < cores; n++) {
      blocks.announceValues(n);
    }
    blocks.values().fetchFirstGroup();
    return Pipeline.of(
        blocks,
        0,
        Stage.of(
            n -> {
              blocks.announceValues(n + cores);
              loadProbabilities(blocks, n + cores);
            }),
        blocks.outputs(0),
        Stage.of(blocks::storeOutput));
  }

  private static void loadProbabilities(RowBlocks blocks, int n) {
    if (!blocks.has(n)) {
      return;
    }
    int rowBlock = blocks.team().rowBlock(n);
    for (int tile = blocks.firstKey(n); tile < blocks.grid().kept(rowBlock).keyEnd(); tile++) {
      blocks
          .sink()
          .load(
              blocks.team().core(n),
              blocks.scoreSlot(n, tile),
              blocks.team().tile(Tensor.P, n, tile),
              1,
              blocks.grid().scoreTileBytes(rowBlock, tile));
    }
  }
}
