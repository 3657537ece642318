package masattention.search.fast;

import java.util.Arrays;

/**
 * A core that moves scores sub-tile by sub-tile over the channel, in two rows of slots. A slot is
 * filled by one side, the product or the channel, and then emptied by the other.
 */
abstract class ScoreTilesCore extends FusedCore {
  /** When slots were filled, or emptied. */
  long[] slots = {};

  ScoreTilesCore(FusedPass pass) {
    super(pass);
  }

  @Override
  void start(FusedTeam newTeam, int newIndex, int newBlocks) {
    super.start(newTeam, newIndex, newBlocks);
    if (slots.length < 2 * pass.tiles) {
      slots = new long[2 * pass.tiles];
    }
    Arrays.fill(slots, 0, 2 * pass.tiles, 0);
  }

  @Override
  int drain() {
    return 0;
  }

  /** Since when the next sub-tile of scores, and the other queue's head, are ready to move. */
  abstract long turnSince();

  abstract long otherSince();

  /** Of the transfer of a sub-tile of scores, not the last of a row. */
  abstract long turnCycles();

  /**
   * Sub-tiles of scores of the same row that are ready to move as soon as the queue is free, the
   * last of the row left out, and with whose moves nothing becomes ready.
   */
  abstract int turns();

  /** Moves {@code count} of them, the first one until {@code first} and one {@code every} so. */
  abstract void take(int count, long first, long every);

  /** Lets the product go on that may have waited for them. */
  abstract void goOnAfterTurns();

  /** How many there are from {@code begin} to {@code end} when the last one is ready by then. */
  final int turns(int turn, int begin, int end) {
    boolean ready = end > begin && slots[slot(turn, end - 1)] <= turnSince();
    return ready ? end - begin : 0;
  }

  /** Writes when they are moved. */
  final void move(int at, int count, long first, long every) {
    long moved = first;
    for (int i = at; i < at + count; i++) {
      slots[i] = moved;
      moved += every;
    }
  }

  /** Whether the load queue of a core of the team may wait for this one's product. */
  final boolean isWaitedFor() {
    for (FusedCore member : team.cores) {
      if (member.loadSince == NEVER && !member.script.isEmpty()) {
        return true;
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
    FusedResidents residents = team.residents[product];
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
    FusedResidents residents = team.residents[product];
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
