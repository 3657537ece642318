package masattention.schedule;

import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.Op.Product;
import masattention.program.ProgramSink;
import masattention.program.State;
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
class RowBlocks {
  final BlockGrid grid;
  final Team team;
  final ProgramSink sink;
  final ResidentTiles keys;
  final ResidentTiles values;
  private final BlockBuffers buffers;
  private final Staging[] staging;
  private final int elementBytes;
  private int nextQuery;

  RowBlocks(
      Problem problem, Team team, ProgramSink sink, BlockBuffers buffers, boolean prefetches) {
    this.grid = problem.grid();
    this.team = team;
    this.sink = sink;
    this.buffers = buffers;
    elementBytes = problem.shape().elementBytes();
    keys = new ResidentTiles(grid, team, sink, Tensor.K, buffers.keys(), prefetches);
    values = new ResidentTiles(grid, team, sink, Tensor.V, buffers.values(), prefetches);
    staging = new Staging[team.size()];
    for (int i = 0; i < staging.length; i++) {
      staging[i] = new Staging(sink, buffers.staging(), team.core(i));
    }
  }

  /** Buffers of a row block's stages; those of stages that a scheduler does not use are absent. */
  record BlockBuffers(
      Buffer queries, Buffer scores, Buffer outputs, Buffer keys, Buffer values, Buffer staging) {}

  final boolean has(int n) {
    return 0 <= n && n < team.blocks();
  }

  final int rows(int n) {
    return grid.rows(team.rowBlock(n));
  }

  final int slot(Buffer buffer, int n, int piece) {
    return buffer.slot(team.core(n), team.turn(n) % buffer.copies(), piece);
  }

  /** Fetches Q of the row blocks up to {@code n}. */
  final void fetchQueries(int n) {
    while (nextQuery <= n && has(nextQuery)) {
      long tile = team.tile(Tensor.Q, nextQuery, 0);
      long bytes = grid.queryBytes(team.rowBlock(nextQuery));
      sink.load(team.core(nextQuery), slot(buffers.queries(), nextQuery, 0), tile, 1, bytes);
      nextQuery++;
    }
  }

  /** Announces K sub-tile {@code tile} of row block {@code n} unless it is resident or dropped. */
  final void announceKeys(int n, int tile) {
    if (has(n) && tile < grid.keptKeyTiles(team.rowBlock(n)) && !keys.holds(tile)) {
      staging[n % team.size()].announce(keyTile(n, tile), grid.keyTileBytes(tile));
    }
  }

  /** Announces V sub-tile {@code tile} of row block {@code n} unless it is resident or dropped. */
  final void announceValues(int n, int tile) {
    if (has(n) && tile < grid.keptValueTiles(team.rowBlock(n)) && !values.holds(tile)) {
      staging[n % team.size()].announce(valueTile(n, tile), grid.valueTileBytes(tile));
    }
  }

  final void announceKeys(int n) {
    for (int tile = keys.count(); tile < grid.keyTiles(); tile++) {
      announceKeys(n, tile);
    }
  }

  final void announceValues(int n) {
    for (int tile = values.count(); tile < grid.valueTiles(); tile++) {
      announceValues(n, tile);
    }
  }

  private long keyTile(int n, int tile) {
    return Tile.of(Tensor.K, team.kvHead(team.ordinal(n)), 0, tile);
  }

  private long valueTile(int n, int tile) {
    return Tile.of(Tensor.V, team.kvHead(team.ordinal(n)), 0, tile);
  }

  /** S_n = Q_n Kᵀ over the kept sub-tiles. */
  final void scores(int n) {
    if (has(n)) {
      int kept = grid.keptKeyTiles(team.rowBlock(n));
      for (int tile = residentScores(n, EngineKind.MAC); tile < kept; tile++) {
        scoreTile(n, tile, EngineKind.MAC);
      }
    }
  }

  /** The kept sub-tiles of S_n whose K is resident, in one run; returns how many it did. */
  final int residentScores(int n, EngineKind unit) {
    int kept = grid.keptKeyTiles(team.rowBlock(n));
    int count = Math.min(Math.min(kept, keys.count()), scoresInOneRow());
    if (count == 0 || grid.depthSlices() > 1) {
      return 0;
    }
    int ordinal = team.ordinal(n);
    keys.slot(ordinal, count - 1);
    sink.matmulRun(
        unit,
        team.core(n),
        Product.SCORES,
        slot(buffers.queries(), n, 0),
        team.tile(Tensor.Q, n, 0),
        keys.slot(ordinal, 0),
        keyTile(n, 0),
        scoreSlot(n, 0),
        team.tile(Tensor.S, n, 0),
        count,
        rows(n),
        grid.keyCols(0),
        grid.keyCols(count - 1),
        grid.depth(0),
        elementBytes,
        usesLast(n));
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
  final void scoreTile(int n, int tile, EngineKind unit) {
    scoreTile(n, tile, unit, scoreSlot(n, tile));
  }

  /** One kept sub-tile of S_n, into a slot of the caller's. */
  final void scoreTile(int n, int tile, EngineKind unit, int scoreSlot) {
    Staging staged = staging[n % team.size()];
    boolean resident = keys.holds(tile);
    long key = keyTile(n, tile);
    int keySlot = resident ? keys.slot(team.ordinal(n), tile) : staged.slot(key);
    for (int slice = 0; slice < grid.depthSlices(); slice++) {
      sink.matmul(
          unit,
          team.core(n),
          Product.SCORES,
          slot(buffers.queries(), n, 0),
          team.tile(Tensor.Q, n, 0),
          1,
          keySlot,
          key,
          scoreSlot,
          team.tile(Tensor.S, n, tile),
          rows(n),
          grid.depth(slice),
          grid.keyCols(tile),
          slice > 0,
          elementBytes);
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

  /** Leading sub-tiles of a row block's scores that lie in consecutive slots. */
  int scoresInOneRow() {
    return grid.keyTiles();
  }

  /** Where sub-tile {@code tile} of S_n and P_n lies. */
  int scoreSlot(int n, int tile) {
    return slot(buffers.scores(), n, tile);
  }

  /** P_n = softmax(S_n), in place. */
  void softmax(int n) {
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

  /** O_n = P_n V over the kept sub-tiles. */
  final void outputs(int n) {
    if (has(n)) {
      int kept = grid.keptValueTiles(team.rowBlock(n));
      for (int tile = residentOutputs(n, EngineKind.MAC); tile < kept; tile++) {
        outputTile(n, tile, EngineKind.MAC);
      }
    }
  }

  /**
   * The products of the kept V sub-tiles that are resident, in one run; returns how many it did.
   */
  final int residentOutputs(int n, EngineKind unit) {
    int kept = grid.keptValueTiles(team.rowBlock(n));
    int count = Math.min(kept, values.count());
    if (count == 0 || grid.tiling().valueColsPerTile() != grid.tiling().colsPerTile()) {
      return 0;
    }
    int ordinal = team.ordinal(n);
    values.slot(ordinal, count - 1);
    sink.matmulRun(
        unit,
        team.core(n),
        Product.VALUES,
        scoreSlot(n, 0),
        team.tile(Tensor.P, n, 0),
        values.slot(ordinal, 0),
        valueTile(n, 0),
        slot(buffers.outputs(), n, 0),
        team.tile(Tensor.O, n, 0),
        count,
        rows(n),
        grid.valueCols(0),
        grid.valueCols(count - 1),
        grid.shape().valueDim(),
        elementBytes,
        usesLast(n));
    values.used(ordinal, 0, count);
    if (count == kept) {
      values.passed(n);
    }
    return count;
  }

  /** The products of one kept V sub-tile, added to O_n. */
  final void outputTile(int n, int tile, EngineKind unit) {
    int first = tile * grid.tiling().valueColsPerTile();
    int firstScore = first / grid.tiling().colsPerTile();
    int lastScore = (first + keptValueCols(n, tile) - 1) / grid.tiling().colsPerTile();
    outputTile(
        n,
        tile,
        unit,
        scoreSlot(n, firstScore),
        firstScore,
        lastScore - firstScore + 1,
        slot(buffers.outputs(), n, 0),
        elementBytes);
  }

  /** Keys of a V sub-tile that meet a kept column of the scores. */
  private int keptValueCols(int n, int tile) {
    int before = tile * grid.tiling().valueColsPerTile();
    return Math.min(grid.valueCols(tile), grid.keptCols(team.rowBlock(n)) - before);
  }

  /** The products of one kept V sub-tile, with P and O in slots of the caller's. */
  final void outputTile(
      int n,
      int tile,
      EngineKind unit,
      int probabilitySlot,
      int firstProbability,
      int probabilityTiles,
      int outputSlot,
      int outputElementBytes) {
    Staging staged = staging[n % team.size()];
    boolean resident = values.holds(tile);
    long value = valueTile(n, tile);
    int valueSlot = resident ? values.slot(team.ordinal(n), tile) : staged.slot(value);
    sink.matmul(
        unit,
        team.core(n),
        Product.VALUES,
        probabilitySlot,
        team.tile(Tensor.P, n, firstProbability),
        probabilityTiles,
        valueSlot,
        value,
        outputSlot,
        team.tile(Tensor.O, n, 0),
        rows(n),
        keptValueCols(n, tile),
        grid.shape().valueDim(),
        tile > 0,
        outputElementBytes);
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
  final void storeOutput(int n) {
    storeOutput(n, buffers.outputs());
  }

  /** Stores O_n from a buffer of the caller's. */
  final void storeOutput(int n, Buffer from) {
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

  /** Writes how far the emission is, seen from row block {@code n}. */
  void describe(State state, int n) {
    state.add(buffers.queries().pieces() == 0 ? 0 : nextQuery - n);
    keys.describe(state, team.ordinal(n));
    values.describe(state, team.ordinal(n));
    for (Staging staged : staging) {
      staged.describe(state);
    }
  }

  /** Whether the row blocks from {@code n} on are alike until their head or group changes. */
  boolean isSteady(int n) {
    return keys.rests(team.ordinal(n)) && values.rests(team.ordinal(n));
  }

  /** Goes on as if {@code blocks} row blocks more of the group of {@code n} had passed. */
  void skipBlocks(int n, int blocks) {
    nextQuery += blocks;
    keys.skipBlocks(team.ordinal(n), blocks);
    values.skipBlocks(team.ordinal(n), blocks);
  }

  /** Goes on as if {@code groups} groups with {@code blocks} row blocks had passed. */
  void skipGroups(int groups, int blocks) {
    nextQuery += blocks;
    keys.skipGroups(groups);
    values.skipGroups(groups);
    for (Staging staged : staging) {
      staged.skipHeads(groups * team.groupStride());
    }
  }
}
