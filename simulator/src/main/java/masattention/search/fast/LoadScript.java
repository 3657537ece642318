package masattention.search.fast;

import masattention.schedule.Team;

/**
 * The load queue of a core, and what comes into it, in the order in which the scheduler asks for
 * it; that order does not depend on time, so that it is written when the queue runs empty.
 */
abstract class LoadScript extends StagedQueue {
  int size;
  private int place;

  // what is asked for next: by this core, and by the steps of a team of several
  private final Walk inputs = new Walk();
  private final Walk[] uses = {new Walk(), new Walk()};
  private final int[] usesLeft = new int[2];
  private final int[] shareOf = new int[2];
  private final int[] share = new int[2];
  int teamSteps;

  LoadScript(Core core) {
    super(core);
  }

  void start(Team team, int newPlace, int rowBlocks) {
    size = team.size();
    place = newPlace;
    start(size);
    inputs.start(team, place, size, rowBlocks);
    for (int p = 0; p < 2 && size > 1; p++) {
      uses[p].start(team, 0, 1, rowBlocks);
      usesLeft[p] = team.blocks();
    }
    shareOf[0] = 0;
    shareOf[1] = 0;
    teamSteps = 0;
    if (core.blocks > 0) {
      prologue();
    }
  }

  /** What is loaded before the first step. */
  abstract void prologue();

  final void firstGroup(int product) {
    ask(product, 0, 0, pass.resident[product]);
  }

  /** Writes what the next step has loaded, for itself and later ones. */
  final void emit() {
    while (teamSteps < emitted * size + place) {
      othersStep();
      teamSteps++;
    }
    step();
    teamSteps++;
    emitted++;
  }

  abstract void step();

  /** What another core's step has this one load. */
  abstract void othersStep();

  /** Loads Q, or the scores, of the next row block, at most one ahead. */
  final void input() {
    if (core.introduced < Math.min(core.blocks, emitted + 2)) {
      enqueue(pass.inputKind, core.introduced, 0, pass.inputParts);
      core.introduce(inputs, core.step);
      inputs.next();
    }
  }

  /** A product of a row block of the core uses K or V. */
  final void use(int product, int turn) {
    use(product, turn, pass.staged[product]);
  }

  /** The same beside the use of {@code staged} sub-tiles of the staging area. */
  final void use(int product, int turn, int staged) {
    if (turn < 0 || turn >= core.blocks) {
      return;
    }
    if (size > 1) {
      useOfTeam(product, staged);
    } else if (pass.resident[product] > 0) {
      int at = turn & Core.MASK;
      use(product, core.ordinals[at], core.indexInGroup[at], core.blocksInGroup[at], staged);
    } else {
      useStaged(staged);
    }
  }

  /** A product of the next row block of the team uses K or V. */
  final void useOfTeam(int product, int staged) {
    if (usesLeft[product] == 0) {
      return;
    }
    Walk at = uses[product];
    if (pass.resident[product] > 0) {
      use(product, at.ordinal, at.indexInGroup, at.blocksInGroup, staged);
    } else {
      useStaged(staged);
    }
    at.next();
    usesLeft[product]--;
  }

  /**
   * Uses resident sub-tiles: asks for the next group's with the last use where they take the same
   * slots, else for a share of them; for this one's with the first use where nothing comes ahead.
   */
  private void use(int product, int ordinal, int index, int blocks, int staged) {
    int count = pass.resident[product];
    boolean hasNext = ordinal + 1 < core.team.groups && !pass.alone;
    boolean sameSlots = core.team.residents[product].copies == 1;
    if (pass.alone && index == 0) {
      ask(product, ordinal, 0, count);
    } else if (hasNext && sameSlots && index == blocks - 1) {
      ask(product, ordinal + 1, 0, count);
    }
    useStaged(staged);
    if (hasNext && !sameSlots) {
      int share = share(product, blocks);
      int begin = Math.min(count, index * share);
      ask(product, ordinal + 1, begin, Math.min(count, begin + share));
    }
  }

  @Override
  int share(int product) {
    return share(product, size == 1 ? blocksInGroup() : uses[product].blocksInGroup);
  }

  /** Sub-tiles of the next group that a row block asks for, one of {@code blocks}. */
  final int share(int product, int blocks) {
    if (shareOf[product] != blocks) {
      shareOf[product] = blocks;
      share[product] = (pass.resident[product] - 1) / blocks + 1;
    }
    return share[product];
  }

  /** Asks for the core's share of a group's sub-tiles from {@code begin} up to {@code end}. */
  final void ask(int product, int ordinal, int begin, int end) {
    if (begin == end) {
      return;
    }
    int first = size == 1 ? begin : begin + Math.floorMod(place - begin, size);
    if (first < end) {
      enqueue(product, ordinal, first, end);
    }
  }

  // ---- skipping and describing

  /** The row block of the next step. */
  int ordinal() {
    return isIntroduced() ? core.ordinals[emitted & Core.MASK] : inputs.ordinal;
  }

  int indexInGroup() {
    return isIntroduced() ? core.indexInGroup[emitted & Core.MASK] : inputs.indexInGroup;
  }

  private int blocksInGroup() {
    return isIntroduced() ? core.blocksInGroup[emitted & Core.MASK] : inputs.blocksInGroup;
  }

  @Override
  int filled(int product) {
    return pass.resident[product] == 0 ? 0 : indexInGroup() * size * share(product);
  }

  int rowBlock() {
    return isIntroduced() ? core.rowBlock[emitted & Core.MASK] : inputs.rowBlock;
  }

  /** The place of that row block in its group, those of other cores counted. */
  int inGroup() {
    return isIntroduced() ? core.inGroup[emitted & Core.MASK] : inputs.inGroup;
  }

  private boolean isIntroduced() {
    return emitted < core.introduced;
  }

  /** Row blocks from one step to the next. */
  int stride() {
    return inputs.stride();
  }

  /** Leaves out {@code count} row blocks of the same head. */
  void skipBlocks(int count) {
    inputs.skip(count);
    core.skipPlaces(count, stride());
    for (int p = 0; p < 2; p++) {
      uses[p].skip(count * size);
      usesLeft[p] -= count * size;
    }
    skipResidents(count * size);
  }

  /** Leaves out groups with {@code teamBlocks} row blocks of the team. */
  void skipGroups(int teamBlocks) {
    for (int p = 0; p < 2; p++) {
      usesLeft[p] -= teamBlocks;
    }
  }

  /** Writes the queue and the staging area, seen from a group, or from its next row block. */
  void describe(History.Moment now, int ordinal, boolean groups) {
    describeQueue(now, ordinal, groups);
    if (pass.staged[0] + pass.staged[1] > 0) {
      describeStaging(now);
    }
  }
}
