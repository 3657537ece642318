package masattention.search.fast;

import java.util.Arrays;
import masattention.schedule.Team;

/**
 * The sub-tiles of K or V that stay in L1 for a team's row blocks: when they are fetched, and when
 * they came.
 */
final class Residents {
  final int product;
  int count;
  private int copies;
  private int size;
  private boolean prefetches;
  private Team team;
  private Core[] cores = {};
  int skippedGroups;

  // what is asked for
  int nextOrdinal;
  int nextTile;
  int allowedOrdinal;
  int allowedTiles;
  private final int[] usesLeft = new int[2];

  /** The same by sub-tile, where row blocks do not use all of them at once. */
  private final int[][] usesLeftOf = new int[2][0];

  private boolean byTile;

  // what came
  final long[][] usable = new long[2][0];
  final long[] latest = new long[2];
  final int[] grantedOrdinal = new int[2];
  final int[] grantedTiles = new int[2];

  /** When each core has read a sub-tile for the last time: [copy][core in the team][sub-tile]. */
  private long[][][] read = new long[2][0][];

  Residents(int product) {
    this.product = product;
  }

  void start(
      Team newTeam,
      Core[] newCores,
      int newCount,
      int newCopies,
      boolean newPrefetches,
      boolean newByTile) {
    team = newTeam;
    cores = newCores;
    size = newTeam.size();
    count = newCount;
    copies = newCopies;
    prefetches = newPrefetches;
    byTile = newByTile;
    skippedGroups = 0;
    nextOrdinal = 0;
    nextTile = 0;
    allowedOrdinal = 0;
    allowedTiles = 0;
    Arrays.fill(usesLeft, 0);
    Arrays.fill(grantedOrdinal, -1);
    for (int copy = 0; copy < copies; copy++) {
      if (usable[copy].length < count) {
        usable[copy] = new long[count];
      }
      if (usesLeftOf[copy].length < count) {
        usesLeftOf[copy] = new int[count];
      }
      Arrays.fill(usesLeftOf[copy], 0);
      if (read[copy].length < size) {
        read[copy] = new long[size][0];
      }
      for (int core = 0; core < size; core++) {
        if (read[copy][core].length < count) {
          read[copy][core] = new long[count];
        }
      }
    }
  }

  int copies() {
    return copies;
  }

  int copy(int ordinal) {
    return copies == 1 ? 0 : ordinal & 1;
  }

  // ---- asking

  void fetchFirstGroup() {
    if (count > 0) {
      allow(0, count);
    }
  }

  /** Makes sure that all sub-tiles of a group have been asked for. */
  void demand(int ordinal) {
    while (nextOrdinal <= ordinal) {
      if (!fetch(count)) {
        throw new IllegalStateException("A resident sub-tile is wanted before its slot is free.");
      }
    }
  }

  /** Asks for a sub-tile and those before it; false while the slot of one of them is in use. */
  boolean comes(int ordinal, int tile) {
    while (nextOrdinal < ordinal || (nextOrdinal == ordinal && nextTile <= tile)) {
      if (!fetch(nextTile + 1)) {
        return false;
      }
    }
    return true;
  }

  /** Says that the task of a row block with one sub-tile of a group has been emitted. */
  void used(int ordinal, int tile) {
    usesLeftOf[copy(ordinal)][tile]--;
    if (prefetches) {
      if (copies == 1) {
        allow(ordinal + 1, count);
      } else {
        fetchAllowed();
      }
    }
  }

  /** Says that the tasks of a row block with the sub-tiles of a group have been emitted. */
  void used(int ordinal) {
    usesLeft[copy(ordinal)]--;
    if (prefetches) {
      if (copies == 1) {
        allow(ordinal + 1, count);
      } else {
        fetchAllowed();
      }
    }
  }

  /** Says that a row block, number {@code indexInGroup} of its group, has no more use of them. */
  void passed(int ordinal, int indexInGroup) {
    if (prefetches && copies > 1) {
      int perBlock = (count - 1) / team.blocksInGroup(ordinal + skippedGroups) + 1;
      allow(ordinal + 1, (indexInGroup + 1) * perBlock);
    }
  }

  private void allow(int ordinal, int tiles) {
    if (ordinal > allowedOrdinal) {
      allowedOrdinal = ordinal;
      allowedTiles = tiles;
    } else if (ordinal == allowedOrdinal && tiles > allowedTiles) {
      allowedTiles = tiles;
    }
    fetchAllowed();
  }

  private void fetchAllowed() {
    int groups = team.groups() - skippedGroups;
    while (nextOrdinal < groups
        && (nextOrdinal < allowedOrdinal
            || (nextOrdinal == allowedOrdinal && nextTile < allowedTiles))) {
      if (!fetch(nextOrdinal < allowedOrdinal ? count : Math.min(count, allowedTiles))) {
        return;
      }
    }
  }

  /** Asks for the sub-tiles of the next group up to {@code end} unless their slots are in use. */
  private boolean fetch(int end) {
    return byTile ? fetchOneByOne(end) : fetchAtOnce(end);
  }

  private boolean fetchOneByOne(int end) {
    int copy = copy(nextOrdinal);
    while (nextTile < end) {
      if (usesLeftOf[copy][nextTile] > 0) {
        return false;
      }
      usesLeftOf[copy][nextTile] = team.blocksInGroup(nextOrdinal + skippedGroups);
      cores[nextTile % size].enqueue(product, nextOrdinal, nextTile, nextTile + 1);
      nextTile++;
    }
    if (nextTile == count) {
      nextTile = 0;
      nextOrdinal++;
    }
    return true;
  }

  private boolean fetchAtOnce(int end) {
    int copy = copy(nextOrdinal);
    if (nextTile == 0) {
      if (usesLeft[copy] > 0) {
        return false;
      }
      usesLeft[copy] = team.blocksInGroup(nextOrdinal + skippedGroups);
    }
    for (int core = 0; core < size; core++) {
      int first = nextTile + Math.floorMod(core - nextTile, size);
      if (first < end) {
        cores[core].enqueue(product, nextOrdinal, first, end);
      }
    }
    nextTile = end;
    if (nextTile == count) {
      nextTile = 0;
      nextOrdinal++;
    }
    return true;
  }

  /** Whether all that can be asked for while a group is in use has come. */
  boolean rests(int ordinal) {
    if (count == 0) {
      return true;
    }
    int asked = Math.min(ordinal + copies, team.groups() - skippedGroups);
    return nextTile == 0 && nextOrdinal == asked && complete(asked - 1) && complete(ordinal);
  }

  void skipBlocks(int ordinal, int blocks) {
    int copy = copy(ordinal);
    usesLeft[copy] -= blocks;
    for (int tile = 0; tile < count && byTile; tile++) {
      usesLeftOf[copy][tile] -= blocks;
    }
  }

  // ---- coming

  void granted(Core loader, int ordinal, int tile, long cycle) {
    int copy = copy(ordinal);
    if (grantedOrdinal[copy] != ordinal) {
      grantedOrdinal[copy] = ordinal;
      grantedTiles[copy] = 0;
      latest[copy] = 0;
    }
    usable[copy][tile] = cycle;
    if (cycle > latest[copy]) {
      latest[copy] = cycle;
    }
    grantedTiles[copy]++;
    loader.grantedOrdinal[product][copy] = ordinal;
    loader.nextTile[product][copy] = tile + size;
  }

  /** Whether all sub-tiles of a group have come or are about to. */
  boolean complete(int ordinal) {
    int copy = copy(ordinal);
    return grantedOrdinal[copy] == ordinal && grantedTiles[copy] == count;
  }

  boolean isGranted(int ordinal, int tile) {
    int copy = copy(ordinal);
    Core loader = size == 1 ? cores[0] : cores[tile % size];
    int newest = loader.grantedOrdinal[product][copy];
    return newest > ordinal || (newest == ordinal && loader.nextTile[product][copy] > tile);
  }

  long[] reads(int copy, int core) {
    return read[copy][core];
  }

  /** When the slot of a sub-tile of a group is free; unknown while a core has yet to read it. */
  long slotFree(int ordinal, int tile) {
    int before = ordinal - copies;
    if (before < 0) {
      return 0;
    }
    int copy = copy(ordinal);
    long free = 0;
    for (int core = 0; core < size; core++) {
      Core reader = cores[core];
      int done = reader.readOrdinal[product][copy];
      if (done < before || (done == before && reader.readTiles[product][copy] <= tile)) {
        return Core.UNKNOWN;
      }
      free = Math.max(free, read[copy][core][tile]);
    }
    return free;
  }

  // ---- describing

  /** Writes how far the fetching is, seen from group {@code ordinal}, and what came when. */
  void describe(History.Moment now, int ordinal, long matrixFree, long channelFree) {
    if (count == 0) {
      return;
    }
    now.reserve(4 + 2 * (2 + count + size * (3 + count)));
    now.add(nextOrdinal - ordinal);
    now.add(nextTile);
    if (prefetches) {
      now.add(allowedOrdinal - ordinal);
      now.add(Math.min(allowedTiles, count));
    }
    for (int i = 0; i < copies; i++) {
      int copy = copy(ordinal + i);
      now.add(grantedOrdinal[copy] - ordinal);
      now.add(grantedTiles[copy]);
      if (latest[copy] > matrixFree) {
        for (int tile = 0; tile < count; tile++) {
          now.add(Math.max(usable[copy][tile], matrixFree) - channelFree);
        }
      }
      for (int core = 0; core < size; core++) {
        Core reader = cores[core];
        int done = reader.readTiles[product][copy];
        now.add(reader.readOrdinal[product][copy] - ordinal);
        now.add(done);
        long[] reads = read[copy][core];
        long earliestLoad = Long.MAX_VALUE;
        for (Core loader : cores) {
          earliestLoad = Math.min(earliestLoad, loader.earliestLoad);
        }
        boolean old = done == count && reads[count - 1] <= earliestLoad;
        now.add(old ? 1 : 0);
        for (int tile = 0; tile < done && !old; tile++) {
          now.add(Math.max(reads[tile], earliestLoad) - channelFree);
        }
      }
    }
  }
}
