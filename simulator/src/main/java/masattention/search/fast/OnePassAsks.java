package masattention.search.fast;

import java.util.Arrays;

/**
 * Which resident sub-tiles of K or V a team has asked for in one pass. One takes the place of one
 * of an earlier group as soon as the last task that reads that is written.
 */
final class OnePassAsks {
  private final OnePassScript script;
  private final int product;
  int count;
  private int copies;
  private int groupBlocks;

  /** Whether a sub-tile may have to wait for others than the one in its own place. */
  private boolean crowded;

  // the sub-tile asked for next, and how far it may go
  private int nextOrdinal;
  private int nextTile;
  private int allowedOrdinal;
  private int allowedTiles;

  /** Uses still to come by copy, those of all sub-tiles at once not taken off. */
  private final int[][] usesLeft = new int[2][0];

  private final int[] usedAll = new int[2];

  OnePassAsks(OnePassScript script, int product) {
    this.script = script;
    this.product = product;
  }

  /** Begins with the first group, asked for as a whole. */
  void start(int newGroupBlocks, boolean isCrowded) {
    count = script.pass.resident[product];
    copies = script.core.team.residents[product].copies;
    groupBlocks = newGroupBlocks;
    crowded = isCrowded;
    nextOrdinal = 1;
    nextTile = 0;
    allowedOrdinal = 0;
    allowedTiles = count;
    for (int copy = 0; copy < copies; copy++) {
      if (usesLeft[copy].length < count) {
        usesLeft[copy] = new int[count];
      }
      Arrays.fill(usesLeft[copy], copy == 0 ? groupBlocks : 0);
      usedAll[copy] = 0;
    }
  }

  private int copy(int ordinal) {
    return ordinal & (copies - 1);
  }

  /** Asks for a sub-tile and those before it; false while the slot of one of them is in use. */
  boolean comes(int ordinal, int tile) {
    while (nextOrdinal < ordinal || (nextOrdinal == ordinal && nextTile <= tile)) {
      if (!askNext()) {
        return false;
      }
    }
    return true;
  }

  private boolean askNext() {
    int ordinal = nextOrdinal;
    int tile = nextTile;
    int copy = copy(ordinal);
    if (usesLeft[copy][tile] > usedAll[copy]) {
      return false;
    }
    usesLeft[copy][tile] = groupBlocks + usedAll[copy];
    script.ask(product, ordinal, tile, tile + 1);
    if (++nextTile == count) {
      nextTile = 0;
      nextOrdinal++;
    }
    return true;
  }

  /** Says that the task of a row block with one sub-tile of a group has been written. */
  void used(int ordinal, int tile) {
    int copy = copy(ordinal);
    boolean isFree = --usesLeft[copy][tile] == usedAll[copy];
    if (!crowded && (copies > 1 || !isFree)) {
      return;
    }
    if (copies == 1) {
      allow(ordinal + 1, count);
    } else {
      askAllowed();
    }
  }

  /** Says that all sub-tiles of a group have been used, none for the last time. */
  void usedAll(int ordinal, int times) {
    usedAll[copy(ordinal)] += times;
  }

  /** Says that all tasks of a row block with the sub-tiles have been written. */
  void passed(int ordinal, int index) {
    if (count > 0 && copies > 1) {
      allow(ordinal + 1, (index + 1) * script.share(product, groupBlocks));
    }
  }

  private void allow(int ordinal, int tiles) {
    if (ordinal > allowedOrdinal) {
      allowedOrdinal = ordinal;
      allowedTiles = tiles;
    } else if (ordinal == allowedOrdinal && tiles > allowedTiles) {
      allowedTiles = tiles;
    }
    askAllowed();
  }

  private void askAllowed() {
    int groups = script.core.team.groups;
    boolean free = true;
    while (free
        && nextOrdinal < groups
        && (nextOrdinal < allowedOrdinal
            || (nextOrdinal == allowedOrdinal && nextTile < allowedTiles))) {
      free = askNext();
    }
  }

  /** Writes what is asked for, seen from group {@code ordinal}. */
  void describe(History.Moment now, int ordinal) {
    if (count == 0) {
      return;
    }
    now.reserve(4 + copies * count);
    now.add(nextOrdinal - ordinal);
    now.add(nextTile);
    now.add(allowedOrdinal - ordinal);
    now.add(Math.min(allowedTiles, count));
    for (int i = 0; i < copies && crowded; i++) {
      int copy = copy(ordinal + i);
      for (int tile = 0; tile < count; tile++) {
        now.add(usesLeft[copy][tile] - usedAll[copy]);
      }
    }
  }
}
