package masattention.schedule;

import java.util.Arrays;
import masattention.program.Buffer;
import masattention.program.ProgramSink;
import masattention.program.State;
import masattention.program.Tile;

/**
 * A core's staging area of two sub-tiles, through which tiles that do not stay in L1 pass in the
 * order announced. A tile is fetched as soon as the tile two places before it has been used.
 */
final class Staging {
  private final ProgramSink sink;
  private final Buffer buffer;
  private final int core;
  private long[] tiles = new long[16];
  private long[] bytes = new long[16];
  private int announced;
  private int fetched;
  private int used;

  Staging(ProgramSink sink, Buffer buffer, int core) {
    this.sink = sink;
    this.buffer = buffer;
    this.core = core;
  }

  /** Says which tile is used after those announced so far. */
  void announce(long tile, long tileBytes) {
    if (announced - used == tiles.length) {
      grow();
    }
    tiles[announced & (tiles.length - 1)] = tile;
    bytes[announced & (tiles.length - 1)] = tileBytes;
    announced++;
    fetch();
  }

  private void grow() {
    long[] oldTiles = tiles;
    long[] oldBytes = bytes;
    tiles = Arrays.copyOf(oldTiles, 2 * oldTiles.length);
    bytes = Arrays.copyOf(oldBytes, 2 * oldBytes.length);
    for (int i = used; i < announced; i++) {
      tiles[i & (tiles.length - 1)] = oldTiles[i & (oldTiles.length - 1)];
      bytes[i & (bytes.length - 1)] = oldBytes[i & (oldBytes.length - 1)];
    }
  }

  private void fetch() {
    while (fetched < announced && fetched - used < buffer.pieces()) {
      int at = fetched & (tiles.length - 1);
      sink.load(core, slotOf(fetched), tiles[at], 1, bytes[at]);
      fetched++;
    }
  }

  private int slotOf(int sequence) {
    return buffer.slot(core, 0, sequence % buffer.pieces());
  }

  /** The slot of the next tile in the order announced, which must be {@code tile}. */
  int slot(long tile) {
    if (used == announced || tiles[used & (tiles.length - 1)] != tile) {
      throw new IllegalStateException("The tiles of the staging area are used out of order.");
    }
    return slotOf(used);
  }

  /** Says that the task that reads the next tile has been emitted. */
  void used() {
    used++;
    fetch();
  }

  /** Writes how far the tiles have come. */
  void describe(State state) {
    state.add(announced - used);
    state.add(fetched - used);
    state.add(used % Math.max(1, buffer.pieces()));
  }

  /** Goes on as if {@code heads} key/value heads had passed. */
  void skipHeads(int heads) {
    for (int i = used; i < announced; i++) {
      tiles[i & (tiles.length - 1)] = Tile.afterHeads(tiles[i & (tiles.length - 1)], heads);
    }
  }
}
