package masattention.schedulers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.cost.StreamsBound;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.Op;
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
import masattention.schedule.Team;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;

/**
 * FuseMax: one pass over the sub-tiles of K and V with a running row maximum and sum. S of sub-tile
 * j + 1 runs on MAC beside the vector work of sub-tile j and the PV product of sub-tile j − 1; the
 * pipeline runs on across row blocks and heads.
 *
 * <p>MAC order: S_0, S_1, then O_{k−2}, S_k over the sub-tiles k of all row blocks; VEC order: the
 * softmax of k, the rescaling of k − 1 (or, after its last sub-tile, the division of the row block)
 * before it. Two score sub-tiles, two FP32 accumulators. Load order: the first Q, K, the second Q,
 * V; from then on Q and the staged sub-tiles one row block ahead, the next group's V and K beside
 * this one's last uses. Source: Nayak et al., "FuseMax", MICRO 2024, <a
 * href="https://arxiv.org/abs/2406.10491">arXiv 2406.10491</a>, as the model page restates it.
 */
final class FuseMax extends BuiltIn {

  FuseMax() {
    super("fusemax", "one pass with running maximum and sum", "FuseMax, arXiv 2406.10491");
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.PARTIAL).inOnePass();
  }

  @Override
  public Schedule prepare(Problem problem) {
    return onePass(problem);
  }

  /** The schedule, which {@link Assist} has too where its spans are plain. */
  static Schedule onePass(Problem problem) {
    L1Plan plan = new L1Plan(problem.machine());
    FusedBuffers layout = new FusedBuffers(problem, plan);
    BlockBuffers buffers =
        new BlockBuffers(
            layout.queries(),
            plan.scoreTiles("score sub-tiles", layout.scoreTileBytes()),
            layout.accumulators(),
            layout.keys(),
            layout.values(),
            layout.staging(true, true),
            layout.rowSums(Normalize.SCORES, 0));
    return new OnePass(problem, plan, buffers, layout.rowStates());
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    FusedBound bound = new FusedBound(traits(), problem, leeway);
    return OptionalLong.of(bound.cycles(core -> Chain.onePass(core, bound.blocks())));
  }

  @Override
  public OptionalLong streamsBound(Problem problem) {
    return StreamsBound.of(traits(), problem, true);
  }

  private record OnePass(Problem problem, L1Plan plan, BlockBuffers buffers, Buffer states)
      implements Schedule {
    @Override
    public Pipeline pipeline(int pass, Team team, ProgramSink sink) {
      RowBlocks blocks = new RowBlocks(problem, team, sink, buffers, true);
      List<Core> cores = new ArrayList<>();
      for (int n = 0; n < team.size(); n++) {
        cores.add(new Core(blocks, buffers, states, cores));
      }
      blocks.fetchFirstQueries(1);
      blocks.keys().fetchFirstGroup();
      for (int n = 0; n < cores.size(); n++) {
        cores.get(n).announce(n);
      }
      blocks.fetchFirstQueries(2);
      blocks.values().fetchFirstGroup();
      return Pipeline.of(
          blocks,
          2,
          Stage.of(
              n -> {
                cores.get(n % cores.size()).announce(n + cores.size());
                blocks.fetchQueries(n + cores.size());
              }),
          new SubTiles(blocks, cores));
    }
  }

  /** The sub-tiles of a row block, one a turn, and one turn a step while the pipeline drains. */
  private record SubTiles(RowBlocks blocks, List<Core> cores) implements Stage {
    /** How far back O is, ahead of its use a sub-tile is fetched, and one for the last. */
    private static final int BEHIND = 2;

    private static final int LOOKAHEAD = 3;

    @Override
    public int turns(int n) {
      return blocks.has(n) ? kept(n) : 1;
    }

    private int kept(int n) {
      return blocks.team().kept(n).keys();
    }

    @Override
    public void emit(int n, int tile) {
      int first = blocks.firstKey(n);
      cores.get(n % cores.size()).advance(blocks.has(n) ? n : Core.NONE, first + tile);
    }

    @Override
    public int alikeFrom(int n) {
      return Math.max(blocks.keys().count(), blocks.values().count() + BEHIND) + BEHIND;
    }

    @Override
    public int alikeTo(int n) {
      return blocks.has(n) ? kept(n) - LOOKAHEAD : 0;
    }

    @Override
    public void visit(Snapshot snapshot, int n) {
      cores.get(n % cores.size()).visit(snapshot, n);
    }
  }

  /** The pipeline of one core over the sub-tiles of its row blocks. */
  private static final class Core {
    private static final int NONE = -1;

    private final RowBlocks blocks;
    private final BlockBuffers buffers;
    private final Buffer states;
    private final List<Core> team;
    private int lastBlock = NONE;
    private int lastTile;
    private long lastCopy;
    private int secondLastBlock = NONE;
    private int secondLastTile;
    private long secondLastCopy;
    private int announcedBlock = NONE;

    Core(RowBlocks blocks, BlockBuffers buffers, Buffer states, List<Core> team) {
      this.blocks = blocks;
      this.buffers = buffers;
      this.states = states;
      this.team = team;
    }

    /** Announces what the sub-tiles of row block {@code n} need, or the last ones of the core. */
    void announce(int n) {
      int kept = blocks.has(n) ? kept(n) : 0;
      for (int tile = 0; tile < Math.min(2, kept); tile++) {
        announceOutput(n, tile - 2);
        blocks.announceKeys(n, blocks.firstKey(n) + tile);
      }
      blocks.announcePairs(n, n, 2, 2, kept);
      if (kept == 0 && announcedBlock != NONE) {
        announceTail(announcedBlock);
        announcedBlock = NONE;
      } else if (kept > 0) {
        announcedBlock = n;
      }
    }

    /**
     * Announces V of sub-tile {@code tile}, counted from the first of row block {@code n}, and back
     * into the one before it if negative.
     */
    private void announceOutput(int n, int tile) {
      if (tile >= 0) {
        blocks.announceValues(n, blocks.firstValue(n) + tile);
      } else if (announcedBlock != NONE) {
        announceBefore(announcedBlock, tile);
      }
    }

    private void announceBefore(int n, int tile) {
      int before = kept(n) + tile;
      if (before >= 0) {
        blocks.announceValues(n, blocks.firstValue(n) + before);
      } else if (n >= blocks.team().size()) {
        announceBefore(n - blocks.team().size(), before);
      }
    }

    private void announceTail(int n) {
      announceBefore(n, -2);
      announceBefore(n, -1);
    }

    private int kept(int n) {
      return blocks.team().kept(n).keys();
    }

    /** Emits the next step of the pipeline, about a sub-tile or none. */
    void advance(int n, int tile) {
      outputSecondLast();
      rescaleLast();
      long copy = n == NONE ? NONE : scores(n, tile);
      ageLast();
      lastBlock = n;
      lastTile = tile;
      lastCopy = copy;
    }

    private void ageLast() {
      secondLastBlock = lastBlock;
      secondLastTile = lastTile;
      secondLastCopy = lastCopy;
      lastBlock = NONE;
    }

    private void rescaleLast() {
      if (lastBlock != NONE && lastTile > blocks.firstKey(lastBlock)) {
        blocks
            .sink()
            .rescale(
                blocks.team().core(lastBlock),
                blocks.slot(states, lastBlock, 0),
                blocks.team().tile(Tensor.STATE, lastBlock, 0),
                blocks.slot(buffers.outputs(), lastBlock, 0),
                blocks.team().tile(Tensor.O, lastBlock, 0),
                blocks.rows(lastBlock),
                blocks.grid().shape().valueDim());
      }
    }

    private long scores(int n, int tile) {
      int core = blocks.team().core(n);
      long copy = blocks.nextScoreCopy(n);
      int slot = buffers.scores().slot(core, (int) (copy % 2), 0);
      blocks.scoreTile(n, tile, EngineKind.MAC, slot);
      blocks
          .sink()
          .onlineSoftmax(
              core,
              slot,
              blocks.team().tile(Tensor.S, n, tile),
              blocks.slot(states, n, 0),
              blocks.team().tile(Tensor.STATE, n, 0),
              blocks.rows(n),
              blocks.grid().keyCols(tile),
              tile == blocks.firstKey(n));
      return copy;
    }

    private void outputSecondLast() {
      if (secondLastBlock == NONE) {
        return;
      }
      int n = secondLastBlock;
      int tile = secondLastTile;
      secondLastBlock = NONE;
      makeWayFor(n, tile);
      int output = blocks.slot(buffers.outputs(), n, 0);
      int slot = buffers.scores().slot(blocks.team().core(n), (int) (secondLastCopy % 2), 0);
      Operand probabilities = Operand.of(slot, blocks.team().tile(Tensor.P, n, tile));
      blocks.outputTile(n, tile, EngineKind.MAC, probabilities, output, Float.BYTES);
      if (tile == blocks.firstKey(n) + kept(n) - 1) {
        blocks
            .sink()
            .normalize(
                blocks.team().core(n),
                new Op.Normalize(blocks.rows(n), blocks.grid().shape().valueDim()),
                blocks.slot(states, n, 0),
                blocks.team().tile(Tensor.STATE, n, 0),
                output,
                blocks.team().tile(Tensor.O, n, 0));
        blocks.storeOutput(n, buffers.outputs());
      }
    }

    /**
     * Drains the other cores of earlier row blocks while the slot of this one's V is in use: they
     * may share it, and be two sub-tiles behind in a group that this core has left.
     */
    private void makeWayFor(int n, int tile) {
      if (blocks.values().holds(tile)) {
        int earliest = Math.max(0, n - 2 * team.size());
        for (int earlier = earliest;
            earlier < n && !blocks.values().comes(blocks.team().ordinal(n), tile);
            earlier++) {
          team.get(earlier % team.size()).drainUpTo(earlier);
        }
      }
    }

    private void drainUpTo(int n) {
      if (secondLastBlock <= n) {
        outputSecondLast();
      }
      if (secondLastBlock == NONE
          && lastBlock != NONE
          && lastBlock <= n
          && blocks.values().holds(lastTile)) {
        rescaleLast();
        ageLast();
        outputSecondLast();
      }
    }

    /** Hands over where the pipeline is, seen from row block {@code n}. */
    void visit(Snapshot snapshot, int n) {
      lastBlock = visit(snapshot, n, lastBlock);
      secondLastBlock = visit(snapshot, n, secondLastBlock);
      announcedBlock = visit(snapshot, n, announcedBlock);
      lastTile = snapshot.count(lastTile);
      secondLastTile = snapshot.count(secondLastTile);
      lastCopy = snapshot.count(lastCopy);
      secondLastCopy = snapshot.count(secondLastCopy);
    }

    private static int visit(Snapshot snapshot, int n, int block) {
      snapshot.same(block == NONE ? Long.MIN_VALUE : block - n);
      return snapshot.count(block);
    }
  }
}
