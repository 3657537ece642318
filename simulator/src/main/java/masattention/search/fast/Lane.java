package masattention.search.fast;

import masattention.schedule.Team;

/** A team on its way through its row blocks, and the row block of it that is looked at. */
final class Lane {
  Team team;
  int size;
  Core[] cores = {};
  final Residents[] residents = {new Residents(Grant.KEYS), new Residents(Grant.VALUES)};
  int step;
  int steps;
  int blocks;
  int skippedBlocks;
  int nextInput;

  // the row block looked at
  private int looked;
  int ordinal;
  int indexInGroup;
  int blocksInGroup;
  int rowBlock;
  private int rowBlocks;

  void start(Team newTeam, int newRowBlocks) {
    team = newTeam;
    size = newTeam.size();
    rowBlocks = newRowBlocks;
    looked = -2;
    step = 0;
    blocks = team.blocks();
    skippedBlocks = 0;
    nextInput = 0;
  }

  /** Looks at a row block of the team; the next one is found without a division. */
  void look(int n) {
    indexInGroup++;
    rowBlock += team.blockStride();
    if (n != looked + 1 || indexInGroup >= blocksInGroup || rowBlock >= rowBlocks) {
      ordinal = team.ordinal(n);
      indexInGroup = team.indexInGroup(n);
      blocksInGroup = team.blocksInGroup(ordinal);
      rowBlock = team.rowBlock(n);
    }
    looked = n;
  }

  boolean isBlocked() {
    for (Core core : cores) {
      if (!core.blocked()) {
        return false;
      }
    }
    return true;
  }

  /** Goes through {@code count} row blocks less: they were skipped. */
  void skip(int count) {
    skippedBlocks += count;
    blocks -= count;
    steps -= count;
  }

  /** Whether there is a row block {@code n}. */
  boolean has(int n) {
    return 0 <= n && n < blocks;
  }

  /** Whether a core of the team has a row block at {@code turn}. */
  boolean hasTurn(Core core, int turn) {
    return turn >= 0 && turn * size + core.indexInTeam < blocks;
  }

  /** The core that goes through row block {@code n}. */
  Core coreOf(int n) {
    return cores[n % size];
  }

  /** The group of row block {@code n}, without those skipped. */
  int ordinalOf(int n) {
    Core core = cores[n % size];
    return core.ordinal[(n / size) & core.turnMask];
  }

  /** Its next row block, those skipped included. */
  int next() {
    return step + skippedBlocks;
  }

  boolean isDone() {
    for (Core core : cores) {
      if (core.head < core.tail || core.isBehind()) {
        return false;
      }
    }
    return step >= steps;
  }

  /** Whether it has nothing more to move either. */
  boolean isSilent() {
    for (Core core : cores) {
      if (core.stored < core.introduced) {
        return false;
      }
    }
    return isDone();
  }
}
