package masattention.search.fast;

import masattention.schedule.Team;

/** A place in a sequence of row blocks, every so many of a group's; groups follow each other. */
final class Walk {
  /** The group, seen from the first one. */
  int ordinal;

  int indexInGroup;
  int blocksInGroup;
  int rowBlock;

  /** Its place in the group; {@link #indexInGroup} counts only those that it comes by. */
  int inGroup;

  private int stride;
  private int rowBlocks;
  private int groupBlocks;

  /** Begins at row block {@code first} of a team and takes every {@code every}-th one. */
  void start(Team team, int first, int every, int newRowBlocks) {
    stride = team.blockStride() * every;
    rowBlocks = newRowBlocks;
    groupBlocks = team.blocksPerGroup();
    ordinal = 0;
    inGroup = team.blockOffset() + first * team.blockStride();
    enterGroup();
  }

  private void enterGroup() {
    indexInGroup = 0;
    blocksInGroup = stride == 1 ? groupBlocks - inGroup : (groupBlocks - 1 - inGroup) / stride + 1;
    rowBlock = inGroup < rowBlocks ? inGroup : inGroup % rowBlocks;
  }

  /** Row blocks from one to the next. */
  int stride() {
    return stride;
  }

  void next() {
    indexInGroup++;
    inGroup += stride;
    rowBlock += stride;
    if (inGroup >= groupBlocks) {
      inGroup -= groupBlocks;
      ordinal++;
      enterGroup();
    } else if (rowBlock >= rowBlocks) {
      rowBlock %= rowBlocks;
    }
  }

  /** Whether it is at the last of its row blocks in the group. */
  boolean isLastInGroup() {
    return indexInGroup == blocksInGroup - 1;
  }

  /** Leaves out {@code count} row blocks of the same head. */
  void skip(int count) {
    indexInGroup += count;
    inGroup += count * stride;
    rowBlock += count * stride;
  }
}
