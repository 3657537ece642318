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
 */
public final class ResidentTiles {
  private final BlockGrid grid;
  private final Team team;
  private final ProgramSink sink;
  private final Tensor tensor;
  private final Buffer buffer;
  private final boolean prefetches;
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
      boolean prefetches) {
    this.grid = grid;
    this.team = team;
    this.sink = sink;
    this.tensor = tensor;
    this.buffer = buffer;
    this.prefetches = prefetches;
    usesLeft = new int[buffer.copies() * buffer.pieces()];
  }

  /** How many leading sub-tiles of a group stay. */
  public int count() {
    return buffer.pieces();
  }

  /** Whether sub-tile {@code tile} of a group is one of those that stay. */
  public boolean holds(int tile) {
    return tile < buffer.pieces();
  }

  /** Fetches the first group's sub-tiles. */
  public void fetchFirstGroup() {
    allow(0, buffer.pieces());
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
    return buffer.slot(team.core(0), ordinal % buffer.copies(), tile);
  }

  /** Says that a row block's tasks have read {@code count} sub-tiles from {@code tile} on. */
  void used(int ordinal, int tile, int count) {
    int first = ordinal % buffer.copies() * buffer.pieces() + tile;
    for (int use = first; use < first + count; use++) {
      usesLeft[use]--;
    }
    if (prefetches) {
      if (buffer.copies() == 1) {
        allow(ordinal + 1, buffer.pieces());
      } else {
        fetchAllowed();
      }
    }
  }

  /** Says that all tasks of row block {@code n} that read this matrix have been emitted. */
  void passed(int n) {
    if (prefetches && buffer.copies() > 1) {
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
    int use = nextOrdinal % buffer.copies() * buffer.pieces() + nextTile;
    if (usesLeft[use] > 0) {
      return false;
    }
    usesLeft[use] = uses(nextOrdinal, nextTile);
    if (usesLeft[use] > 0) {
      sink.load(
          team.core(nextTile),
          slotOf(nextOrdinal, nextTile),
          Tile.of(tensor, team.kvHead(nextOrdinal), 0, nextTile),
          1,
          tensor == Tensor.K ? grid.keyTileBytes(nextTile) : grid.valueTileBytes(nextTile));
    }
    if (++nextTile == buffer.pieces()) {
      nextTile = 0;
      nextOrdinal++;
    }
    return true;
  }

  private int uses(int ordinal, int tile) {
    int first =
        tensor == Tensor.K ? grid.firstBlockKeepingKeys(tile) : grid.firstBlockKeepingValues(tile);
    return team.blocksInGroupFrom(ordinal, first);
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
    return nextOrdinal <= ordinal
        || (prefetches && frees && nextOrdinal < Math.min(ordinal + 2, team.groups()));
  }

  /** Whether nothing is to be fetched until the row blocks of group {@code ordinal} have passed. */
  boolean rests(int ordinal) {
    int fetched = Math.min(ordinal + buffer.copies(), team.groups());
    return buffer.pieces() == 0 || (nextTile == 0 && nextOrdinal == fetched);
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
      snapshot.same(Math.min(allowedTiles, buffer.pieces()));
    }
    nextOrdinal = snapshot.count(nextOrdinal);
    allowedOrdinal = snapshot.count(allowedOrdinal);
    allowedTiles = snapshot.count(allowedTiles);
    for (int copy = 0; copy < buffer.copies(); copy++) {
      int first = (ordinal + copy) % buffer.copies() * buffer.pieces();
      for (int use = first; use < first + buffer.pieces(); use++) {
        usesLeft[use] = snapshot.count(usesLeft[use]);
      }
    }
  }
}
