package masattention.search.fast;

import java.util.Arrays;

/** The sub-tiles of K or V that stay in L1 for the row blocks of a group: when they came. */
final class Residents {
  final int product;
  int count;
  int copies;
  private Core[] cores = {};
  private int size;

  /** When sub-tiles are usable: [copy][sub-tile], and the latest of them. */
  final long[][] usable = new long[2][0];

  final long[] latest = new long[2];
  final int[] grantedOrdinal = new int[2];
  final int[] grantedTiles = new int[2];

  Residents(int product) {
    this.product = product;
  }

  void start(Core[] newCores, int newCount, int newCopies) {
    cores = newCores;
    size = newCores.length;
    count = newCount;
    copies = newCopies;
    Arrays.fill(grantedOrdinal, -1);
    Arrays.fill(grantedTiles, 0);
    for (int copy = 0; copy < copies; copy++) {
      if (usable[copy].length < count) {
        usable[copy] = new long[count];
      }
    }
    for (Core core : cores) {
      for (int copy = 0; copy < copies; copy++) {
        core.startReads(2 * product + copy, count);
      }
    }
  }

  int copy(int ordinal) {
    return ordinal & (copies - 1);
  }

  void granted(Core loader, int ordinal, int tile, long cycle) {
    int copy = copy(ordinal);
    if (grantedOrdinal[copy] < ordinal) {
      grantedOrdinal[copy] = ordinal;
      grantedTiles[copy] = 0;
    }
    usable[copy][tile] = cycle;
    latest[copy] = cycle;
    if (grantedOrdinal[copy] == ordinal) {
      grantedTiles[copy]++;
    }
    if (size > 1) {
      int at = 2 * product + copy;
      loader.grantedOrdinal[at] = ordinal;
      loader.nextTile[at] = tile + size;
    }
  }

  /**
   * Whether all sub-tiles of a group have come or are about to. Where some cores load more slowly
   * than others, the next group may have begun to come.
   */
  boolean complete(int ordinal) {
    int copy = copy(ordinal);
    int newest = grantedOrdinal[copy];
    return newest == ordinal
        ? grantedTiles[copy] == count
        : newest > ordinal && isGrantedByAll(ordinal);
  }

  /** Sub-tiles of a group that have come or are about to. */
  int comeOf(int ordinal) {
    int copy = copy(ordinal);
    return copies == 2 && grantedOrdinal[copy] == ordinal ? grantedTiles[copy] : 0;
  }

  private boolean isGrantedByAll(int ordinal) {
    for (int tile = Math.max(0, count - size); tile < count; tile++) {
      if (!isGranted(ordinal, tile)) {
        return false;
      }
    }
    return true;
  }

  boolean isGranted(int ordinal, int tile) {
    if (size == 1) {
      int granted = grantedOrdinal[copy(ordinal)];
      return granted > ordinal || (granted == ordinal && grantedTiles[copy(ordinal)] > tile);
    }
    Core loader = cores[tile % size];
    int at = 2 * product + copy(ordinal);
    int newest = loader.grantedOrdinal[at];
    return newest > ordinal || (newest == ordinal && loader.nextTile[at] > tile);
  }

  /** Whether a sub-tile of a group has come or is about to. */
  boolean hasCome(int ordinal, int tile) {
    int newest = grantedOrdinal[copy(ordinal)];
    int tiles = grantedTiles[copy(ordinal)];
    if (newest == ordinal && (tiles == count || size == 1)) {
      return tiles > tile;
    }
    return size == 1 ? newest > ordinal : isGranted(ordinal, tile);
  }

  /** When the slot of a sub-tile of a group is free; unknown while a core has yet to read it. */
  long slotFree(int ordinal, int tile) {
    int before = ordinal - copies;
    if (before < 0) {
      return 0;
    }
    int at = 2 * product + copy(ordinal);
    long free = 0;
    for (Core reader : cores) {
      int done = reader.readOrdinal[at];
      if (done < before || (done == before && reader.readTiles[at] <= tile)) {
        return Core.UNKNOWN;
      }
      free = Math.max(free, reader.reads[at][tile]);
    }
    return free;
  }

  /** Whether the slots of all sub-tiles of a group are free by {@code cycle}. */
  boolean allFree(int ordinal, long cycle) {
    return slotFree(ordinal, 0) >= 0 && isFreeBy(slotFree(ordinal, count - 1), cycle);
  }

  private static boolean isFreeBy(long free, long cycle) {
    return free >= 0 && free <= cycle;
  }

  /** Whether all that can be asked for while a group is in use has come. */
  boolean rests(int ordinal, int groups) {
    return count == 0
        || (complete(ordinal) && (copies == 1 || ordinal + 1 >= groups || complete(ordinal + 1)));
  }

  /** Whether a group is in use and the next one coming in, a share with every row block. */
  boolean fills(int ordinal, long load) {
    int next = ordinal + 1;
    return copies == 2
        && complete(ordinal)
        && grantedOrdinal[copy(next)] == next
        && (ordinal == 0 || isRead(ordinal - 1, load));
  }

  /** Goes on as if {@code tiles} more of a group had come before the last one that did. */
  void fill(int ordinal, int tiles) {
    int copy = copy(ordinal);
    int first = Integer.MAX_VALUE;
    int end = size == 1 ? grantedTiles[copy] + tiles : 0;
    if (size == 1) {
      first = grantedTiles[copy];
    } else {
      for (Core loader : cores) {
        int at = 2 * product + copy;
        if (loader.grantedOrdinal[at] == ordinal) {
          first = Math.min(first, loader.nextTile[at]);
          loader.nextTile[at] += tiles;
          end = Math.max(end, loader.nextTile[at]);
        }
      }
    }
    Arrays.fill(usable[copy], first, Math.min(end, count), latest[copy]);
    grantedTiles[copy] += tiles;
  }

  /**
   * Writes what came when and which slots are free, seen from group {@code ordinal}. What every
   * core has read for the last time is as if it had never come.
   */
  void describe(History.Moment now, int ordinal, long matrix, long load, long channelFree) {
    now.reserve(2 * (4 + count * (1 + size) + size));
    for (int i = 0; i < copies && count > 0; i++) {
      int copy = copy(ordinal + i);
      int granted = grantedOrdinal[copy];
      boolean whole = grantedTiles[copy] == count;
      if (granted < 0 || (whole && isRead(granted, load))) {
        now.add(Long.MIN_VALUE);
        continue;
      }
      now.add(granted - ordinal);
      now.add(grantedTiles[copy]);
      if (latest[copy] > matrix) {
        for (int tile = 0; tile < count; tile++) {
          now.add(Math.max(usable[copy][tile], matrix) - channelFree);
        }
      }
      describeReads(now, whole ? granted : granted - copies, load, channelFree);
    }
  }

  /** Whether every core has read a group for the last time by {@code cycle}. */
  private boolean isRead(int ordinal, long cycle) {
    long free = slotFree(ordinal + copies, count - 1);
    return free >= 0 && free <= cycle;
  }

  /** Writes how far the cores are with reading a group whose slots are wanted. */
  private void describeReads(History.Moment now, int ordinal, long load, long channelFree) {
    if (ordinal < 0 || isRead(ordinal, load)) {
      now.add(Long.MIN_VALUE);
      return;
    }
    int at = 2 * product + copy(ordinal);
    for (Core reader : cores) {
      int newest = reader.readOrdinal[at];
      int done = newest == ordinal ? reader.readTiles[at] : newest < ordinal ? 0 : count;
      now.add(done);
      for (int tile = 0; tile < done; tile++) {
        now.add(Math.max(reader.reads[at][tile], load) - channelFree);
      }
    }
  }
}
