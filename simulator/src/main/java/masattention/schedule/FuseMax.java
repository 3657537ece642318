package masattention.schedule;

import java.util.ArrayList;
import java.util.List;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.ProgramSink;
import masattention.program.State;
import masattention.program.Tensor;
import masattention.schedule.RowBlocks.BlockBuffers;
import masattention.schedule.Schedule.Emission;
import masattention.schedule.Traits.Intermediates;
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
record FuseMax() implements Scheduler {

  @Override
  public Traits traits() {
    return new Traits(Residency.PARTIAL, true, false, Intermediates.NONE, EngineKind.MAC, true);
  }

  @Override
  public Schedule schedule(Problem problem) {
    L1Plan plan = new L1Plan(problem.machine());
    FusedBuffers layout = new FusedBuffers(problem, plan);
    BlockBuffers buffers =
        new BlockBuffers(
            layout.queries(),
            plan.perCore("score sub-tiles", 1, 2, layout.scoreTileBytes()),
            layout.accumulators(),
            layout.keys(),
            layout.values(),
            layout.staging(true, true));
    return new OnePass(problem, plan, buffers, layout.rowStates());
  }

  private record OnePass(Problem problem, L1Plan plan, BlockBuffers buffers, Buffer states)
      implements Schedule {
    @Override
    public Emission emission(int pass, Team team, ProgramSink sink) {
      RowBlocks blocks = new RowBlocks(problem, team, sink, buffers, true);
      List<Core> cores = new ArrayList<>();
      for (int n = 0; n < team.size(); n++) {
        cores.add(new Core(blocks, buffers, states, cores));
      }
      blocks.fetchQueries(cores.size() - 1);
      blocks.keys.fetchFirstGroup();
      for (int n = 0; n < cores.size(); n++) {
        cores.get(n).announce(n);
      }
      blocks.fetchQueries(2 * cores.size() - 1);
      blocks.values.fetchFirstGroup();
      return new SubTilePipeline(team.blocks() + 2 * cores.size(), blocks, cores);
    }
  }

  /** Steps of one row block each, made of steps of one sub-tile each. */
  private record SubTilePipeline(int steps, RowBlocks blocks, List<Core> cores)
      implements Emission {

    @Override
    public void emit(int n) {
      cores.get(n % cores.size()).announce(n + cores.size());
      blocks.fetchQueries(n + cores.size());
      cores.get(n % cores.size()).emit(n);
    }

    @Override
    public boolean repeats() {
      return true;
    }

    @Override
    public void describe(State state, int n) {
      blocks.describe(state, n);
      for (Core core : cores) {
        core.describe(state, n);
      }
    }

    @Override
    public boolean isSteady(int n) {
      return blocks.isSteady(n);
    }

    @Override
    public void skipBlocks(int n, int skipped) {
      blocks.skipBlocks(n, skipped);
      skip(skipped);
    }

    @Override
    public void skipGroups(int groups, int skipped) {
      blocks.skipGroups(groups, skipped);
      skip(skipped);
    }

    private void skip(int skipped) {
      for (Core core : cores) {
        core.skip(skipped);
      }
    }
  }

  /** The pipeline of one core over the sub-tiles of its row blocks. */
  private static final class Core {
    private static final int NONE = -1;

    private final RowBlocks blocks;
    private final BlockBuffers buffers;
    private final Buffer states;
    private final List<Core> team;
    private int subTiles;
    private int lastBlock = NONE;
    private int lastTile;
    private int lastSlot;
    private int secondLastBlock = NONE;
    private int secondLastTile;
    private int secondLastSlot;
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
      for (int tile = 0; tile < kept; tile++) {
        announceOutput(n, tile - 2);
        blocks.announceKeys(n, tile);
      }
      if (kept == 0 && announcedBlock != NONE) {
        announceTail(announcedBlock);
        announcedBlock = NONE;
      } else if (kept > 0) {
        announcedBlock = n;
      }
    }

    /**
     * Announces V of sub-tile {@code tile}, counted back into the row block before n if negative.
     */
    private void announceOutput(int n, int tile) {
      if (tile >= 0) {
        blocks.announceValues(n, tile);
      } else if (announcedBlock != NONE) {
        announceBefore(announcedBlock, tile);
      }
    }

    private void announceBefore(int n, int tile) {
      int before = kept(n) + tile;
      if (before >= 0) {
        blocks.announceValues(n, before);
      } else if (n >= blocks.team.size()) {
        announceBefore(n - blocks.team.size(), before);
      }
    }

    private void announceTail(int n) {
      announceBefore(n, -2);
      announceBefore(n, -1);
    }

    private int kept(int n) {
      return blocks.grid.keptKeyTiles(blocks.team.rowBlock(n));
    }

    /** Emits the sub-tiles of row block {@code n}, or drains the pipeline by one. */
    void emit(int n) {
      if (blocks.has(n)) {
        for (int tile = 0; tile < kept(n); tile++) {
          advance(n, tile);
        }
      } else {
        advance(NONE, 0);
      }
    }

    private void advance(int n, int tile) {
      outputSecondLast();
      rescaleLast();
      int slot = n == NONE ? NONE : scores(n, tile);
      ageLast();
      lastBlock = n;
      lastTile = tile;
      lastSlot = slot;
    }

    private void ageLast() {
      secondLastBlock = lastBlock;
      secondLastTile = lastTile;
      secondLastSlot = lastSlot;
      lastBlock = NONE;
    }

    private void rescaleLast() {
      if (lastBlock != NONE && lastTile > 0) {
        blocks.sink.rescale(
            blocks.team.core(lastBlock),
            blocks.slot(states, lastBlock, 0),
            blocks.team.tile(Tensor.STATE, lastBlock, 0),
            blocks.slot(buffers.outputs(), lastBlock, 0),
            blocks.team.tile(Tensor.O, lastBlock, 0),
            blocks.rows(lastBlock),
            blocks.grid.shape().valueDim());
      }
    }

    private int scores(int n, int tile) {
      int core = blocks.team.core(n);
      int slot = buffers.scores().slot(core, 0, subTiles++ % 2);
      blocks.scoreTile(n, tile, EngineKind.MAC, slot);
      blocks.sink.onlineSoftmax(
          core,
          slot,
          blocks.team.tile(Tensor.S, n, tile),
          blocks.slot(states, n, 0),
          blocks.team.tile(Tensor.STATE, n, 0),
          blocks.rows(n),
          blocks.grid.keyCols(tile),
          tile == 0);
      return slot;
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
      blocks.outputTile(n, tile, EngineKind.MAC, secondLastSlot, tile, 1, output, Float.BYTES);
      if (tile == kept(n) - 1) {
        blocks.sink.normalize(
            blocks.team.core(n),
            blocks.slot(states, n, 0),
            blocks.team.tile(Tensor.STATE, n, 0),
            output,
            blocks.team.tile(Tensor.O, n, 0),
            blocks.rows(n),
            blocks.grid.shape().valueDim());
        blocks.storeOutput(n, buffers.outputs());
      }
    }

    /**
     * Drains the other cores of earlier row blocks while the slot of this one's V is in use: they
     * may share it, and be two sub-tiles behind in a group that this core has left.
     */
    private void makeWayFor(int n, int tile) {
      if (blocks.values.holds(tile)) {
        int earliest = Math.max(0, n - 2 * team.size());
        for (int earlier = earliest;
            earlier < n && !blocks.values.comes(blocks.team.ordinal(n), tile);
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
          && blocks.values.holds(lastTile)) {
        rescaleLast();
        ageLast();
        outputSecondLast();
      }
    }

    /** Writes where the pipeline is, seen from row block {@code n}. */
    void describe(State state, int n) {
      state.add(subTiles % 2);
      state.add(lastBlock == NONE ? Long.MIN_VALUE : lastBlock - n);
      state.add(lastTile);
      state.add(secondLastBlock == NONE ? Long.MIN_VALUE : secondLastBlock - n);
      state.add(secondLastTile);
      state.add(announcedBlock == NONE ? Long.MIN_VALUE : announcedBlock - n);
    }

    /** Goes on as if {@code skipped} row blocks of the team had passed. */
    void skip(int skipped) {
      lastBlock += lastBlock == NONE ? 0 : skipped;
      secondLastBlock += secondLastBlock == NONE ? 0 : skipped;
      announcedBlock += announcedBlock == NONE ? 0 : skipped;
    }
  }
}
