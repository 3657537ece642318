package masattention.search.fast;

import masattention.schedule.Team;

/**
 * The load queue of a core, and what comes into it, in the order in which the scheduler asks for
 * it; that order does not depend on time, so that it is written when the queue runs empty.
 */
abstract class LoadScript {
  final Core core;
  final Pass pass;
  int size;
  private int place;

  /** Steps written. */
  int emitted;

  // what is asked for next: by this core, and by the steps of a team of several
  private final Walk inputs = new Walk();
  private final Walk[] uses = {new Walk(), new Walk()};
  private final int[] usesLeft = new int[2];
  private final int[] shareOf = new int[2];
  private final int[] share = new int[2];
  int teamSteps;

  // the queue
  int[] kind = {};
  int[] about = {};
  int[] from = {};
  int[] to = {};
  int[] after = {};
  int mask;
  int head;
  private int tail;

  // the staging area: sub-tiles announced, used and fetched, and the next one to move
  private int announced;
  private int used;
  private int fetched;
  int stagedStep;
  int stagedPhase;
  int stagedTile;

  LoadScript(Core core) {
    this.core = core;
    pass = core.pass;
  }

  void start(Team team, int newPlace, int rowBlocks) {
    size = team.size();
    place = newPlace;
    makeRoom(Integer.highestOneBit(4 * size + 16) * 2);
    emitted = 0;
    inputs.start(team, place, size, rowBlocks);
    for (int p = 0; p < 2 && size > 1; p++) {
      uses[p].start(team, 0, 1, rowBlocks);
      usesLeft[p] = team.blocks();
    }
    shareOf[0] = 0;
    shareOf[1] = 0;
    teamSteps = 0;
    head = 0;
    tail = 0;
    announced = 0;
    used = 0;
    fetched = 0;
    stagedStep = -1;
    stagedPhase = 1;
    if (pass.staged[0] + pass.staged[1] > 0) {
      nextStagedProduct();
    }
    if (core.blocks > 0) {
      prologue();
    }
  }

  /** A step of the team asks for at most four things here, and one of the core for seven. */
  private void makeRoom(int entries) {
    if (kind.length < entries) {
      kind = new int[entries];
      about = new int[entries];
      from = new int[entries];
      to = new int[entries];
      after = new int[entries];
    }
    mask = kind.length - 1;
  }

  final boolean isEmpty() {
    return head == tail;
  }

  /** Whether it is at the resident sub-tiles of a product. */
  final boolean loads(int product) {
    return head != tail && kind[head & mask] == product;
  }

  /** Staged sub-tiles that it is at. */
  final int stagedAtHead() {
    return to[head & mask] - from[head & mask];
  }

  final int length() {
    return tail - head;
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
      core.introduce(inputs);
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

  /** Sub-tiles of the next group that a row block asks for, one of {@code blocks}. */
  int share(int product) {
    return share(product, size == 1 ? blocksInGroup() : uses[product].blocksInGroup);
  }

  final int share(int product, int blocks) {
    if (shareOf[product] != blocks) {
      shareOf[product] = blocks;
      share[product] = (pass.resident[product] - 1) / blocks + 1;
    }
    return share[product];
  }

  /** Says that tasks use the next {@code count} staged sub-tiles. */
  final void useStaged(int count) {
    if (count > 0) {
      used += count;
      fetch();
    }
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

  private void enqueue(int newKind, int newAbout, int newFrom, int newTo) {
    if (tail - head > mask) {
      growQueue();
    }
    int at = tail++ & mask;
    kind[at] = newKind;
    about[at] = newAbout;
    from[at] = newFrom;
    to[at] = newTo;
    after[at] = emitted;
  }

  private void growQueue() {
    kind = doubled(kind);
    about = doubled(about);
    from = doubled(from);
    to = doubled(to);
    after = doubled(after);
    mask = kind.length - 1;
  }

  /** Twice the room for the full queue. */
  private int[] doubled(int[] ring) {
    int[] wider = new int[2 * ring.length];
    for (int i = head; i < tail; i++) {
      wider[i & (wider.length - 1)] = ring[i & mask];
    }
    return wider;
  }

  // ---- the staging area

  /** Announces the staged sub-tiles of a row block, two of which may come before they are used. */
  final void announce(int product, int turn) {
    if (pass.staged[product] > 0 && turn >= 0 && turn < core.blocks) {
      announce(pass.staged[product]);
    }
  }

  final void announce(int count) {
    announced += count;
    fetch();
  }

  private void fetch() {
    int reach = Math.min(announced, used + 2);
    if (reach > fetched) {
      int last = (tail - 1) & mask;
      if (tail > head && kind[last] == Grant.STAGED && after[last] == emitted) {
        to[last] += reach - fetched;
      } else {
        enqueue(Grant.STAGED, 0, 0, reach - fetched);
      }
      fetched = reach;
    }
  }

  /** The transfer of the next staged sub-tile. */
  long stagedTransfer() {
    int product = stagedProduct();
    long cycles = stagedTile == pass.tiles - 1 ? pass.lastKvTile[product] : pass.kvTile[product];
    stagedMoved();
    return cycles;
  }

  /** Goes on to the staged sub-tile after the one moved. */
  void stagedMoved() {
    if (++stagedTile == pass.tiles) {
      nextStagedProduct();
    }
  }

  int stagedProduct() {
    return pass.product(stagedPhase);
  }

  /** Goes on to the first staged sub-tile of the next product that has some. */
  void nextStagedProduct() {
    int turn;
    int product;
    do {
      if (stagedPhase == 0) {
        stagedPhase = 1;
      } else {
        stagedStep++;
        stagedPhase = 0;
      }
      product = stagedProduct();
      turn = pass.turn(stagedStep, stagedPhase);
    } while ((pass.staged[product] == 0 || turn < 0 || turn >= core.blocks)
        && stagedStep < core.steps);
    stagedTile = pass.resident[product];
  }

  /** Sub-tiles of the row that are moved next which may still be moved as those before. */
  int stagedRoom() {
    int product = stagedProduct();
    int at = head & mask;
    boolean sameRow =
        !isEmpty()
            && kind[at] == Grant.STAGED
            && product == pass.product(core.phase)
            && stagedTile == core.tile + core.stagedGranted - core.stagedRead;
    return sameRow ? Math.min(pass.tiles - stagedTile, to[at] - from[at]) - 2 : 0;
  }

  void skipStaged(int count) {
    stagedTile += count;
    from[head & mask] += count;
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

  /** Sub-tiles of the next group asked for by the row blocks of this one before the next step. */
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
    core.skipPlaces(count);
    for (int p = 0; p < 2; p++) {
      uses[p].skip(count * size);
      usesLeft[p] -= count * size;
    }
    for (int i = head; i < tail; i++) {
      int at = i & mask;
      if (kind[at] <= Grant.VALUES) {
        int tiles = count * size * share(kind[at]);
        from[at] += tiles;
        to[at] += tiles;
      }
    }
  }

  /** Leaves out groups with {@code teamBlocks} row blocks of the team. */
  void skipGroups(int teamBlocks) {
    for (int p = 0; p < 2; p++) {
      usesLeft[p] -= teamBlocks;
    }
  }

  /** Writes the queue and the staging area, seen from a group, or from its next row block. */
  void describe(History.Moment now, int ordinal, boolean groups) {
    for (int i = head; i < tail; i++) {
      int at = i & mask;
      int its = kind[at];
      now.add(its);
      now.add(to[at] - from[at]);
      if (its <= Grant.VALUES) {
        now.add(about[at] - ordinal);
        now.add(from[at] - (groups ? 0 : filled(its)));
      } else if (its != Grant.STAGED) {
        now.add(about[at] - emitted);
      }
      if (pass.alone) {
        now.add(after[at] - emitted);
      }
    }
    if (pass.staged[0] + pass.staged[1] > 0) {
      now.add(announced - core.stagedRead);
      now.add(used - core.stagedRead);
      now.add(stagedStep - emitted);
      now.add(stagedPhase);
      now.add(stagedTile);
    }
  }
}
