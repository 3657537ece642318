package masattention.search.fast;

import java.util.Arrays;

/**
 * A core that moves scores sub-tile by sub-tile over the channel, in two rows of slots. A slot is
 * filled by one side, the product or the channel, and then emptied by the other.
 */
abstract class ScoreTilesCore extends Core {
  /** When slots were filled, or emptied. */
  long[] slots = {};

  ScoreTilesCore(Pass pass) {
    super(pass);
  }

  @Override
  void start(CoreTeam newTeam, int newIndex, int newBlocks) {
    super.start(newTeam, newIndex, newBlocks);
    if (slots.length < 2 * pass.tiles) {
      slots = new long[2 * pass.tiles];
    }
    Arrays.fill(slots, 0, 2 * pass.tiles, 0);
  }

  /**
   * Sub-tiles at the head of the load or store queue that are ready as soon as the queue is free,
   * the last of a row or a group left out, and with whose moves nothing becomes ready.
   */
  abstract int turns(boolean store);

  /** Of the transfer of each of them. */
  abstract long turnCycles(boolean store);

  /** Moves {@code count} of them, the first one until {@code first} and one {@code every} so. */
  abstract void take(boolean store, int count, long first, long every);

  /** Lets the product go on that may have waited for them. */
  abstract void goOnAfterTurns();

  /** How many there are from {@code begin} to {@code end} when the last one is ready by then. */
  final int turns(int turn, int begin, int end, long since) {
    boolean ready = end > begin && slots[slot(turn, end - 1)] <= since;
    return ready ? end - begin : 0;
  }

  /** The same of resident sub-tiles of a core that shares them with no other. */
  final int residentTurns() {
    int at = script.head & script.mask;
    int kind = script.kind[at];
    int end = Math.min(script.to[at], pass.tiles) - 1;
    if (kind > Grant.VALUES || kind == waitsFor || team.size > 1 || end <= script.from[at]) {
      return 0;
    }
    long free = team.residents[kind].slotFree(script.about[at], end - 1);
    return free >= 0 && free <= loadSince ? end - script.from[at] : 0;
  }

  final void takeResidents(int count, long first, long every) {
    int at = script.head & script.mask;
    long usable = first + pass.latency;
    for (int j = script.from[at]; j < script.from[at] + count; j++) {
      team.residents[script.kind[at]].granted(this, script.about[at], j, usable);
      usable += every;
    }
    script.from[at] += count;
    loadFree = first + (count - 1) * every;
    freeSlots = 0;
  }

  /** Writes when they are moved. */
  final void move(int at, int count, long first, long every) {
    long moved = first;
    for (int i = at; i < at + count; i++) {
      slots[i] = moved;
      moved += every;
    }
  }

  /** Whether the load queue of a core of the team may wait for what this one's product reads. */
  final boolean isWaitedFor() {
    for (Core member : team.cores) {
      LoadScript queue = member.script;
      if (member.loadSince == NEVER && !queue.isEmpty()) {
        int kind = queue.kind[queue.head & queue.mask];
        if (kind <= Grant.VALUES || (kind == Grant.STAGED && member == this)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The slot of a sub-tile of a row block. */
  final int slot(int turn, int j) {
    return (turn & 1) * pass.tiles + j;
  }

  @Override
  boolean canGoOn(int product) {
    return team.residents[product].hasCome(ordinals[step & MASK], tile);
  }

  /** A product goes on with every sub-tile, so that none is granted unseen. */
  @Override
  boolean isBursting() {
    return super.isBursting() && !team.waitsFor(script.kind[script.head & script.mask]);
  }

  /** The same where the slots of the row do not hold the product up. */
  @Override
  boolean isStreaming() {
    return super.isStreaming() && isRowReady() && slots[slot(step, pass.tiles - 1)] <= matrixFree;
  }

  /** Whether all slots of the row that the product is at have been filled, or emptied, for it. */
  abstract boolean isRowReady();

  @Override
  void loadStreamed(long start) {
    super.loadStreamed(start);
    slots[slot(step, tile - 1)] = matrixFree;
  }

  /** When the sub-tile of K or V that the product is at is usable; unknown while it waits. */
  final long usable(int product, int ordinal) {
    Residents residents = team.residents[product];
    if (tile >= residents.count) {
      if (stagedGranted > stagedRead) {
        return stagedUsable[stagedRead & 1];
      }
      waitsFor = Grant.STAGED;
      streamed = 2 * product + sizes[step & MASK];
    } else {
      if (residents.hasCome(ordinal, tile)) {
        return residents.usable[residents.copy(ordinal)][tile];
      }
      waitsFor = product;
      readsLast[product] = false;
    }
    return UNKNOWN;
  }

  /** Says that the product has read that sub-tile, being done with it at {@code end}. */
  final void read(int product, int at, long end) {
    Residents residents = team.residents[product];
    if (tile >= residents.count) {
      stagedReadAt[stagedRead++ & 1] = end;
    } else if (lastUses[at]) {
      int copy = 2 * product + residents.copy(ordinals[at]);
      reads[copy][tile] = end;
      readOrdinal[copy] = ordinals[at];
      readTiles[copy] = tile + 1;
    }
  }

  /**
   * Writes the times of {@code count} slots before that of a sub-tile, which were filled or emptied
   * one after the other; those before {@code old} are alike.
   */
  final void describeSlots(History.Moment now, int turn, int j, int count, long old) {
    int length = 2 * pass.tiles;
    now.reserve(length + 80 + 5 * script.length());
    int at = slot(turn, j);
    for (int i = 0; i < count; i++) {
      at = at == 0 ? length - 1 : at - 1;
      if (slots[at] <= old) {
        break;
      }
      now.add(slots[at] - pass.channelFree);
    }
    now.add(Long.MIN_VALUE);
  }
}
