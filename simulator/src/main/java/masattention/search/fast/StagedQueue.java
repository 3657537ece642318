package masattention.search.fast;

/** A load queue, and which sub-tiles go through the staging area next. */
abstract class StagedQueue extends LoadQueue {
  // the staging area: sub-tiles announced, used and fetched, and the next one to move
  private int announced;
  private int used;
  private int fetched;
  int stagedStep;
  int stagedPhase;
  int stagedTile;

  StagedQueue(Core core) {
    super(core);
  }

  @Override
  void start(int teamSize) {
    super.start(teamSize);
    announced = 0;
    used = 0;
    fetched = 0;
    stagedStep = -1;
    stagedPhase = 1;
    if (pass.staged[0] + pass.staged[1] > 0) {
      nextStagedProduct();
    }
  }

  /** Says that tasks use the next {@code count} staged sub-tiles. */
  final void useStaged(int count) {
    if (count > 0) {
      used += count;
      fetch();
    }
  }

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
      enqueueStaged(reach - fetched);
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

  /** Writes how far the staging area is. */
  final void describeStaging(History.Moment now) {
    now.add(announced - core.stagedRead);
    now.add(used - core.stagedRead);
    now.add(stagedStep - emitted);
    now.add(stagedPhase);
    now.add(stagedTile);
  }
}
