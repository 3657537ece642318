package masattention.schedule;

import java.util.Arrays;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.MatrixRun;
import masattention.program.MatrixTask;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.program.Operand;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;

/**
 * The stages of a team's row blocks, from which schedulers compose their orders: fetch Q, compute a
 * row block's scores, its softmax, its output, store it.
 *
 * <p>Row blocks are named by their number in the team's sequence; a number outside of it is no row
 * block and its stages do nothing, so that pipelines need no special first and last steps.
 * Sub-tiles of K and V that are not resident must be announced in the order of their use.
 */
public class RowBlocks {
  private final BlockGrid grid;
  private final Team team;
  private final ProgramSink sink;
  private final ResidentTiles keys;
  private final ResidentTiles values;
  private final BlockBuffers buffers;
  private final Staging[] staging;
  private final int elementBytes;
  private final long[] scoreTiles;
  private final int[] nextQuery;

  /**
   * The stages of the row blocks of {@code team}, which write to {@code sink}.
   *
   * @param prefetches whether the next group's K and V may come beside this one's last uses
   */
  public RowBlocks(
      Problem problem, Team team, ProgramSink sink, BlockBuffers buffers, boolean prefetches) {
    this.grid = problem.grid();
    this.team = team;
    this.sink = sink;
    this.buffers = buffers;
    elementBytes = problem.shape().elementBytes();
    keys = new ResidentTiles(grid, team, sink, Tensor.K, buffers.keys(), prefetches);
    values = new ResidentTiles(grid, team, sink, Tensor.V, buffers.values(), prefetches);
    scoreTiles = new long[team.size()];
    nextQuery = new int[team.size()];
    Arrays.setAll(nextQuery, core -> core);
    staging = new Staging[team.size()];
    for (int i = 0; i < staging.length; i++) {
      staging[i] = new Staging(sink, buffers.staging(), team.core(i));
    }
  }

  /** Buffers of a row block's stages; those of stages that a scheduler does not use are absent. */
  public record BlockBuffers(
      Buffer queries, Buffer scores, Buffer outputs, Buffer keys, Buffer values, Buffer staging) {}

  /** How the layer is cut. */
  public final BlockGrid grid() {
    return grid;
  }

  /** The team whose row blocks these are. */
  public final Team team() {
    return team;
  }

  /** Where the tasks go. */
  public final ProgramSink sink() {
    return sink;
  }

  /** The K sub-tiles that stay in L1. */
  public final ResidentTiles keys() {
    return keys;
  }

  /** The V sub-tiles that stay in L1. */
  public final ResidentTiles values() {
    return values;
  }

  /** Whether the team has a row block {@code n}. */
  public final boolean has(int n) {
    return 0 <= n && n < team.blocks();
  }

  /** Query rows of row block {@code n}. */
  public final int rows(int n) {
    return grid.rows(team.rowBlock(n));
  }

  /** The slot of a piece of the copy of a buffer that row block {@code n} uses. */
  public final int slot(Buffer buffer, int n, int piece) {
    return buffer.slot(team.core(n), team.turn(n) % buffer.copies(), piece);
  }

  /** Fetches Q of the first {@code blocks} row blocks of every core. */
  public final void fetchFirstQueries(int blocks) {
    for (int n = (blocks - 1) * team.size(); n < blocks * team.size(); n++) {
      fetchQueries(n);
    }
  }

  /** Fetches Q of the row blocks of its core up to {@code n}. */
  public final void fetchQueries(int n) {
    int core = n % team.size();
    for (; nextQuery[core] <= n && has(nextQuery[core]); nextQuery[core] += team.size()) {
      int next = nextQuery[core];
      long tile = team.tile(Tensor.Q, next, 0);
      long bytes = grid.queryBytes(team.rowBlock(next));
      sink.load(team.core(next), slot(buffers.queries(), next, 0), tile, 1, bytes);
    }
  }

  /** Announces K sub-tile {@code tile} of row block {@code n} unless it is resident or dropped. */
  public final void announceKeys(int n, int tile) {
    if (has(n) && tile < grid.keptKeyTiles(team.rowBlock(n)) && !keys.holds(tile)) {
      staging[n % team.size()].announce(keyTile(n, tile), grid.keyTileBytes(tile), 1);
    }
  }

  /** Announces V sub-tile {@code tile} of row block {@code n} unless it is resident or dropped. */
  public final void announceValues(int n, int tile) {
    if (has(n) && tile < grid.keptValueTiles(team.rowBlock(n)) && !values.holds(tile)) {
      staging[n % team.size()].announce(valueTile(n, tile), grid.valueTileBytes(tile), 1);
    }
  }

  /** Announces all K sub-tiles of row block {@code n} that are neither resident nor dropped. */
  public final void announceKeys(int n) {
    int last = has(n) ? grid.keptKeyTiles(team.rowBlock(n)) - 1 : 0;
    if (has(n) && keys.count() < last) {
      int first = keys.count();
      long tile = keyTile(n, first);
      staging[n % team.size()].announce(tile, grid.keyTileBytes(first), last - first);
    }
    announceKeys(n, last);
  }

  /** Announces all V sub-tiles of row block {@code n} that are neither resident nor dropped. */
  public final void announceValues(int n) {
    int last = has(n) ? grid.keptValueTiles(team.rowBlock(n)) - 1 : 0;
    if (has(n) && values.count() < last) {
      int first = values.count();
      long tile = valueTile(n, first);
      staging[n % team.size()].announce(tile, grid.valueTileBytes(first), last - first);
    }
    announceValues(n, last);
  }

  /**
   * Announces V sub-tiles {@code tile} − {@code behind} of row block {@code earlier} and K
   * sub-tiles {@code tile} of row block {@code n} in turn, for every {@code tile} from {@code from}
   * to {@code to}.
   */
  public final void announcePairs(int earlier, int n, int behind, int from, int to) {
    int tile = from;
    int uniform = Math.max(keys.count(), values.count() + behind);
    for (; tile < Math.min(to, uniform); tile++) {
      announceValues(earlier, tile - behind);
      announceKeys(n, tile);
    }
    int last = Math.min(to, lastPair(earlier, n, behind));
    if (tile < last) {
      staging[n % team.size()].announcePairs(
          valueTile(earlier, tile - behind),
          grid.valueTileBytes(tile - behind),
          keyTile(n, tile),
          grid.keyTileBytes(tile),
          last - tile);
      tile = last;
    }
    for (; tile < to; tile++) {
      announceValues(earlier, tile - behind);
      announceKeys(n, tile);
    }
  }

  /** The first pair of sub-tiles of which one is the last of its row block, or dropped. */
  private int lastPair(int earlier, int n, int behind) {
    return has(earlier) && has(n)
        ? Math.min(
            grid.keptValueTiles(team.rowBlock(earlier)) - 1 + behind,
            grid.keptKeyTiles(team.rowBlock(n)) - 1)
        : 0;
  }

  private long keyTile(int n, int tile) {
    return Tile.of(Tensor.K, team.kvHead(team.ordinal(n)), 0, tile);
  }

  private long valueTile(int n, int tile) {
    return Tile.of(Tensor.V, team.kvHead(team.ordinal(n)), 0, tile);
  }

  /** The stage S = Q Kᵀ over the kept sub-tiles of the row block that a step is about. */
  public final Stage scores() {
    return new Sweep(this, 0, buffers.scores().inOneOrder()) {
      @Override
      int kept(int rowBlock) {
        return grid.keptKeyTiles(rowBlock);
      }

      @Override
      int inOneRun(int n) {
        return runOfScores(n);
      }

      @Override
      int resident() {
        return keys.count();
      }

      @Override
      void emitRun(int n) {
        residentScores(n, EngineKind.MAC);
      }

      @Override
      void emitTile(int n, int tile) {
        scoreTile(n, tile, EngineKind.MAC);
      }
    };
  }

  public final int runOfScores(int n) {
    int kept = grid.keptKeyTiles(team.rowBlock(n));
    return grid.depthSlices() > 1 ? 0 : Math.min(Math.min(kept, keys.count()), scoresInOneRow());
  }

  /** The kept sub-tiles of S_n whose K is resident, in one run; returns how many it did. */
  public final int residentScores(int n, EngineKind unit) {
    int kept = grid.keptKeyTiles(team.rowBlock(n));
    int count = runOfScores(n);
    if (count == 0) {
      return 0;
    }
    int ordinal = team.ordinal(n);
    keys.slot(ordinal, count - 1);
    Op.Matmul full = scoresOf(n, 0, 0, unit);
    Op.Matmul last = scoresOf(n, count - 1, 0, unit);
    MatrixTask first =
        new MatrixTask(
            unit,
            team.core(n),
            full,
            Operand.of(slot(buffers.queries(), n, 0), team.tile(Tensor.Q, n, 0)),
            Operand.of(keys.slot(ordinal, 0), keyTile(n, 0)),
            Operand.of(scoreSlot(n, 0), team.tile(Tensor.S, n, 0)));
    sink.matmulRun(new MatrixRun(first, count, full, last, usesLast(n)));
    keys.used(ordinal, 0, count);
    if (count == kept) {
      keys.passed(n);
    }
    return count;
  }

  /**
   * Whether the core of row block {@code n} may see no more of its group; of a causal shape always.
   */
  private boolean usesLast(int n) {
    return grid.shape().causal()
        || team.indexInGroup(n) + team.size() >= team.blocksInGroup(team.ordinal(n));
  }

  /** One kept sub-tile of S_n; the last one of the row block lets the next group's K come. */
  public final void scoreTile(int n, int tile, EngineKind unit) {
    scoreTile(n, tile, unit, scoreSlot(n, tile));
  }

  /** One kept sub-tile of S_n, into a slot of the caller's. */
  public final void scoreTile(int n, int tile, EngineKind unit, int scoreSlot) {
    Staging staged = staging[n % team.size()];
    boolean resident = keys.holds(tile);
    long key = keyTile(n, tile);
    int keySlot = resident ? keys.slot(team.ordinal(n), tile) : staged.slot();
    for (int slice = 0; slice < grid.depthSlices(); slice++) {
      sink.matmul(
          new MatrixTask(
              unit,
              team.core(n),
              scoresOf(n, tile, slice, unit),
              Operand.of(slot(buffers.queries(), n, 0), team.tile(Tensor.Q, n, 0)),
              Operand.of(keySlot, key),
              Operand.of(scoreSlot, team.tile(Tensor.S, n, tile))));
    }
    if (resident) {
      keys.used(team.ordinal(n), tile, 1);
    } else {
      staged.used();
    }
    if (tile == grid.keptKeyTiles(team.rowBlock(n)) - 1) {
      keys.passed(n);
    }
  }

  private Op.Matmul scoresOf(int n, int tile, int slice, EngineKind unit) {
    return new Op.Matmul(
        Product.SCORES,
        rows(n),
        grid.depth(slice),
        grid.keyCols(tile),
        slice > 0,
        unit != EngineKind.MAC,
        elementBytes,
        elementBytes);
  }

  /** Leading sub-tiles of a row block's scores that lie in consecutive slots. */
  protected int scoresInOneRow() {
    return grid.keyTiles();
  }

  /** Where sub-tile {@code tile} of S_n and P_n lies. */
  public int scoreSlot(int n, int tile) {
    return slot(buffers.scores(), n, tile);
  }

  /** P_n = softmax(S_n), in place. */
  public void softmax(int n) {
    if (has(n)) {
      int slot = scoreSlot(n, 0);
      int kept = grid.keptKeyTiles(team.rowBlock(n));
      sink.softmax(
          team.core(n),
          slot,
          kept,
          slot,
          team.tile(Tensor.S, n, 0),
          kept,
          rows(n),
          grid.keptCols(team.rowBlock(n)));
    }
  }

  /**
   * The stage O = P V over the kept sub-tiles, of the row block {@code lag} row blocks of the core
   * before the one that a step is about.
   */
  public final Stage outputs(int lag) {
    return new Sweep(this, lag, buffers.scores().inOneOrder()) {
      @Override
      int kept(int rowBlock) {
        return grid.keptValueTiles(rowBlock);
      }

      @Override
      int inOneRun(int n) {
        return runOfOutputs(n);
      }

      @Override
      int resident() {
        return values.count();
      }

      @Override
      void emitRun(int n) {
        residentOutputs(n, EngineKind.MAC);
      }

      @Override
      void emitTile(int n, int tile) {
        outputTile(n, tile, EngineKind.MAC);
      }
    };
  }

  public final int runOfOutputs(int n) {
    boolean splits = grid.tiling().valueColsPerTile() != grid.tiling().colsPerTile();
    return splits ? 0 : Math.min(grid.keptValueTiles(team.rowBlock(n)), values.count());
  }

  /**
   * The products of the kept V sub-tiles that are resident, in one run; returns how many it did.
   */
  public final int residentOutputs(int n, EngineKind unit) {
    int kept = grid.keptValueTiles(team.rowBlock(n));
    int count = runOfOutputs(n);
    if (count == 0) {
      return 0;
    }
    int ordinal = team.ordinal(n);
    values.slot(ordinal, count - 1);
    MatrixTask first =
        new MatrixTask(
            unit,
            team.core(n),
            outputOf(n, grid.valueCols(0), false, unit, elementBytes),
            Operand.of(scoreSlot(n, 0), team.tile(Tensor.P, n, 0)),
            Operand.of(values.slot(ordinal, 0), valueTile(n, 0)),
            Operand.of(slot(buffers.outputs(), n, 0), team.tile(Tensor.O, n, 0)));
    Op.Matmul next = outputOf(n, grid.valueCols(0), true, unit, elementBytes);
    Op.Matmul last = outputOf(n, grid.valueCols(count - 1), true, unit, elementBytes);
    sink.matmulRun(new MatrixRun(first, count, next, last, usesLast(n)));
    values.used(ordinal, 0, count);
    if (count == kept) {
      values.passed(n);
    }
    return count;
  }

  /** The products of one kept V sub-tile, added to O_n. */
  public final void outputTile(int n, int tile, EngineKind unit) {
    int first = tile * grid.tiling().valueColsPerTile();
    int firstScore = first / grid.tiling().colsPerTile();
    int lastScore = (first + keptValueCols(n, tile) - 1) / grid.tiling().colsPerTile();
    Operand probabilities =
        new Operand(
            scoreSlot(n, firstScore),
            team.tile(Tensor.P, n, firstScore),
            lastScore - firstScore + 1);
    outputTile(n, tile, unit, probabilities, slot(buffers.outputs(), n, 0), elementBytes);
  }

  private Op.Matmul outputOf(int n, int keys, boolean accumulates, EngineKind unit, int outBytes) {
    return new Op.Matmul(
        Product.VALUES,
        rows(n),
        keys,
        grid.shape().valueDim(),
        accumulates,
        unit != EngineKind.MAC,
        elementBytes,
        outBytes);
  }

  /** Keys of a V sub-tile that meet a kept column of the scores. */
  private int keptValueCols(int n, int tile) {
    int before = tile * grid.tiling().valueColsPerTile();
    return Math.min(grid.valueCols(tile), grid.keptCols(team.rowBlock(n)) - before);
  }

  /** The products of one kept V sub-tile, with P and O in slots of the caller's. */
  public final void outputTile(
      int n,
      int tile,
      EngineKind unit,
      Operand probabilities,
      int outputSlot,
      int outputElementBytes) {
    Staging staged = staging[n % team.size()];
    boolean resident = values.holds(tile);
    long value = valueTile(n, tile);
    int valueSlot = resident ? values.slot(team.ordinal(n), tile) : staged.slot();
    sink.matmul(
        new MatrixTask(
            unit,
            team.core(n),
            outputOf(n, keptValueCols(n, tile), tile > 0, unit, outputElementBytes),
            probabilities,
            Operand.of(valueSlot, value),
            Operand.of(outputSlot, team.tile(Tensor.O, n, 0))));
    if (resident) {
      values.used(team.ordinal(n), tile, 1);
    } else {
      staged.used();
    }
    if (tile == grid.keptValueTiles(team.rowBlock(n)) - 1) {
      values.passed(n);
    }
  }

  /** Stores O_n. */
  public final void storeOutput(int n) {
    storeOutput(n, buffers.outputs());
  }

  /** Stores O_n from a buffer of the caller's. */
  public final void storeOutput(int n, Buffer from) {
    if (has(n)) {
      sink.store(
          team.core(n),
          slot(from, n, 0),
          team.tile(Tensor.O, n, 0),
          1,
          grid.outputBytes(team.rowBlock(n)),
          false);
    }
  }

  /** The copy of a buffer of score sub-tiles that the next sub-tile of a core takes. */
  public final long nextScoreCopy(int n) {
    return scoreTiles[n % team.size()]++;
  }

  /**
   * How often the user of a buffer in a core has gone on to the next copy, the core being at row
   * block {@code n} and the last of its team at {@code last}.
   */
  final int copyInUse(Buffer buffer, int core, int n, int last) {
    return switch (buffer.turn()) {
      case ROW_BLOCK -> team.turn(n);
      case GROUP -> team.ordinal(last);
      case SCORE_TILE -> (int) (scoreTiles[core - team.core(0)] % buffer.copies());
      case STAGED -> (int) (staging[core - team.core(0)].usedCount() % buffer.copies());
    };
  }

  /** Hands over how far the emission of a core is, seen from its row block {@code n}. */
  final void visitCore(Snapshot snapshot, int core, int n) {
    snapshot.same(buffers.queries().pieces() == 0 ? 0 : nextQuery[core] - n);
    nextQuery[core] = snapshot.count(nextQuery[core]);
    staging[core].visit(snapshot);
    scoreTiles[core] = snapshot.count(scoreTiles[core]);
  }

  /** Hands over how far the resident sub-tiles are, seen from row block {@code n}. */
  final void visitResidents(Snapshot snapshot, int n) {
    keys.visit(snapshot, team.ordinal(n));
    values.visit(snapshot, team.ordinal(n));
  }

  /**
   * Whether step {@code n} fetches no resident sub-tiles and none of its tasks frees the slot of
   * one, so that the cores of a team need not keep to the order of the steps.
   */
  final boolean keepsResidents(int n) {
    int inGroup = team.indexInGroup(n);
    int ordinal = team.ordinal(n);
    return has(n)
        && inGroup >= 2 * team.size()
        && inGroup < team.blocksInGroup(ordinal) - team.size()
        && rests(n);
  }

  /** Whether no resident sub-tile is to be fetched until the group of {@code n} has passed. */
  final boolean rests(int n) {
    return keys.rests(team.ordinal(n)) && values.rests(team.ordinal(n));
  }
}
