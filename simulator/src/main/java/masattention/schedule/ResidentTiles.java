package masattention.schedule;

import masattention.program.Buffer;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;

/**
 * The sub-tiles of K or V that stay in L1 while the row blocks of their group pass.
 *
 * <p>With one buffer, a sub-tile of the next group is fetched as soon as the last row block has
 * used this group's. With two, the next group's sub-tiles are fetched while this group computes,
 * the same number beside every row block. Sub-tile j is fetched by the team's core j modulo its
 * size.
 *
 * <p>Under a window they roll: each has the slot after that of the one before, head after head, is
 * fetched once, as soon as the slot is free, and leaves with the last row block that sees it.
 */
public final class ResidentTiles {
  private final BlockGrid grid;
  private final Team team;
  private final ProgramSink sink;
  private final Tensor tensor;
  private final Buffer buffer;
  private final boolean prefetches;
  private final DeferredFetches deferred;
  private final boolean rolls;

  /** The first sub-tile of a group that stays, and the one after the last. */
  private final int first;

  private final int end;
  private final int[] usesLeft;
  private int nextOrdinal;
  private int nextTile;
  private int allowedOrdinal;
  private int allowedTiles;

  ResidentTiles(
      BlockGrid grid,
      Team team,
      ProgramSink sink,
      Tensor tensor,
      Buffer buffer,
      boolean prefetches,
      DeferredFetches deferred) {
    this.deferred = deferred;
    this.grid = grid;
    this.team = team;
    this.sink = sink;
    this.tensor = tensor;
    this.buffer = buffer;
    this.prefetches = prefetches;
    usesLeft = new int[buffer.copies() * buffer.pieces()];
    rolls = grid.shape().hasWindow() && buffer.pieces() > 0;
    boolean ofKeys = tensor == Tensor.K;
    first = !rolls ? 0 : ofKeys ? grid.kept(0).firstKey() : grid.kept(0).firstValue();
    end = !rolls ? buffer.pieces() : ofKeys ? grid.keyTiles() : grid.valueTiles();
    nextTile = first;
    nextOrdinal = team.findsResidents() ? team.groups() : 0;
  }

  /** How many leading sub-tiles of a group stay. */
  public int count() {
    return end;
  }

  /** Whether they roll through their slots, so that consecutive ones may lie apart. */
  boolean rolls() {
    return rolls;
  }

  /** Whether sub-tile {@code tile} of a group is one of those that stay. */
  public boolean holds(int tile) {
    return tile < end;
  }

  /** Fetches the first group's sub-tiles; those of the first row blocks where they roll. */
  public void fetchFirstGroup() {
    if (!rolls) {
      allow(0, end);
      return;
    }
    for (int n = 0; n < Math.min(team.size(), team.blocks()); n++) {
      int block = team.rowBlock(n);
      int needed = tensor == Tensor.K ? grid.kept(block).keyEnd() : grid.kept(block).valueEnd();
      if (!comes(team.ordinal(n), needed - 1)) {
        return;
      }
    }
  }

  /**
   * Fetches a sub-tile and those before it unless they already were; false while a slot is still in
   * use.
   */
  public boolean comes(int ordinal, int tile) {
    while (nextOrdinal < ordinal || (nextOrdinal == ordinal && nextTile <= tile)) {
      if (!fetchNext()) {
        return false;
      }
    }
    return true;
  }

  /** The slot of a sub-tile; it and those before it are fetched now unless they already were. */
  int slot(int ordinal, int tile) {
    if (!comes(ordinal, tile)) {
      throw new IllegalStateException(
          "The %s sub-tile %s of group %s is wanted before its slot is free."
              .formatted(tensor, tile, ordinal));
    }
    return slotOf(ordinal, tile);
  }

  private int slotOf(int ordinal, int tile) {
    return rolls
        ? buffer.slot(team.core(0), place(ordinal, tile), 0)
        : buffer.slot(team.core(0), ordinal % buffer.copies(), tile);
  }

  /** The number of a slot of the team. */
  private int place(int ordinal, int tile) {
    return rolls
        ? (int) (((long) ordinal * (end - first) + tile - first) % buffer.copies())
        : ordinal % buffer.copies() * buffer.pieces() + tile;
  }

  /** Says that a row block's tasks have read {@code count} sub-tiles from {@code tile} on. */
  void used(int ordinal, int tile, int count) {
    int place = place(ordinal, tile);
    for (int use = place; use < place + count; use++) {
      usesLeft[use]--;
    }
    if (prefetches) {
      if (rolls) {
        allow(ordinal + 2, first);
      } else if (buffer.copies() == 1) {
        allow(ordinal + 1, end);
      } else {
        fetchAllowed();
      }
    }
  }

  /** Says that all tasks of row block {@code n} that read this matrix have been emitted. */
  void passed(int n) {
    if (prefetches && !rolls && buffer.copies() > 1) {
      int ordinal = team.ordinal(n);
      allow(ordinal + 1, (team.indexInGroup(n) + 1) * perBlock(ordinal));
    }
  }

  /** Sub-tiles of the next group fetched beside every row block of a group. */
  private int perBlock(int ordinal) {
    return (buffer.pieces() - 1) / team.blocksInGroup(ordinal) + 1;
  }

  private void allow(int ordinal, int tiles) {
    if (ordinal > allowedOrdinal) {
      allowedOrdinal = ordinal;
      allowedTiles = tiles;
    } else if (ordinal == allowedOrdinal) {
      allowedTiles = Math.max(allowedTiles, tiles);
    }
    fetchAllowed();
  }

  private void fetchAllowed() {
    while (nextOrdinal < team.groups()
        && (nextOrdinal < allowedOrdinal
            || (nextOrdinal == allowedOrdinal && nextTile < allowedTiles))) {
      if (!fetchNext()) {
        return;
      }
    }
  }

  /** Fetches the next sub-tile if its slot is free. */
  private boolean fetchNext() {
    if (buffer.pieces() == 0) {
      nextOrdinal++;
      return true;
    }
    int use = place(nextOrdinal, nextTile);
    if (usesLeft[use] > 0) {
      return false;
    }
    usesLeft[use] = uses(nextOrdinal, nextTile);
    if (usesLeft[use] > 0 && !deferred.defers(nextTile % team.size(), this, nextTile)) {
      load(nextOrdinal, nextTile);
    }
    if (++nextTile == end) {
      nextTile = first;
      nextOrdinal++;
    }
    return true;
  }

  private void load(int ordinal, int tile) {
    sink.load(
        team.core(tile),
        slotOf(ordinal, tile),
        Tile.of(tensor, team.kvHead(ordinal), 0, tile),
        1,
        tensor == Tensor.K ? grid.keyTileBytes(tile) : grid.valueTileBytes(tile));
  }

  /** Loads a sub-tile that was fetched last but for its load. */
  void load(int tile) {
    load(tile < nextTile ? nextOrdinal : nextOrdinal - 1, tile);
  }

  /** A number of a sub-tile, none of which K and V share. */
  long numberOf(int tile) {
    return 2L * tile + (tensor == Tensor.K ? 0 : 1);
  }

  /**
   * Whether row block {@code n} fetches nothing but the next group's sub-tiles, as it reads those
   * of its own for the last time, and may do so though other cores are at earlier steps.
   *
   * @param reads whether it is about to read some
   */
  boolean mayDefer(int n, boolean reads) {
    if (!fetchesAt(n)) {
      return true;
    }
    int ordinal = team.ordinal(n);
    if (buffer.copies() > 1 || rolls || nextOrdinal <= ordinal) {
      return false;
    }
    for (int tile = nextTile; reads && tile < end; tile++) {
      if (usesLeft[tile] > 1) {
        return false;
      }
    }
    return true;
  }

  private int uses(int ordinal, int tile) {
    return tensor == Tensor.K
        ? team.blocksInGroup(
            ordinal, grid.firstBlockKeepingKeys(tile), grid.lastBlockKeepingKeys(tile))
        : team.blocksInGroup(
            ordinal, grid.firstBlockKeepingValues(tile), grid.lastBlockKeepingValues(tile));
  }

  /** How many have been fetched or left out where they roll, else the group that is in use. */
  int turn(int ordinal) {
    return rolls ? place(nextOrdinal, nextTile) : ordinal;
  }

  /**
   * Whether a sub-tile may be fetched because of the tasks of row block {@code n} that read this
   * matrix, those of all earlier row blocks having been emitted. Of a group's sub-tiles the first
   * is in use to the last row block.
   */
  boolean fetchesAt(int n) {
    if (buffer.pieces() == 0 || n < 0 || n >= team.blocks()) {
      return false;
    }
    int ordinal = team.ordinal(n);
    boolean frees = buffer.copies() > 1 || team.indexInGroup(n) == team.blocksInGroup(ordinal) - 1;
    return rolls
        || nextOrdinal <= ordinal
        || (prefetches && frees && nextOrdinal < Math.min(ordinal + 2, team.groups()));
  }

  /** Whether nothing is to be fetched until the row blocks of group {@code ordinal} have passed. */
  boolean rests(int ordinal) {
    int fetched = Math.min(ordinal + buffer.copies(), team.groups());
    return buffer.pieces() == 0 || (!rolls && nextTile == 0 && nextOrdinal == fetched);
  }

  /** Hands over how far the fetching is, seen from group {@code ordinal}. */
  void visit(Snapshot snapshot, int ordinal) {
    if (buffer.pieces() == 0) {
      return;
    }
    snapshot.same(nextOrdinal - ordinal);
    snapshot.same(nextTile);
    if (allowedOrdinal >= nextOrdinal) {
      snapshot.same(allowedOrdinal - ordinal);
      snapshot.same(Math.min(allowedTiles, end));
    }
    nextOrdinal = snapshot.count(nextOrdinal);
    allowedOrdinal = snapshot.count(allowedOrdinal);
    allowedTiles = snapshot.count(allowedTiles);
    int turn = turn(ordinal);
    for (int copy = 0; copy < buffer.copies(); copy++) {
      int from = (turn + copy) % buffer.copies() * buffer.pieces();
      for (int use = from; use < from + buffer.pieces(); use++) {
        usesLeft[use] = snapshot.count(usesLeft[use]);
      }
    }
  }
}
